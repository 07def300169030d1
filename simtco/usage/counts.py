"""How often each whole number was seen: exact quantiles of any number of values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simtco.words.arrays import Floats

FOLDS = 5
"""Parts of the period, in turns, that a curve is fitted without and then scored on."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Rising whole numbers (V,), and how often each was seen in each fold (V, FOLDS)."""

    values: Whole
    seen: Whole

    @property
    def total(self) -> Whole:
        """How often each value was seen (V,)."""
        return np.asarray(self.seen.sum(axis=1))

    @property
    def size(self) -> int:
        """How many values were seen."""
        return int(self.seen.sum())

    @property
    def mean(self) -> float:
        """Their mean."""
        return float(self.values @ self.total / self.size)

    def quantile(self, p: float) -> float:
        """The smallest value that at least a share p stays at or under."""
        reached = np.cumsum(self.total)
        place = np.searchsorted(reached, p * reached[-1] * (1.0 - 1e-12))
        return float(self.values[min(int(place), self.values.size - 1)])


class Counter:
    """Adds up values chunk by chunk; memory grows with the number of different values alone."""

    def __init__(self) -> None:
        self._keys: Whole = np.empty(0, dtype=np.int64)
        self._seen: Whole = np.empty(0, dtype=np.int64)

    def add(self, values: Floats, folds: Whole) -> None:
        """Count values (R,), rounded to whole numbers, each in its fold (R,)."""
        keys, seen = np.unique(np.rint(values).astype(np.int64) * FOLDS + folds, return_counts=True)
        self._merge(keys, seen)

    def join(self, other: "Counter") -> None:
        """Count what another has counted."""
        self._merge(other._keys, other._seen)  # noqa: SLF001  (its own kind)

    def counts(self) -> Counts:
        """What was counted so far."""
        values, place = np.unique(self._keys // FOLDS, return_inverse=True)
        seen = np.zeros((values.size, FOLDS), dtype=np.int64)
        seen[place, self._keys % FOLDS] = self._seen
        return Counts(values, seen)

    def _merge(self, keys: Whole, seen: Whole) -> None:
        whole = np.concatenate((self._keys, keys))
        self._keys, place = np.unique(whole, return_inverse=True)
        both = np.concatenate((self._seen, seen)).astype(np.float64)
        summed = np.bincount(place, weights=both, minlength=self._keys.size)
        self._seen = np.rint(summed).astype(np.int64)


def counts_of(values: Floats, folds: Whole | None = None) -> Counts:
    """Counts of values that are all at hand; without folds, each falls into the next one."""
    counter = Counter()
    counter.add(values, np.arange(len(values)) % FOLDS if folds is None else folds)
    return counter.counts()
