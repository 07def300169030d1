"""Rules that may come, and cost money from then on."""

from functools import lru_cache
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, Pooled, keep_between
from simtco.words.cost import NOTHING, Category
from simtco.words.drawn_shock import DrawnShock
from simtco.words.happening import Happening
from simtco.words.shock import Bill
from simtco.words.wording import out_of


class Regulation(DrawnShock):
    """A rule that may come, and costs money from an uncertain month on.

    The size is how many months of the horizon it applies in: 0 where it does not come, or not in
    time.

    Examples:
        kind = "regulation"
        probability = 0.6
        month = { kind = "pert", low = 6, mode = 18, high = 48 }
        once = "20_000 to 60_000"
        monthly = 1_500

    """

    kind: Literal["regulation"] = "regulation"
    category: Category = "compliance"
    probability: Pooled = Field(default_factory=lambda: Pooled.known(1.0))
    """How likely it comes, in whatever month; its mean counts. Certain where left out."""
    month: Pooled
    """The first month in which it applies if it comes, rounded; it may lie beyond the horizon."""
    once: Belief | None = None
    """Paid once, in that month."""
    monthly: Amount | None = None
    """Paid in that month and every one after it."""

    size_unit: ClassVar[str] = "months"

    @model_validator(mode="after")
    def _costs_something(self) -> Self:
        keep_between(self.probability, "probability", 0.0, 1.0)
        keep_between(self.month, "month", 1.0)
        if self.once is None and self.monthly is None:
            raise fault("a regulation needs once, monthly or both: what it costs")
        return self

    def ppf(self, u: Floats, months: int) -> Floats:
        return _in_force(self, months).ppf(u)

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        before = world.months - world.draw(self.name, 0.0)
        month = np.arange(world.months)[:, None]
        money = np.zeros((world.months, before.size))
        if self.monthly is not None:
            money += (month >= before) * self.monthly.over_months(world)
        if self.once is not None:
            money += (month == before) * self.once.draw(world)
        return Cash(NOTHING, money)

    def sentence(self) -> str:
        chance = self.probability.family.mean
        comes = "comes for certain" if chance >= 1.0 else f"comes in {out_of(chance)} futures"
        return f"{comes}; the month in which it begins to apply: {self.month.family.sentence()}"


@lru_cache(maxsize=256)
def _in_force(shock: Regulation, months: int) -> Happening:
    """How many months of the horizon a regulation applies in."""

    def applies(share: Floats) -> Floats:
        first = np.rint(shock.month.family.ppf(1.0 - share))  # the later it comes, the fewer
        return np.clip(months + 1.0 - first, 0.0, months)

    return Happening(min(max(shock.probability.family.mean, 0.0), 1.0), applies)
