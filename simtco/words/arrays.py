"""Arrays and the letters that name their axes.

N trials of a block, M months, D inputs, S strategies, C categories. Months come first, (M, N):
what does not change over time is then (N,) and broadcasts against what does
(docs/decisions/0002-months-first.md).
"""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Months = NDArray[np.int16]


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


@dataclass(frozen=True, slots=True)
class Cash:
    """Money over time: `start` falls in month 0, `months` in months 1 to M.

    Shapes: start (N,); months (N,) when every month is alike, else (M, N). `once` is what of
    `months` is paid for one-off work, (M, N) or a single 0; all of `start` is. USD or the
    experiment's currency, not discounted.
    """

    start: Floats
    months: Floats
    once: Floats = field(default_factory=lambda: np.zeros(1))
