"""Attrition: people leave, and what they know leaves with them."""

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import expit

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.belief import Pooled, keep_between
from simtco.words.compound_shock import CompoundShock, keep_above_zero
from simtco.words.cost import NOTHING, Category
from simtco.words.shock import Bill
from simtco.words.wording import figure

_LOGITS = np.linspace(-24.0, 24.0, 640)
_APART = 0.38 * (_LOGITS[1] - _LOGITS[0])  # so that few pairs of values have the same sum


class Attrition(CompoundShock):
    """Attrition: people leave; each costs months of pay to replace, and a seat stands vacant.

    Leavers are Poisson, seats times `per_year`: a seat is filled again and may be left again. A
    vacant seat counts as filled, which tells of `per_year` times `vacancy_months` / 12 too many.

    Examples:
        kind = "attrition"
        seats = 2
        per_year = "@people.attrition"
        replacement_share = "@people.replacement_share"
        vacancy_months = "@people.vacancy_months"
        vacancy_cost_share = 0.2
        month_cost = "@people.ml_engineer_month"

    """

    kind: Literal["attrition"] = "attrition"
    category: Category = "engineering"
    seats: float = Field(gt=0)
    """How many people the work rests on; 0.5 is one for half of their time."""
    replacement_share: Pooled
    """What it costs to replace one who leaves, as a share of a year's pay: search, learning."""
    vacancy_months: Pooled = Field(default_factory=lambda: Pooled.known(0.0))
    """How long the seat stands vacant."""
    vacancy_cost_share: float = Field(default=0.0, ge=0)
    """What a vacant month costs beyond the pay that it saves, as a share of `month_cost`; 0 where
    left out, for published costs of replacement hold the vacancy."""
    month_cost: Amount
    """What one person costs a month, in the pay that `replacement_share` is a share of."""

    size_unit: ClassVar[str] = "months of pay"

    @model_validator(mode="after")
    def _possible(self) -> Self:
        keep_above_zero(self.replacement_share, "replacement_share", "someone must be found")
        keep_above_zero(self.vacancy_months, "vacancy_months", "a vacancy takes time")
        keep_between(self.month_cost, "month_cost", 0.0)
        return self

    @property
    def exposed(self) -> float:
        return self.seats

    def event(self, u: Floats) -> Floats:
        return _leaver(self)(u)

    def replacement_months(self, u: Floats) -> Floats:
        """Months of pay to replace one who leaves."""
        return 12.0 * self.replacement_share.family.ppf(u)

    def vacancy_loss(self, u: Floats) -> Floats:
        """Months of pay that one vacancy loses."""
        return self.vacancy_cost_share * self.vacancy_months.family.ppf(u)

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        return Cash(NOTHING, self.by_month(world) * self.month_cost.over_months(world))

    def sentence(self) -> str:
        leavers = self.seats * self.per_year.family.mean
        return (
            f"about {figure(leavers)} a year leave; the share of a year's pay that replaces one: "
            f"{self.replacement_share.family.sentence()}"
        )


@lru_cache(maxsize=256)
def _leaver(shock: Attrition) -> Callable[[Floats], Floats]:
    """The ppf of what one leaver costs, in months of pay: the sum of two independent parts.

    All pairs of 640 values of each, in order. Sums are exceeded as often as they should be to a
    part in 100 where both beliefs are smooth, to 1 in 50 of all where one jumps: tested.
    """
    if not shock.vacancy_cost_share:
        return shock.replacement_months
    first, second = expit(_LOGITS), expit(_LOGITS + _APART)
    sums = np.add.outer(shock.replacement_months(first), shock.vacancy_loss(second)).ravel()
    order = np.argsort(sums)
    weights = np.multiply.outer(first * (1.0 - first), second * (1.0 - second))
    chances = weights.ravel()[order]
    shares = np.cumsum(chances) - chances / 2.0
    shares /= chances.sum()
    return lambda at: np.interp(at, shares, sums[order])
