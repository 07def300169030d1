"""Time until production."""

from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, Flow, World
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
        value = self.monthly_value.over_months(world)
        return monthly(_Missed(world.months, self.months.draw(world), value))


class _Missed(Flow):
    """Month m misses clip(until - (m - 1), 0, 1) of its value; until (N,), value (N,) or (M, N)."""

    def __init__(self, months: int, until: Floats, value: Floats) -> None:
        super().__init__(months, until.size)
        self._until, self._value = until, value
        self._first, self._last = float(until.min()), float(until.max())

    def row(self, month: int, room: Floats) -> Floats | None:
        if month >= self._last:
            return None
        value = self._value if self._value.ndim == 1 else self._value[month]
        if month + 1 <= self._first:
            return value
        np.clip(self._until, month, month + 1, out=room)
        room -= month
        room *= value
        return room

    def of(self, trials: NDArray[np.intp]) -> "_Missed":
        return _Missed(self.months, self._until[trials], self._value[..., trials])

    def worth(self, discount: Floats) -> Floats:
        if self._value.ndim > 1:
            return super().worth(discount)
        missed = np.clip(self._until, 0.0, self.months)
        whole = missed.astype(np.intp)
        missed -= whole
        missed *= np.append(discount, 0.0).take(whole)
        missed += np.append(0.0, np.cumsum(discount)).take(whole)
        missed *= self._value
        return missed
