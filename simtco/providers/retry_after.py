"""When a vendor asks to be asked again."""

import datetime as dt
import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str], now: dt.datetime) -> float | None:
    """Seconds until a vendor may be asked again; None where it does not say.

    `retry-after` is a number of seconds or a date (RFC 9110, section 10.2.3); OpenAI has
    `retry-after-ms` beside it.

    >>> now = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    >>> retry_after({"retry-after": "Mon, 23 Nov 2026 12:00:30 GMT"}, now)
    30.0
    """
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000.0
    said = headers.get("retry-after", "")
    seconds = _number(said)
    if seconds is not None or not said:
        return seconds
    try:
        return max((parsedate_to_datetime(said) - now).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None


def _number(said: str) -> float | None:
    try:
        value = float(said)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
