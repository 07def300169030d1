"""Time until production."""

import math
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, World
from simtco.words.belief import Belief, keep_between
from simtco.words.cost import Category, Clock, Cost, monthly
from simtco.words.demand import Load


class Delay(Cost):
    """Time until production: the value of each month that passes without the product.

    Examples:
        kind = "delay"
        months = { kind = "pert", low = 2, mode = 3, high = 9 }
        monthly_value = "10_000 to 40_000"

    """

    kind: Literal["delay"] = "delay"
    category: Category = "opportunity"
    months: Belief
    """Months until production; month m misses clip(months - (m - 1), 0, 1) of its value."""
    monthly_value: Amount
    """What a month in production would have brought."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.months, "months", 0.0)
        return self

    @property
    def clock(self) -> Clock:
        return "launch"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        until, value = self.months.draw(world), self.monthly_value.over_months(world)
        last = min(max(math.ceil(until.max()), 0), world.months)
        missed = np.empty((world.months, until.size))
        missed[last:] = 0.0
        first = missed[:last]
        np.subtract(until, np.arange(last)[:, None], out=first)
        np.clip(first, 0.0, 1.0, out=first)
        first *= value if value.ndim == 1 else value[:last]
        return monthly(missed)
