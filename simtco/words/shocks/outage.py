"""Outages: hours in which the model does not answer."""

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import Word, fault
from simtco.words.belief import Belief, Pooled, keep_between
from simtco.words.compound_shock import CompoundShock, keep_above_zero
from simtco.words.cost import NOTHING
from simtco.words.demand import HOURS_A_MONTH
from simtco.words.shock import Bill
from simtco.words.wording import figure, said


class Fallback(Word):
    """What carries the work while the model does not answer.

    Examples:
        share = { kind = "pert", low = 0.5, mode = 0.8, high = 0.95 }
        hour_cost = 40

    """

    hour_cost: Amount
    """What an hour on the fallback costs more than an hour in service."""
    share: Belief
    """The share of the work that the fallback carries, 0 to 1."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        keep_between(self.hour_cost, "hour_cost", 0.0)
        keep_between(self.share, "share", 0.0, 1.0)
        return self


class Outage(CompoundShock):
    """Outages: the hours that they last together are one variable, and each hour costs money.

    The hours never exceed those of the horizon; what a month cannot hold runs over to the next.

    Examples:
        kind = "outage"
        per_year = 42
        hours = { kind = "lognormal", p50 = 1.2, sigma = 1.2 }
        hour_cost = "100 to 900"
        fallback = { share = { kind = "pert", low = 0.5, mode = 0.8, high = 0.95 }, hour_cost = 40 }

    """

    kind: Literal["outage"] = "outage"
    hours: Pooled
    """How long one outage lasts: the distribution of single outages."""
    hour_cost: Amount
    """What an hour without service costs: value lost, credits owed, people idle."""
    fallback: Fallback | None = None
    """What carries the work meanwhile; nothing where left out."""

    size_unit: ClassVar[str] = "hours"

    @model_validator(mode="after")
    def _possible(self) -> Self:
        keep_above_zero(self.hours, "hours", "an outage takes time")
        if self.hours.unit and not self.hours.unit.startswith("hour"):
            raise fault(f"hours must be in hours, not {said(self.hours.unit)}", "hours")
        keep_between(self.hour_cost, "hour_cost", 0.0)
        return self

    def event(self, u: Floats) -> Floats:
        return self.hours.family.ppf(u)

    def ppf(self, u: Floats, months: int) -> Floats:
        return np.minimum(super().ppf(u, months), HOURS_A_MONTH * months)

    def worst(self, u: Floats, months: int) -> Floats:
        return np.minimum(super().worst(u, months), HOURS_A_MONTH * months)

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        hour_cost = self.hour_cost.over_months(world)
        if self.fallback:
            carried = np.clip(self.fallback.share.draw(world), 0.0, 1.0)
            instead = self.fallback.hour_cost.over_months(world)
            hour_cost = carried * instead + (1.0 - carried) * hour_cost
        return Cash(NOTHING, _run_over(self.by_month(world)) * hour_cost)

    def sentence(self) -> str:
        outage = (
            f"about {figure(self.per_year.family.mean)} a year; of each, "
            f"{self.hours.family.sentence('hours')}; together never longer than the horizon"
        )
        if not self.fallback:
            return outage
        return f"{outage}; a fallback carries {100 * self.fallback.share.base:.3g}% of the work"


def _run_over(hours: Floats) -> Floats:
    """Hours (M, N) with what a month cannot hold moved to the next, at the end to the one before.

    Changes `hours` where some month holds too many.
    """
    if hours.max() <= HOURS_A_MONTH:
        return hours
    over = np.zeros_like(hours[0])
    for month in (*hours, *hours[::-1]):
        np.add(month, over, out=month)
        np.maximum(month - HOURS_A_MONTH, 0.0, out=over)
        np.subtract(month, over, out=month)
    return hours
