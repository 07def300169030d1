"""An uncertain number as an experiment or the catalogue states it: distribution, unit, source."""

import datetime as dt
from typing import Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import Named, Resolved
from simtco.words.distribution import Distribution, as_table

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

    @classmethod
    def _divide(cls, table: Any) -> Any:
        """Part the keys of the distribution from the belief's own."""
        if not isinstance(table, dict) or "family" in table:
            return table
        own = {field.alias or name for name, field in cls.model_fields.items() if name != "family"}
        family = {key: value for key, value in table.items() if key not in own}
        return {key: table[key] for key in table if key in own} | {"family": family}

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


class Pooled(Belief):
    """A distribution that a sum is taken over, so that it has no draw of its own.

    Single requests, single losses, the yearly rate of events: their sum is what is drawn.
    """


def known(value: float) -> Belief:
    """A belief that is certain; what a key means where a file leaves it out."""
    return Belief.model_validate(value)
