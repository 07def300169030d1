"""The money of one strategy, month after month."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Cash, Floats, Flow
from simtco.words.cost import NOTHING
from simtco.words.strategy import Item


class Ledger:
    """Adds up what a strategy costs in a batch of trials, discounted, a month at a time.

    cumulative (N,) holds what was paid by the end of the month posted last, the start at first;
    items maps each cost and shock to its mean over each block (B,); shocks maps each shock to its
    sum (N,) where they are kept.
    """

    def __init__(
        self,
        items: Iterable[tuple[Item, Cash]],
        discount: Floats,
        trials: int,
        *,
        keep_shocks: bool = False,
    ) -> None:
        self._discount = discount
        self._level: Floats = np.zeros(trials)
        self._moving: Floats | None = None
        self._flows: dict[str, Flow] = {}
        self._unknown: set[str] = set()  # flows whose worth is added up month by month
        self.cumulative: Floats = np.zeros(trials)
        self.items: dict[str, Floats] = {}
        self.shocks: dict[str, Floats] = {}
        for item, cash in items:
            self._enter(item.name, cash)
            if keep_shocks and item.shock:
                self.shocks[item.name] = present_value(cash, discount, trials)

    def _enter(self, name: str, cash: Cash) -> None:
        months, trials = len(self._discount), self.cumulative.size
        if cash.start is not NOTHING:
            self.cumulative += cash.start
        spent = _block_means(cash.start)
        if isinstance(cash.flow, Flow):
            self._flows[name] = cash.flow
            worth = cash.flow.worth(self._discount)
            if worth is None:
                self._unknown.add(name)
            else:
                spent = spent + _block_means(worth)
        elif cash.flow.ndim == 1:
            self._level += cash.flow
            spent = spent + self._discount.sum() * _block_means(cash.flow)
        else:
            moving = np.broadcast_to(cash.flow, (months, trials))
            self._moving = moving if self._moving is None else self._moving + moving
            spent = spent + np.einsum("m,mb->b", self._discount, _block_means(moving))
        blocks = max(trials // BLOCK_TRIALS, 1)
        self.items[name] = np.array(np.broadcast_to(spent, blocks))

    @cached_property
    def _rooms(self) -> tuple[Floats, Floats]:
        """Where the money of a month is added up, made when what it took to enter is gone."""
        return np.empty(self.cumulative.size), np.empty(self.cumulative.size)

    def post(self, month: int) -> Floats:
        """Cumulative cost (N,) with a month, from 0, added; months come in their order."""
        factor = float(self._discount[month])
        money, (room, spare) = self._level, self._rooms
        if self._moving is not None:
            money = np.add(money, self._moving[month], out=room)
        for name, flow in self._flows.items():
            row = flow.row(month, spare)
            if row is None:
                continue
            money = np.add(money, row, out=room)
            if name in self._unknown:
                self.items[name] += factor * _block_means(row)
        if factor != 1.0:
            money = np.multiply(money, factor, out=room)
        self.cumulative += money
        return self.cumulative

    def total(self) -> Floats:
        """TCO (N,): every month posted."""
        for month in range(len(self._discount)):
            self.post(month)
        return self.cumulative


def present_value(cash: Cash, discount: Floats, trials: int) -> Floats:
    """Discounted money (N,) of one item."""
    worth = np.zeros(trials)
    worth += cash.start
    if isinstance(cash.flow, Flow):
        known = cash.flow.worth(discount)
        worth += discount @ cash.flow.whole() if known is None else known
    elif cash.flow.ndim == 1:
        worth += cash.flow * discount.sum()
    else:
        worth += np.einsum("m,mn->n", discount, np.broadcast_to(cash.flow, (len(discount), trials)))
    return worth


def _block_means(money: Floats) -> Floats:
    """Means (..., B) over each block of money (..., N); a single one where trials do not differ."""
    trials = money.shape[-1]
    size = BLOCK_TRIALS if trials % BLOCK_TRIALS == 0 else trials
    return np.asarray(money.reshape(*money.shape[:-1], -1, size).mean(axis=-1))
