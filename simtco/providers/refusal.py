"""What an error of a vendor means, whatever its SDK calls it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simtco.providers.retry_after import retry_after
from simtco.providers.status import Status

_EXHAUSTED = frozenset(
    {"insufficient_quota", "billing_hard_limit_reached", "billing_error", "credit_balance_too_low"}
)
_NO_CREDIT = "credit balance is too low"  # Anthropic has said so with 400 and no code of its own
_OVERLOADED = frozenset({"overloaded_error", "api_error", "server_error", "internal_error"})
_CODE = re.compile(r"[a-z][a-z_]{0,59}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an error of a vendor means; `detail` holds no free text of the vendor's.

    A vendor may repeat key or prompt in its messages, so only its codes are told. billable:
    whether it may have begun to answer.
    """

    status: Status
    detail: str
    retry_after: float | None = None
    billable: bool = False


def meaning(error: Exception) -> Refusal:
    """What an error means that an SDK or the transport below it raised."""
    import httpx2  # noqa: PLC0415  (0.2 s, and only where something is sent)

    http, body = getattr(error, "status_code", None), getattr(error, "body", None)
    if isinstance(http, int):
        headers = getattr(getattr(error, "response", None), "headers", {})
        return refused(http, body, retry_after(headers, dt.datetime.now(dt.UTC)))
    if body is not None:
        return refused(200, body)
    cause = error if isinstance(error, httpx2.HTTPError) else error.__cause__
    unsent = (httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ConnectError, httpx2.ProxyError)
    if isinstance(cause, unsent):
        return Refusal(Status.UNAVAILABLE, "not reached")
    if isinstance(cause, httpx2.TimeoutException):
        return Refusal(Status.TIMEOUT, "no answer in time", billable=True)
    if isinstance(cause, httpx2.HTTPError):
        return Refusal(Status.DROPPED, "the connection broke", billable=True)
    return Refusal(
        Status.DROPPED, f"no answer of this protocol ({type(error).__name__})", None, True
    )


def refused(http: int, body: object, wait: float | None = None) -> Refusal:
    """What an answer with an HTTP status and an error body means; 200 is an error in a stream."""
    error = _error(body)
    said = [error.get("type"), error.get("code")]
    codes = [code for code in said if isinstance(code, str) and _CODE.fullmatch(code)]
    detail = " ".join(
        dict.fromkeys([f"HTTP {http}" if http != 200 else "error in the stream", *codes])
    )
    exhausted = bool(_EXHAUSTED & set(codes)) or _NO_CREDIT in str(error.get("message", ""))
    if http == 402 or exhausted:
        return Refusal(Status.EXHAUSTED, detail)
    if http == 429 or "rate_limit_error" in codes:
        return Refusal(Status.RATE_LIMITED, detail, wait)
    if http in {408, 504}:
        return Refusal(Status.TIMEOUT, detail, wait, billable=True)
    if http in {409, 425} or http >= 500 or _OVERLOADED & set(codes):
        return Refusal(Status.UNAVAILABLE, detail, wait)
    if http == 200:
        return Refusal(Status.DROPPED, detail, billable=True)
    return Refusal(Status.REFUSED, detail)


def _error(body: object) -> Mapping[str, Any]:
    """The table of an error body that holds type, code and message."""
    if not isinstance(body, Mapping):
        return {}
    inner = body.get("error")
    return inner if isinstance(inner, Mapping) else body
