"""Any family, and the short ways to write one: a number, `"LOW to HIGH"`, percentiles."""

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Annotated, Any, Union

import numpy as np
from pydantic import (
    AfterValidator,
    BeforeValidator,
    TypeAdapter,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue

from simtco.words.base import Resolved, discover, fault, kind_of
from simtco.words.described import Described
from simtco.words.families.adjusted import Adjusted, Truncation
from simtco.words.families.metalog import Metalog
from simtco.words.family import Family
from simtco.words.later import Later
from simtco.words.percentiles import is_percentile
from simtco.words.wording import said

FAMILIES: tuple[type[Family], ...] = discover("simtco.words.families", Family)
ADJUSTMENTS = tuple(key for key in Adjusted.model_fields if key not in ("kind", "of"))
"""The keys that may stand beside any distribution's own, in the order in which they work."""

_FARTHEST = 1e30
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
        return {"kind": kind_of(Metalog), **raw}
    return raw


def as_family(raw: Any) -> Any:
    """Write a distribution out; keys that adjust any distribution go around it.

    `{ kind = "normal", mean = 3, sd = 1, cap = 5 }` is the normal below a cap of 5.
    """
    table = as_table(raw)
    if not isinstance(table, dict) or table.get("kind") == kind_of(Adjusted):
        return table
    around = {key: table[key] for key in table if key in ADJUSTMENTS}
    of = {key: table[key] for key in table if key not in ADJUSTMENTS}
    return {"kind": kind_of(Adjusted), "of": of, **around} if around else table


def forms(own: JsonSchemaValue) -> list[JsonSchemaValue]:
    """The schemas of all that a file may write: short forms, and tables of families.

    Our own keys stand in these tables, and those that adjust any family.
    """
    words = TypeAdapter(Distribution).json_schema(schema_generator=Described)["$defs"]
    adjusted = words.pop(Adjusted.__name__)["properties"]
    said = {key: adjusted["truncate"][key] for key in ("description", "examples")}
    adjusted["truncate"] = words.pop(Truncation.__name__) | said
    beside = {key: adjusted[key] for key in ADJUSTMENTS} | own
    written: list[JsonSchemaValue] = [
        {"type": "number"},
        {"type": "string", "examples": ["10_000 to 40_000", "5%", "@inputs.NAME"]},
    ]
    for family in words.values():
        alone = family["properties"]["kind"]["const"] == kind_of(Metalog)  # percentiles say it
        needed = [*family.get("required", []), *([] if alone else ["kind"])]
        keys = family["properties"] | beside
        written.append(family | {"properties": keys, "required": needed})
    return written


def keep_within_reason(*numbers: float) -> None:
    """Refuse numbers so large that sums of them lose their meaning.

    Raises:
        PydanticCustomError: one is 1e30 or more, or not a number.

    """
    if not all(abs(number) < _FARTHEST for number in numbers):
        raise fault(f"this number reaches beyond {_FARTHEST:g}; is a digit mistyped?")


def _within_reason(family: Family) -> Family:
    with np.errstate(all="ignore"):
        try:
            ends = family.percentile(1e-9), family.percentile(1.0 - 1e-9), family.base
        except (ArithmeticError, ValueError):
            ends = (math.nan, math.nan, math.nan)
    keep_within_reason(*ends)
    return family


def _read_once(raw: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """The family that the same words stood for before, with all that it has worked out by now.

    The context of a validation may hold such `families`, by what was said.
    """
    families = (info.context or {}).get("families")
    if families is None or isinstance(raw, Family):
        return read(raw)
    said_ = repr(raw)
    if said_ not in families:
        families[said_] = read(raw)
    return families[said_]


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
        Later(*FAMILIES),
        BeforeValidator(as_family),
        AfterValidator(_within_reason),
        WrapValidator(_read_once),
    ]
    for _family in FAMILIES:  # some hold any of them
        if not _family.__pydantic_fields_complete__:
            _family.model_rebuild(_types_namespace={"Distribution": Distribution})
