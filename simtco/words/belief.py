"""An uncertain number as an experiment or the catalogue states it: distribution, unit, source."""

import datetime as dt
import math
from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, GetJsonSchemaHandler, ModelWrapValidatorHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simtco.words.arrays import Floats, World
from simtco.words.base import Named, Resolved, fault
from simtco.words.distribution import Distribution, as_table
from simtco.words.wording import exact, figure

_FARTHEST = 1e30
Confidence = Literal["high", "medium", "low"]


class Belief(Named):
    """An uncertain number: how unsure we are, what a plan would have said, and who says so."""

    family: Distribution
    """The distribution; in a file its keys stand beside the ones below."""
    base_: float | None = Field(default=None, alias="base")
    """What the plan says; the mode of PERT and triangular or else the median where left out."""
    unit: str = ""
    """What is counted, such as USD/month."""
    source: str = ""
    """Where the numbers come from: document, table, date."""
    owner: str = ""
    """Who answers for the number."""
    as_of: dt.date | None = None
    """The day that the source speaks of."""
    confidence: Confidence | None = None
    """How far to trust it: high, medium or low."""
    note: str = ""
    """One line for the reader."""

    @model_validator(mode="wrap")
    @classmethod
    def _from_file(cls, raw: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(raw, cls):
            return raw
        belief = handler(cls._divide(as_table(raw)))
        if isinstance(raw, Resolved):
            belief.assign_name(raw.name)
        return belief

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        with np.errstate(all="ignore"):
            try:
                ends = self.family.percentile(1e-9), self.family.percentile(1.0 - 1e-9), self.base
            except (ArithmeticError, ValueError):
                ends = (math.nan, math.nan, math.nan)
        if not all(abs(end) < _FARTHEST for end in ends):
            raise fault(f"this number reaches beyond {_FARTHEST:g}; is a digit mistyped?")
        return self

    @classmethod
    def _divide(cls, table: Any) -> Any:
        """Part the keys of the distribution from the belief's own."""
        if not isinstance(table, dict) or "family" in table:
            return table
        own = {field.alias or name for name, field in cls.model_fields.items() if name != "family"}
        family = {key: value for key, value in table.items() if key not in own}
        return {key: table[key] for key in table if key in own} | {"family": family}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The forms that a file may write a belief in, for editors."""
        whole = handler.resolve_ref_schema(handler(core))
        own = {key: value for key, value in whole["properties"].items() if key != "family"}
        families = whole["properties"]["family"]["oneOf"]
        written = [_beside(handler.resolve_ref_schema(family), own) for family in families]
        reference = {"type": "string", "pattern": "^@", "description": "The belief that is meant."}
        kept = {key: own[key] for key in own if key in ("base", "path", "note", "owner")}
        return {
            "description": whole["description"],
            "anyOf": [
                {"type": "number"},
                {"type": "string", "examples": ["10_000 to 40_000", "5%", "@inputs.NAME"]},
                *written,
                {
                    "type": "object",
                    "properties": {"belief": reference, **kept},
                    "required": ["belief"],
                    "additionalProperties": False,
                },
            ],
        }

    @property
    def base(self) -> float:
        """What the plan says: the stated base, or the family's."""
        return self.family.base if self.base_ is None else self.base_

    def draw(self, world: World) -> Floats:
        """The number's draws (N,), in its unit."""
        return world.draw(self.name, self.base)

    def sentence(self) -> str:
        """What is believed, in words."""
        return self.family.sentence(self.unit)


def keep_between(belief: Belief, key: str, low: float, high: float = math.inf) -> None:
    """Refuse a belief that puts more than 1 in 100 futures below `low` or above `high`.

    Raises:
        PydanticCustomError: it does; the message says how far it reaches.

    """
    first, last = belief.family.percentile(0.01), belief.family.percentile(0.99)
    if min(first, belief.base) < low or max(last, belief.base) > high:
        bounds = (
            f"not be below {low:g}" if high == math.inf else f"lie between {low:g} and {high:g}"
        )
        raise fault(
            f"{key} must {bounds}, and is {exact(belief.base)}"
            if first == last == belief.base
            else f"{key} must {bounds}; its base is {figure(belief.base)}, and 98 in 100 futures "
            f"lie between {figure(first)} and {figure(last)}",
            key,
        )


def _beside(family: JsonSchemaValue, own: JsonSchemaValue) -> JsonSchemaValue:
    """The schema of a family whose keys stand beside the belief's own."""
    needed = [*family.get("required", []), "kind"]
    if family["properties"]["kind"]["const"] == "metalog":
        needed.remove("kind")  # percentiles alone mean a metalog
    return family | {"properties": {**family["properties"], **own}, "required": needed}


class Pooled(Belief):
    """A distribution that a sum is taken over, so that it has no draw of its own.

    Single requests, single losses, the yearly rate of events: their sum is what is drawn.
    """


def known(value: float) -> Belief:
    """A belief that is certain; what a key means where a file leaves it out."""
    return Belief.model_validate(value)
