"""The base of every trigger: what must hold before one strategy is left for another."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import Named
from simtco.words.demand import Load

Flags = NDArray[np.bool_]
_FACTORS = np.geomspace(0.25, 4.0, 13)


@dataclass(frozen=True, slots=True)
class Watch:
    """What a trigger may look at, month by month; nothing of it lies in the future.

    bill (M, N) is what the strategy in use pays for compute, alternative (M, N) what the other
    would cost a month with everything; `cost` and `shock` give the money of one of the items of the
    strategy in use.
    """

    world: World
    load: Load | None
    bill: Floats
    alternative: Floats
    cost: Callable[[str], Cash]
    shock: Callable[[str], Cash]


class Trigger(Named):
    """What must hold, for some months in a row, before one strategy is left for another.

    Examples:
        months = 3

    """

    months: int = Field(default=1, ge=1)
    """For how many months in a row it must hold."""

    asks_demand: ClassVar[bool] = False

    @abstractmethod
    def holds(self, watch: Watch) -> Flags:
        """Whether it holds in each month (M, N)."""

    @abstractmethod
    def sentence(self) -> str:
        """What must hold, in words."""

    @property
    def threshold(self) -> float | None:
        """The number that the trigger compares with; None where it compares nothing."""
        return None

    def tried(self, months: int) -> tuple[float, ...]:  # noqa: ARG002
        """Thresholds that a search for the best one tries, over a horizon of so many months."""
        return () if self.threshold is None else tuple((_FACTORS * self.threshold).tolist())

    def at(self, threshold: float) -> Self:  # noqa: ARG002
        """The same trigger with another threshold."""
        return self

    def unfit(self, costs: Collection[str], shocks: Collection[str]) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """What does not fit the strategy in use: key below the trigger, and message."""
        yield from ()

    def pulled(self, watch: Watch) -> Floats:
        """The first month (N,), from 1, at whose end it has held long enough; M + 1 if never."""
        holds = self.holds(watch)
        horizon, trials = watch.world.months, watch.bill.shape[1]
        run = np.zeros(trials)
        first = np.full(trials, horizon + 1.0)
        for month in range(horizon):
            held = holds[month] if len(holds) > 1 else holds[0]
            run = np.where(held, run + 1.0, 0.0)
            first = np.where((run >= self.months) & (first > horizon), month + 1.0, first)
        return first
