"""Deprecation: the vendor retires the model, and the work moves to its successor."""

from functools import lru_cache
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Pooled, keep_between
from simtco.words.compound_shock import keep_above_zero
from simtco.words.compound_sum import CompoundSum
from simtco.words.cost import NOTHING, Category
from simtco.words.drawn_shock import DrawnShock
from simtco.words.frequency import CountedEvents
from simtco.words.renewals import Ppf, life_left, renewals
from simtco.words.shock import Bill
from simtco.words.wording import exact, figure

_OLDEST = 1.0 - 1e-6
_RANKED = 4096  # trials that are put in order together; a block's, so that blocks stay independent
_ROUNDING = 1e-9  # months: lives of 0.1 add up to a little more than 1
_SELDOM = 1e-4  # chance of more shutdowns than a history holds; the sum counts them all the same


class Deprecation(DrawnShock):
    """Deprecation: models are retired one after another; each time the work moves to the next.

    The first model is `age_months` old at the start, each successor `successor_age_months` when it
    takes over. The weeks of all migrations within the horizon are one variable.

    Examples:
        kind = "deprecation"
        life_months = "@lifecycles.openai.life_months"
        age_months = 5
        successor_age_months = 2
        weeks = "@lifecycles.migration.weeks"
        week_cost = "3_000 to 6_000"

    """

    kind: Literal["deprecation"] = "deprecation"
    category: Category = "migration"
    life_months: Pooled
    """How long a model lives, from its release to its shutdown."""
    age_months: float = Field(default=0.0, ge=0)
    """Months since the release of today's model; it has outlived them."""
    successor_age_months: float = Field(default=0.0, ge=0)
    """Months since its release when a successor takes over."""
    weeks: Pooled
    """Weeks of work that one migration takes."""
    week_cost: Amount
    """What a week of that work costs."""

    size_unit: ClassVar[str] = "weeks"

    @model_validator(mode="after")
    def _possible(self) -> Self:
        keep_above_zero(self.life_months, "life_months", "a model is retired after its release")
        keep_above_zero(self.weeks, "weeks", "a migration takes time")
        keep_between(self.week_cost, "week_cost", 0.0)
        oldest = self.life_months.family.percentile(_OLDEST)
        for key in ("age_months", "successor_age_months"):
            age = getattr(self, key)
            if age >= oldest:
                raise fault(
                    f"{key} = {exact(age)} leaves no life: hardly a model lives longer than "
                    f"{figure(oldest)} months",
                    key,
                )
        left = float(np.mean(self.successor_left((np.arange(1_000) + 0.5) / 1_000)))
        if left < 1.0:
            raise fault(
                f"life_months must leave a successor a month at least, and leaves {figure(left)}",
                "life_months",
            )
        return self

    @property
    def first_left(self) -> Ppf:
        """The ppf of the months that today's model has left."""
        return self._left(self.age_months)

    @property
    def successor_left(self) -> Ppf:
        """The ppf of the months that each successor has from when it takes over."""
        return self._left(self.successor_age_months)

    def _left(self, age: float) -> Ppf:
        family = self.life_months.family
        return life_left(family.ppf, age, family.chance_below(age))

    def ppf(self, u: Floats, months: int) -> Floats:
        return _over(self, months).ppf(u)

    def worst(self, u: Floats, months: int) -> Floats:
        return _over(self, months).worst(u)

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        return Cash(NOTHING, self.by_month(world) * self.week_cost.over_months(world))

    def by_month(self, world: World) -> Floats:
        """The world's draw of the weeks, laid on the months (M, N) of the shutdowns.

        Each trial draws lives and weeks of its own. Histories and sums are put in order, and the
        k-th largest sum falls as the k-th largest history does: both are of one distribution, so
        that little is left to scale.
        """
        total = world.draw(self.name, 0.0)
        reached = np.cumsum(_retirements(self, world.months).chances[::-1])[::-1]
        if len(reached) == 1:
            return np.zeros((world.months, total.size))
        most = max(int(np.count_nonzero(reached > _SELDOM)) - 1, 1)
        drawn = world.uniforms(f"{self.name}.retirements", 2 * most)
        history = self._history(drawn[:most], drawn[most:], world.months)
        for start in range(0, total.size, _RANKED):
            those = slice(start, start + _RANKED)
            history[:, those] = _rescaled(history[:, those], total[those])
        return history

    def _history(self, lives: Floats, work: Floats, months: int) -> Floats:
        """Weeks (M, N) in the months of the shutdowns, from uniforms (K, N) of K models."""
        ends = np.concatenate((self.first_left(lives[:1]), self.successor_left(lives[1:])))
        np.cumsum(ends, axis=0, out=ends)
        month = np.ceil(ends - _ROUNDING).clip(1.0, months + 1.0).astype(np.intp) - 1
        weeks = np.zeros((months + 1, ends.shape[1]))  # the last row lies beyond the horizon
        trials = np.arange(ends.shape[1])
        for row, spent in zip(month, self.weeks.family.ppf(work), strict=True):
            weeks[row, trials] += spent
        return weeks[:-1]

    def sentence(self) -> str:
        return (
            f"months from release to shutdown: {self.life_months.family.sentence()}; today's model "
            f"is {figure(self.age_months)} months old; weeks to move to the next: "
            f"{self.weeks.family.sentence()}"
        )


@lru_cache(maxsize=256)
def _retirements(shock: Deprecation, months: int) -> CountedEvents:
    return renewals(shock.first_left, shock.successor_left, months)


@lru_cache(maxsize=256)
def _over(shock: Deprecation, months: int) -> CompoundSum:
    return CompoundSum(_retirements(shock, months), shock.weeks.family.ppf)


def _rescaled(history: Floats, total: Floats) -> Floats:
    """Histories (M, N) in the order of the sums (N,), each scaled to its sum.

    A sum above 0 takes the smallest history above 0 where its own is empty; where none is, every
    month alike.
    """
    drawn = history.sum(axis=0)
    smallest_first = np.argsort(drawn, kind="stable")
    empty = min(int(np.count_nonzero(drawn == 0.0)), total.size - 1)
    rank = np.empty(total.size, dtype=np.intp)
    rank[np.argsort(total, kind="stable")] = np.arange(total.size)
    taken = smallest_first[np.maximum(rank, empty)]
    share = np.full_like(history, 1.0 / len(history))
    np.divide(history[:, taken], drawn[taken], out=share, where=drawn[taken] > 0.0)
    return share * total
