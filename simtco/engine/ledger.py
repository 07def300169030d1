"""What one strategy costs: altogether, item by item, and month after month."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from simtco.engine.book import Book
from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Cash, Floats, Flow
from simtco.words.cost import NOTHING
from simtco.words.strategy import Item


class Ledger:
    """What a strategy costs in a batch of trials, discounted.

    total (N,) is its TCO, and scattered (N,) what of it chance scatters over the months; items maps
    each cost and shock to its mean over each block (B,); shocks maps each shock to its sum (N,)
    where they are kept.
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
        self._start: Floats = np.zeros(trials)
        self._level: Floats = np.zeros(trials)
        self._moving: Floats | None = None
        self._flows: list[Flow] = []
        self.total: Floats = np.zeros(trials)
        self.scattered: Floats = np.zeros(trials)
        self.items: dict[str, Floats] = {}
        self.shocks: dict[str, Floats] = {}
        for item, cash in items:
            self._enter(item.name, cash)
            if keep_shocks and item.shock:
                self.shocks[item.name] = present_value(cash, discount, trials)
        self.total += self._start
        self.total += self._level * discount.sum()

    def _enter(self, name: str, cash: Cash) -> None:
        trials = self.total.size
        spent = _block_means(cash.start)
        if cash.start is not NOTHING:
            self._start += cash.start
        if not isinstance(cash.flow, Flow) and cash.flow.ndim == 1:
            self._level += cash.flow
            spent = spent + self._discount.sum() * _block_means(cash.flow)
        else:
            worth = _worth(cash.flow, self._discount)
            self.total += worth
            spent = spent + _block_means(worth)
            self._keep(cash.flow, worth)
        blocks = max(trials // BLOCK_TRIALS, 1)
        self.items[name] = np.array(np.broadcast_to(spent, blocks))

    def _keep(self, flow: Floats | Flow, worth: Floats) -> None:
        """Keep what moves over the months until it is asked for month by month."""
        if not isinstance(flow, Flow):
            moving = np.broadcast_to(flow, (len(self._discount), self.total.size))
            self._moving = moving if self._moving is None else self._moving + moving
            return
        self._flows.append(flow)
        if flow.scattered:
            self.scattered += worth

    def book(self, some: NDArray[np.intp] | None = None, *, scattered: bool = True) -> Book:
        """The same month by month, of some trials alone where told, scattered money or not."""
        flows = [flow for flow in self._flows if scattered or not flow.scattered]
        if some is None:
            return Book(self._start, self._level, self._moving, flows, self._discount)
        moving = None if self._moving is None else self._moving[:, some]
        flows = [flow.of(some) for flow in flows]
        return Book(self._start[some], self._level[some], moving, flows, self._discount)


def present_value(cash: Cash, discount: Floats, trials: int) -> Floats:
    """Discounted money (N,) of one item."""
    worth = np.zeros(trials)
    worth += cash.start
    worth += _worth(cash.flow, discount)
    return worth


def _worth(flow: Floats | Flow, discount: Floats) -> Floats:
    """Discounted money (N,) of what flows, (1,) where trials do not differ."""
    if isinstance(flow, Flow):
        return flow.worth(discount)
    if flow.ndim == 1:
        return np.asarray(flow * discount.sum())
    return np.asarray(np.einsum("m,mn->n", discount, flow))


def _block_means(money: Floats) -> Floats:
    """Means (B,) over each block of money (N,); a single one where trials do not differ."""
    size = BLOCK_TRIALS if money.size % BLOCK_TRIALS == 0 else money.size
    return np.asarray(money.reshape(-1, size).mean(axis=-1))
