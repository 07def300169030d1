"""Values between two bounds, which tell all that is asked of ranks that lie close together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.block_means import Part, counted, spans
from simtco.metrics.cells import among
from simtco.words.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """The values (K,) above low, up to high, in the order of their trials.

    lower, equal and inside (B,) say how many of each block are lower than low, how many are low
    itself, which many may be where money is seldom lost, and how many are these values.
    """

    low: float
    high: float
    values: Floats
    lower: NDArray[np.intp]
    equal: NDArray[np.intp]
    inside: NDArray[np.intp]

    @classmethod
    def of(cls, trials: int, part: Part, low: float, high: float) -> Self:
        """What values (T,) have from low to high."""
        kept, counts = [], []
        for span in spans(trials):
            values = part(span)
            reached, flags = counted(values >= low), values > low
            beyond = counted(flags)
            flags &= values <= high
            kept.append(np.compress(flags, values))
            counts.append([BLOCK_TRIALS - reached, reached - beyond, counted(flags)])
        return cls(low, high, np.concatenate(kept), *np.concatenate(counts, axis=1))

    def ranked(self, ranks: NDArray[np.intp]) -> Floats | None:
        """The values of these ranks, from 0, the lowest first; None if one lies outside."""
        equal = int(self.equal.sum())
        place = ranks - self.lower.sum()
        if place.min() < 0 or place.max() >= equal + len(self.values):
            return None
        return among(np.concatenate([[self.low], self.values]), self.low, equal, place)

    def under(self, limits: Sequence[float]) -> dict[float, Floats]:
        """Shares (B,) of each block's values at or under each limit from low to high."""
        blocks = np.repeat(np.arange(len(self.inside)), self.inside)
        found = {}
        for limit in limits:
            if self.low <= limit <= self.high:
                reached = np.bincount(blocks[self.values <= limit], minlength=len(self.inside))
                found[limit] = (self.lower + self.equal + reached) / BLOCK_TRIALS
        return found
