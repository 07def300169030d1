"""Moving from one model, vendor or platform to another."""

from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import speakable
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import NOTHING, Category, Clock, Cost
from simtco.words.demand import DAYS_A_MONTH, Load
from simtco.words.timing import span


class Migration(Cost):
    """A migration in phases that follow each other: engineers at work, and the old way kept going.

    It lasts the sum of its phases, weeks 7 / 30.4375 months, and costs
    engineers month_cost + double_running for each month of that; what lies beyond the horizon is
    not counted. That it takes longer than planned is told by a shock of kind "overrun".

    Examples:
        kind = "migration"
        month_cost = "@people.ml_engineer_month"
        engineers = 2
        double_running = "3_000 to 6_000"
        month = 6
        phases.infrastructure = 2
        phases.prompts = { kind = "pert", low = 1, mode = 2, high = 6 }
        phases.evaluation = { kind = "pert", low = 1, mode = 2, high = 4 }
        phases.rollout = "1 to 4"

    """

    kind: Literal["migration"] = "migration"
    category: Category = "migration"
    phases: dict[str, Belief] = Field(min_length=1)
    """Weeks that each phase takes, under a name of its own: infrastructure, prompts, rollout."""
    month_cost: Amount
    """What one engineer costs a month, fully loaded."""
    engineers: Belief = Field(default_factory=lambda: known(1.0))
    """Engineers who work on it full time."""
    double_running: Amount | None = None
    """What the old way costs a month while both run."""
    month: int = Field(default=1, ge=1)
    """The month in which the first phase begins."""

    @field_validator("phases", mode="before")
    @classmethod
    def _speakable(cls, tables: Any) -> Any:
        return speakable(tables)

    @field_validator("phases")
    @classmethod
    def _none_negative(cls, phases: dict[str, Belief]) -> dict[str, Belief]:
        for name, weeks in phases.items():
            keep_between(weeks, name, 0.0)
        return phases

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        for key in ("month_cost", "engineers", "double_running"):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        return self

    @property
    def pays_once(self) -> bool:
        return True

    @property
    def last_month(self) -> int:
        return self.month

    @property
    def clock(self) -> Clock:
        return "own"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        a_month = self.engineers.draw(world) * self.month_cost.over_months(world)
        if self.double_running is not None:
            a_month = a_month + self.double_running.over_months(world)
        paid = span(world.months, self.month, self._length(world)) * a_month
        return Cash(NOTHING, paid, paid)

    def _length(self, world: World) -> Floats:
        """Months (N,) from the first phase to the last."""
        weeks = sum(np.maximum(phase.draw(world), 0.0) for phase in self.phases.values())
        return np.asarray(weeks * 7.0 / DAYS_A_MONTH)
