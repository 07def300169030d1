"""The money of one strategy, month after month."""

from collections.abc import Sequence

import numpy as np

from simtco.words.arrays import Floats, Flow


class Book:
    """Adds up what a strategy pays, discounted, a month at a time (docs/decisions/0008).

    It pays `start` (N,), `level` (N,) in every month, and `moving` (M, N) and `flows` beside it.
    cumulative (N,) is what was paid by the end of the month posted last, the start at first.
    """

    def __init__(
        self,
        start: Floats,
        level: Floats,
        moving: Floats | None,
        flows: Sequence[Flow],
        discount: Floats,
    ) -> None:
        self._level, self._moving, self._flows = level, moving, flows
        self._discount = discount
        self._money, self._room = np.empty_like(level), np.empty_like(level)
        self.cumulative: Floats = start.copy()

    def post(self, month: int) -> Floats:
        """Cumulative cost (N,) with a month, from 0, added; months come in their order."""
        factor = float(self._discount[month])
        money = self._level
        if self._moving is not None:
            money = np.add(money, self._moving[month], out=self._money)
        for flow in self._flows:
            row = flow.row(month, self._room)
            if row is not None:
                money = np.add(money, row, out=self._money)
        if factor != 1.0:
            money = np.multiply(money, factor, out=self._money)
        self.cumulative += money
        return self.cumulative
