"""What the order of one column of draws tells of money: a cubic regression spline.

Money is regressed by least squares on cubic B-splines of the normal score of the column's rank
(Strong, Oakley and Brennan, Medical Decision Making 34(3), 2014: value of information by
regression). Ranks make the basis the same for every column without ties, and a smooth input of any
shape a smooth curve; equal draws share a cell, so that counts and yes-or-no numbers are fitted as
steps. De Boor, A Practical Guide to Splines, 1978, chapter IX, gives the recursion. Products are
taken by einsum: where cores are busy, BLAS waits for its threads far longer than they take.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.ranks import in_order
from simtco.words.arrays import Floats

_Number = TypeVar("_Number", bound=np.generic)

_CELLS = 4096
_DEGREE = 3
_SHARES = (0.01, 0.05, *(k / 10 for k in range(1, 10)), 0.95, 0.99)
_LEAST_SPREAD = 1e-12  # variance of a direction of the basis, beside the widest: less is rounding


@dataclass(frozen=True, slots=True, eq=False)
class Spline:
    """The order of a column of draws (T,), and what can be fitted to it.

    order (T,) are trials from the lowest draw to the highest; cells (C,) where each cell of them
    starts; shares (C,) of the trials in each; basis (C, K) orthonormal under these shares. Where it
    is tied, some draws are equal, and cells are steps.
    """

    order: NDArray[np.intp]
    cells: NDArray[np.intp]
    shares: Floats
    basis: Floats
    tied: bool

    def fit(self, ordered: Floats) -> Floats:
        """Expected rows (S, C), given the column, of rows (S, T) in its order."""
        sums = np.add.reduceat(ordered, self.cells, axis=1) / ordered.shape[1]
        weights = np.einsum("sc,ck->sk", sums, self.basis)
        return np.asarray(np.einsum("sk,ck->sc", weights, self.basis))

    def noise(self, residuals: Floats) -> float:
        """Variance of a fit that is owed to residuals (T,), in the column's order.

        The sum of the variances of its coefficients but the mean, from the spread of blocks.
        """
        by_block = self.by_block(residuals)
        blocks = len(by_block)
        weights = np.einsum("bc,ck->bk", by_block, self.basis)
        squares = np.sum(weights**2) - np.sum(by_block.sum(axis=1) ** 2)
        return max(float(squares), 0.0) / (blocks * (blocks - 1))

    def by_block(self, values: Floats) -> Floats:
        """What each cell adds to each block's mean (B, C) of values (T,) in the column's order."""
        blocks, cells = len(self.order) // BLOCK_TRIALS, len(self.cells)
        at = (self.order // BLOCK_TRIALS) * cells + self.spread(np.arange(cells))
        sums = np.bincount(at, weights=values, minlength=blocks * cells)
        return np.asarray(sums.reshape(blocks, cells) / BLOCK_TRIALS)

    def spread(self, fitted: NDArray[_Number]) -> NDArray[_Number]:
        """What was found of cells (..., C), for each trial (..., T) in the column's order."""
        counts = np.diff(self.cells, append=len(self.order))
        return np.repeat(fitted, counts, axis=-1)

    def read(self, fitted: Floats, shares: Sequence[float]) -> Floats:
        """What was found of cells (C,), at shares (P,) of the trials counted from the lowest draw.

        A cell holds what its middle rank tells: between two middles lies a straight line.
        """
        ranks = np.array(shares) * len(self.order)
        if self.tied:
            return np.asarray(fitted[np.searchsorted(self.cells, ranks, "right") - 1])
        return np.asarray(
            np.interp(ranks, self.cells + self.shares * len(self.order) / 2.0, fitted)
        )


def spline(draws: Floats) -> Spline:
    """Lay a spline over draws (T,) of whole blocks."""
    count = len(draws)
    order = in_order(draws)
    ordered = draws[order]
    starts = np.arange(0, count, count // _CELLS)
    if np.all(ordered[1:] > ordered[:-1]):
        shares, basis = _basis(tuple(starts.tolist()), count)
        return Spline(order, starts, shares, basis, tied=False)
    first = np.searchsorted(ordered, ordered[starts], "left")
    last = np.searchsorted(ordered, ordered[starts], "right")
    ends = last[(last - first > 1) & (last < count)]
    cells = np.unique(np.concatenate([first, ends]))
    shares, basis = _worked_out(cells, count)
    return Spline(order, cells, shares, basis, tied=True)


@lru_cache(maxsize=4)
def _basis(cells: tuple[int, ...], count: int) -> tuple[Floats, Floats]:
    return _worked_out(np.array(cells), count)


def _worked_out(cells: NDArray[np.intp], count: int) -> tuple[Floats, Floats]:
    """Shares of cells, and the B-splines at their middle ranks, made orthonormal."""
    sizes = np.diff(cells, append=count)
    shares = sizes / count
    scores = ndtri((cells + sizes / 2.0) / count)
    if len(cells) == 1:
        return shares, np.ones((1, 1))
    inner = ndtri(_SHARES)
    inner = inner[(inner > scores[0]) & (inner < scores[-1])]
    raw = _b_splines(scores, np.array([scores[0], *inner, scores[-1]]))
    spread, turn = np.linalg.eigh(np.einsum("ci,cj->ij", raw, shares[:, None] * raw))
    kept = spread > _LEAST_SPREAD * spread[-1]
    return shares, np.einsum("ci,ij->cj", raw, turn[:, kept] / np.sqrt(spread[kept]))


def _b_splines(x: Floats, knots: Floats) -> Floats:
    """Cubic B-splines (C, K + 2) over knots (K,), which sum to 1 at every point (C,)."""
    t = np.concatenate([[knots[0]] * _DEGREE, knots, [knots[-1]] * _DEGREE])
    x = np.minimum(x, np.nextafter(knots[-1], -np.inf))[:, None]
    values = ((t[:-1] <= x) & (x < t[1:])).astype(np.float64)
    for k in range(1, _DEGREE + 1):
        rise = _ratio(x - t[: -k - 1], t[k:-1] - t[: -k - 1])
        fall = _ratio(t[k + 1 :] - x, t[k + 1 :] - t[1:-k])
        values = rise * values[:, :-1] + fall * values[:, 1:]
    return values


def _ratio(above: Floats, below: Floats) -> Floats:
    """A quotient, 0 where knots coincide."""
    return np.asarray(np.divide(above, below, out=np.zeros_like(above), where=below > 0))
