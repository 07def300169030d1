"""Numbers of all futures, and what many metrics ask of them: quantiles, and shares block by block.

Sorting is left out. Where the ranks asked for lie close together, the first block tells between
which values theirs must be, and these alone are sorted. Else values are counted in cells, and those
of the cells in which a rank is reached are sorted. So what is found is exact, in a fifth to a tenth
of the time of a sort and without a copy of the values.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.block_means import Part, Values, block_means, counted, spans
from simtco.metrics.cells import Cells
from simtco.metrics.stretch import Stretch
from simtco.words.arrays import Floats

_STRAY = 0.025  # four times the sd of a share of 0.2 or 0.8 in a block of random trials
_CLOSE = 0.125  # of the first block's values at most are worth sorting


class Sample:
    """Values (T,) over all futures, in the order of the blocks.

    `part` gives those of some trials; what is worked out from totals is so never held as a whole.
    Several threads may ask: what two of them ask for at the same time is worked out twice.
    """

    def __init__(self, trials: int, part: Part) -> None:
        self.trials = trials
        self.part = part
        self._quantiles: dict[float, float] = {}
        self._under: dict[float, Floats] = {}
        self._means: Floats | None = None
        self._cells: Cells | None = None
        self._stretch: Stretch | None = None

    @classmethod
    def of(cls, values: Values) -> Self:
        """Values (T,) that are there as a whole."""
        return cls(len(values), lambda span: values[span])

    def quantiles(self, shares: Sequence[float]) -> Floats:
        """Quantiles, between two values by a straight line (Hyndman and Fan, type 7)."""
        new = [share for share in dict.fromkeys(shares) if share not in self._quantiles]
        if new:
            self._quantiles |= zip(new, self._worked_out(np.array(new)).tolist(), strict=True)
        return np.array([self._quantiles[share] for share in shares])

    def _worked_out(self, shares: Floats) -> Floats:
        position = shares * (self.trials - 1)
        before = np.floor(position).astype(np.intp)
        after = np.minimum(before + 1, self.trials - 1)
        low, high = self.ranked(np.concatenate([before, after])).reshape(2, -1)
        part = position - before
        return np.where(part < 0.5, low + (high - low) * part, high - (high - low) * (1.0 - part))

    def ranked(self, ranks: NDArray[np.intp]) -> Floats:
        """The values of these ranks, from 0, the lowest first."""
        if self._cells is None:
            first = np.sort(np.asarray(self.part(slice(BLOCK_TRIALS)), dtype=np.float64))
            found = self._close(ranks, first)
            if found is not None:
                return found
            self._cells = Cells.of(self.trials, self.part, first)
        return self._cells.ranked(ranks, self.part)

    def _close(self, ranks: NDArray[np.intp], first: Floats) -> Floats | None:
        """The values of ranks that lie close together in the first block too, which is in order."""
        ends = np.concatenate([[-np.inf], first, [np.inf]])
        shares = np.array([ranks.min() / self.trials - _STRAY, ranks.max() / self.trials + _STRAY])
        low, high = ends[np.clip(np.rint(shares * len(first)), 0, len(first) + 1).astype(np.intp)]
        start, end = first.searchsorted([low, high], side="right")
        if end - start > _CLOSE * len(first):
            return None
        stretch = self._stretch = Stretch.of(self.trials, self.part, low, high)
        return stretch.ranked(ranks)

    def by_block(self) -> Floats:
        """Means (B,) over each block of the values."""
        if self._means is None:
            self._means = self.changed(lambda part: part)
        return self._means

    def changed(self, change: Callable[[Values], Values]) -> Floats:
        """Means (B,) over each block of what `change` makes of the values."""
        return np.asarray(block_means(self.trials, lambda span: [change(self.part(span))])[0])

    def under(self, values: Sequence[float]) -> Floats:
        """Shares (V, B) of each block's values at or under some values (V,)."""
        new = [value for value in dict.fromkeys(values) if value not in self._under]
        if self._stretch is not None:
            self._under |= self._stretch.under(new)
            new = [value for value in new if value not in self._under]
        if new:
            limits = np.array(new)[:, None]
            counts = [counted(self.part(span) <= limits) for span in spans(self.trials)]
            self._under |= zip(new, np.concatenate(counts, axis=1) / BLOCK_TRIALS, strict=True)
        return np.stack([self._under[value] for value in values])


def totals(result: Result) -> Mapping[str, Sample]:
    """The TCO of each strategy, laid out once for every metric of a strategy."""
    return _laid_out(result, paired=False)


def differences(result: Result) -> Mapping[str, Sample]:
    """Each strategy less the reference in the same futures, once for every metric of a pair."""
    return _laid_out(result, paired=True)


@lru_cache(maxsize=1)  # not both at a time: the cells of ten million futures take 20 MB a strategy
def _laid_out(result: Result, *, paired: bool) -> Mapping[str, Sample]:
    other = result.total(result.reference)

    def difference(own: Floats) -> Sample:
        return Sample(result.trials, lambda span: own[span] - other[span])

    lay = difference if paired else Sample.of
    return {name: lay(result.total(name)) for name in result.strategies}
