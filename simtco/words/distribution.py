"""Any family, and the short ways to write one: a number, `"LOW to HIGH"`, percentiles."""

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import BeforeValidator, Field

from simtco.words.base import Resolved, discover, fault
from simtco.words.family import Family
from simtco.words.percentiles import is_percentile
from simtco.words.wording import said

FAMILIES: tuple[type[Family], ...] = discover("simtco.words.families", Family)

_NUMBER = r"[+-]?(?:\d[\d_]*)(?:\.[\d_]+)?(?:[eE][+-]?\d+)?%?"
RANGE_PATTERN = rf"^\s*({_NUMBER})\s+to\s+({_NUMBER})\s*$"
_WRITE = (
    'write a number, "LOW to HIGH" for a 90% interval, "5%", a table with kind or percentiles, '
    'or "@inputs.NAME"'
)
SHARE_PATTERN = r"^\s*([+-]?\d[\d_]*(?:\.[\d_]+)?%)\s*$"


def as_table(raw: Any) -> Any:
    """Write out the short forms of a distribution; what is none of them comes back as it is."""
    if isinstance(raw, Resolved):
        return Resolved(as_table(dict(raw)), raw.name)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return {"kind": "constant", "value": raw}
    if isinstance(raw, str):
        return _from_text(raw)
    if isinstance(raw, bool | list | dt.date | dt.time):
        raise fault(f"{said(raw)} is not a number; {_WRITE}")
    if isinstance(raw, dict) and "kind" not in raw and any(map(is_percentile, raw)):
        return {"kind": "metalog", **raw}
    return raw


def _from_text(text: str) -> dict[str, Any]:
    if share := re.match(SHARE_PATTERN, text):
        return {"kind": "constant", "value": _number(share[1])}
    interval = re.match(RANGE_PATTERN, text)
    if not interval:
        raise fault(f"{said(text)} is not a number; {_WRITE}")
    low, high = _number(interval[1]), _number(interval[2])
    if not low < high:
        raise fault(f'"{text}": the first number must be below the second')
    return {"kind": "lognormal" if low > 0 else "normal", "p5": low, "p95": high}


def _number(text: str) -> float:
    digits = text.replace("_", "")
    return float(digits[:-1]) / 100.0 if digits.endswith("%") else float(digits)


if TYPE_CHECKING:
    Distribution = Family
else:
    Distribution = Annotated[
        Union[FAMILIES],  # noqa: UP007  (a union of what was discovered)
        Field(discriminator="kind"),
        BeforeValidator(as_table),
    ]
