"""An uncertain number as an experiment or the catalogue states it: distribution, unit, source."""

import datetime as dt
import math
from functools import cache
from typing import Any, Literal, Self, cast

from pydantic import Field, GetJsonSchemaHandler, ModelWrapValidatorHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simtco.words.arrays import Floats, World
from simtco.words.base import Named, Resolved, fault
from simtco.words.distribution import Distribution, as_table, forms, keep_within_reason
from simtco.words.families.constant import Constant
from simtco.words.wording import exact, figure

Confidence = Literal["high", "medium", "low"]


class Belief(Named, defer_build=False):
    """An uncertain number: how unsure we are, what a plan would have said, and who says so.

    Examples:
        p10 = 15_000
        p50 = 18_000
        p90 = 23_000
        base = 17_000
        unit = "USD/month"
        source = "our payroll, October 2026"
        owner = "finance"
        as_of = 2026-10-31
        good_until = 2027-10-31
        confidence = "high"
        note = "Fully loaded."

    """

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
    good_until: dt.date | None = None
    """The day after which the number must be looked at again."""
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
    def _ages_forward(self) -> Self:
        if self.as_of and self.good_until and self.good_until < self.as_of:
            raise fault(
                f"good_until = {self.good_until} must not lie before as_of = {self.as_of}",
                "good_until",
            )
        return self

    @model_validator(mode="after")
    def _base_within_reason(self) -> Self:
        keep_within_reason(self.base)
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
        reference = {
            "type": "string",
            "pattern": "^@",
            "description": "The belief that is meant.",
            "examples": ["@people.devops_month"],
        }
        kept = {key: own[key] for key in own if key in ("base", "path", "note", "owner")}
        return {
            "description": whole["description"],
            "anyOf": [
                *forms(own),
                {
                    "type": "object",
                    "properties": {"belief": reference, **kept},
                    "required": ["belief"],
                    "additionalProperties": False,
                },
            ],
        }

    @classmethod
    def known(cls, value: float) -> Self:
        """A number of this sort that is certain; nothing is checked, for no file has said it."""
        return cast("Self", cls.model_construct(family=_constant(value)))

    @property
    def base(self) -> float:
        """What the plan says: the stated base, or the family's."""
        return self.family.base if self.base_ is None else self.base_

    def prepare(self, months: int) -> None:  # noqa: ARG002
        """Work out what draws are read from, whatever the horizon."""
        _ = self.family.draws

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


def keep_summable(belief: Belief, key: str) -> None:
    """Refuse a belief whose sums over many have no normal limit.

    Raises:
        PydanticCustomError: its standard deviation is infinite.

    """
    if not math.isfinite(belief.family.sd):
        raise fault(
            f"the standard deviation of {key} is infinite, so that no sum of many settles; state "
            "a lighter tail, or cut it with truncate",
            key,
        )


class Pooled(Belief):
    """A distribution that a sum is taken over, so that it has no draw of its own.

    Single requests, single losses, the yearly rate of events: their sum is what is drawn.
    """


def known(value: float) -> Belief:
    """A belief that is certain; what a key means where a file leaves it out."""
    return Belief.known(value)


@cache
def _constant(value: float) -> Constant:
    return Constant(kind="constant", value=value)
