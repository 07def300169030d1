"""Values counted in cells of even width, which tell where each order statistic lies."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simtco.metrics.block_means import Part, spans
from simtco.words.arrays import Floats

_CELLS = 1 << 14
_OUTSIDE = 4  # of the first block's values lie in the first cell, and as many in the last


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cell (T,) of each value, and how many values each cell holds.

    All that is not above low is in cell 0. Where money is seldom lost, most values are low itself.
    """

    low: float
    places: NDArray[np.uint16]
    counts: NDArray[np.intp]

    @classmethod
    def of(cls, trials: int, part: Part, first: Floats) -> Self:
        """Cells of values (T,), spread over those of the first block, which are in order."""
        low, high = float(first[_OUTSIDE]), float(first[-1 - _OUTSIDE])
        scale = (_CELLS - 1) / (high - low) if high > low else 0.0
        places = np.empty(trials, dtype=np.uint16)
        counts = np.zeros(_CELLS, dtype=np.intp)
        for span in spans(trials):
            position = np.asarray(np.clip(part(span), low, high), dtype=np.float64)
            position -= low
            position *= scale
            np.copyto(places[span], position, casting="unsafe")
            counts += np.bincount(places[span], minlength=_CELLS)
        return cls(low, places, counts)

    def ranked(self, ranks: NDArray[np.intp], part: Part) -> Floats:
        """The values of these ranks, from 0, the lowest first."""
        at = np.searchsorted(np.cumsum(self.counts), ranks, side="right")
        wanted = np.zeros(_CELLS, dtype=np.bool_)
        wanted[at] = True
        kept = [np.array([self.low])]
        for span in spans(len(self.places)):
            values = part(np.flatnonzero(wanted.take(self.places[span])) + span.start)
            kept.append(values[values != self.low])
        passed_over = np.cumsum(np.where(wanted, 0, self.counts))
        equal = self.counts[wanted].sum() - sum(map(len, kept)) + 1
        return among(np.concatenate(kept), self.low, int(equal), ranks - passed_over[at])


def among(values: Floats, low: float, equal: int, ranks: NDArray[np.intp]) -> Floats:
    """The values of these ranks among values (K,) in which one `low` stands for `equal` many."""
    ordered = np.sort(values)
    lower = ordered.searchsorted(low)
    return ordered[np.where(ranks < lower, ranks, np.maximum(ranks - equal + 1, lower))]
