"""Families that count: whole numbers from 0 upwards."""

from abc import abstractmethod
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from simtco.words.arrays import Floats
from simtco.words.family import Family

_FAR = 1e-13  # chance of a count beyond the table
_MOST_ROWS = 1 << 15
_STRATA = ndtr(np.linspace(-3.0, 3.0, 8))


class Count(Family):
    """A family that counts, exactly where no more than 32,768 counts are likely to occur.

    Where they are more, straight lines join some of them: a count is then off by one or by 1e-7 of
    its size.
    """

    @abstractmethod
    def cumulative(self, counts: Floats) -> Floats:
        """The share of futures at or under each count."""

    @abstractmethod
    def exceeded(self, counts: Floats) -> Floats:
        """The share of futures above each count."""

    @property
    @abstractmethod
    def mean(self) -> float:
        """Expected count."""

    @property
    @abstractmethod
    def sd(self) -> float:
        """Standard deviation."""

    @cached_property
    def _rows(self) -> tuple[Floats, Floats]:
        """Counts in order and the share of futures up to each; 0 at the first, which is before all.

        The table ends so many standard deviations from the mean, doubled each time, that hardly
        any count lies beyond.
        """
        steps = np.ceil(1.0 + self.sd) * 2.0 ** np.arange(64)
        above, below = np.ceil(self.mean) + steps, np.floor(self.mean) - steps
        last = above[np.argmax(self.exceeded(above) < _FAR)]
        seldom = (below < 0.0) | (self.cumulative(np.maximum(below, 0.0)) < _FAR)
        first = max(below[np.argmax(seldom)], -1.0)
        counts = np.arange(first, min(last, first + _MOST_ROWS) + 1.0)
        if counts[-1] < last:
            evenly = np.linspace(first, last, _MOST_ROWS)
            by_size = first + np.geomspace(1.0, last - first, _MOST_ROWS)
            counts = np.unique(np.round(np.concatenate((evenly, by_size))))
        return counts, np.append(0.0, self.cumulative(counts[1:]))

    def ppf(self, u: Floats) -> Floats:
        counts, shares = self._rows
        return np.ceil(np.interp(u, shares, counts)) + 0.0  # never -0

    def nodes(self) -> tuple[Floats, Floats]:
        counts, shares = self._rows
        counts, chances = (counts[:-1] + 1.0 + counts[1:]) / 2.0, np.diff(shares)
        stratum = np.searchsorted(_STRATA, shares[1:] - chances / 2.0)
        whole = np.bincount(stratum, chances)
        mean = np.bincount(stratum, chances * counts) / np.where(whole > 0.0, whole, 1.0)
        spread = np.bincount(stratum, chances * (counts - mean[stratum]) ** 2)
        there = whole > 0.0
        mean, sd = mean[there], np.sqrt(spread[there] / whole[there])
        return np.concatenate((mean - sd, mean + sd)), np.tile(whole[there] / 2.0, 2)
