"""Uncertain numbers that correlations connect, directly or through others."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simtco.words.arrays import Floats
from simtco.words.rank_correlation import pearson_of, spearman_of
from simtco.words.rank_matrix import factor, is_possible, nearest

_SAME = 1.0 - 1e-12


@dataclass(frozen=True, eq=False)
class Cluster:
    """Uncertain numbers that move together, with one matrix of rank correlations.

    members are names of variables in the order in which they are drawn: the first keeps its own
    draws. asked (D, D) is what the file says; freedom are the degrees of freedom of the t copula,
    None for the Gaussian.
    """

    members: tuple[str, ...]
    asked: Floats
    freedom: float | None = None

    @cached_property
    def repaired(self) -> bool:
        """Whether no numbers can be correlated as asked."""
        return not is_possible(pearson_of(self.asked, self.freedom))

    @cached_property
    def pearson(self) -> Floats:
        """Pearson correlations (D, D) of the normals under the copula, the nearest possible."""
        return nearest(pearson_of(self.asked, self.freedom))

    @cached_property
    def used(self) -> Floats:
        """Rank correlations (D, D) that are drawn: as asked, or the nearest possible."""
        return spearman_of(self.pearson, self.freedom) if self.repaired else self.asked

    @property
    def largest_change(self) -> float:
        """By how much the rank correlation of any pair was changed, at most."""
        return float(np.abs(self.used - self.asked).max())

    @property
    def distance(self) -> float:
        """Frobenius distance between the matrices asked and used."""
        return float(np.linalg.norm(self.used - self.asked))

    @cached_property
    def leaders(self) -> NDArray[np.intp]:
        """For each member (D,) the first one that it moves with perfectly; itself where none."""
        return np.asarray(np.argmax(np.abs(self.pearson) >= _SAME, axis=1))

    @cached_property
    def opposed(self) -> NDArray[np.bool_]:
        """Whether each member (D,) moves against its leader."""
        return np.take_along_axis(self.pearson, self.leaders[:, None], axis=1)[:, 0] < 0.0

    @cached_property
    def free(self) -> NDArray[np.intp]:
        """The members (F,) that follow no other perfectly."""
        return np.flatnonzero(self.leaders == np.arange(len(self.members)))

    @cached_property
    def factor(self) -> Floats:
        """Lower triangular L (F, F) that correlates normals of the free members."""
        return factor(self.pearson[np.ix_(self.free, self.free)])
