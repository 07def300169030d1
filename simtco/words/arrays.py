"""Arrays and the letters that name their axes.

N trials of a block, M months, D inputs, S strategies, C categories. Months come first, (M, N):
what does not change over time is then (N,) and broadcasts against what does
(docs/decisions/0002-months-first.md).
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Months = NDArray[np.unsignedinteger[Any]]
Bits = NDArray[np.uint32]
Cells = NDArray[np.intp]


def uniform(points: Bits) -> Floats:
    """Points of a net, binary fractions of 32 bits, as numbers in (0, 1); any shape."""
    numbers = np.multiply(points, 2.0**-32, dtype=np.float64)
    numbers += 2.0**-33
    return np.asarray(numbers)


def month_type(horizon: int) -> np.dtype[Any]:
    """The shortest type of whole months, from 0 to the one after the horizon."""
    return np.min_scalar_type(horizon + 1)


class World(Protocol):
    """What a word may ask while a block of trials is costed."""

    @property
    def months(self) -> int:
        """Length of the horizon, M."""

    @property
    def trials(self) -> int:
        """Number of trials, N; 1 in a plan."""

    def draw(self, name: str, base: float) -> Floats:
        """Draws (N,) of the uncertain number of that name; a plan takes its base (1,) instead."""

    def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:
        """Uniform numbers (count, N) in (0, 1) that belong to the stream alone.

        With `every`, a power of two, those of one trial in so many, (count, N / every).
        """

    def normals(self, stream: str, count: int) -> Floats:
        """Standard normal numbers (count, N) in the same way, to be written over."""


class Flow(ABC):
    """Money over the months that is worked out a month at a time (docs/decisions/0008).

    Rows of N trials stay in the cache where an array (M, N) would not.
    """

    scattered: ClassVar[bool] = False
    """Whether chance scatters it over the months, no month's money being below 0."""

    def __init__(self, months: int, trials: int) -> None:
        self.months = months
        self.trials = trials

    @abstractmethod
    def row(self, month: int, room: Floats) -> Floats | None:
        """Money (N,) of a month, from 0; None where it is nothing in every trial.

        It may be written into `room` (N,), and must not be changed by who asks.
        """

    @abstractmethod
    def of(self, trials: NDArray[np.intp]) -> "Flow":
        """The same money of some of the trials alone, by their places."""

    def worth(self, discount: Floats) -> Floats:
        """Present value (N,) by the discount factors (M,)."""
        room, worth = np.empty(self.trials), np.zeros(self.trials)
        for month, factor in enumerate(discount.tolist()):
            row = self.row(month, room)
            if row is not None:
                worth += factor * row
        return worth

    def whole(self) -> Floats:
        """Money (M, N) of every month."""
        money = np.zeros((self.months, self.trials))
        for month, room in enumerate(money):
            row = self.row(month, room)
            if row is not None:
                room[...] = row
        return money


@dataclass(frozen=True, slots=True)
class Cash:
    """Money over time: `start` falls in month 0, `flow` in months 1 to M.

    Shapes: start (N,); flow (N,) when every month is alike, else (M, N) or a Flow. `once` is what
    of it is paid for one-off work, (M, N) or a single 0; all of `start` is. USD or the experiment's
    currency, not discounted.
    """

    start: Floats
    flow: Floats | Flow
    once: Floats = field(default_factory=lambda: np.zeros(1))

    @property
    def months(self) -> Floats:
        """The money of months 1 to M: (N,) when every month is alike, else (M, N)."""
        return self.flow.whole() if isinstance(self.flow, Flow) else self.flow
