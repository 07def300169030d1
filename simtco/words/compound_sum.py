"""The sum of a random number of losses as one variable with an inverse distribution function."""

import math
from collections.abc import Callable

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.special import expit

from simtco.words.arrays import Floats
from simtco.words.quantile_table import QuantileTable

_NODES = expit(np.linspace(-30.0, 30.0, (1 << 15) + 1))
_FEWEST, _MOST = 13, 17  # powers of two: cells of a grid
_TILT = 11.0  # weighs wrapped-around mass by exp(-22), rounding by exp(11)
_LEVELS = 6
_ZOOM = 8.0
_FAR = 1e-10  # chance that the longest grid is left


class CompoundPoisson:
    """S = X_1 + ... + X_K, with K Poisson and losses X independent, given by their ppf.

    `counts` are possible means of K with `weights`: one where the rate is known, several where it
    is a belief. The transform of S is exp(count (phi - 1)) with phi that of X on a grid, by FFT
    with exponential tilting against wrap-around (Gruebel and Hermesmeier, ASTIN Bulletin 29,
    1999); each cell of the grid keeps its mean. Several grids, each finer than the next, serve
    body and tail alike.
    """

    def __init__(
        self, counts: Floats, weights: Floats, severity: Callable[[Floats], Floats]
    ) -> None:
        self._counts, self._weights = counts, weights
        self._losses = np.asarray(severity(_NODES))
        steps = np.diff(_NODES) * (self._losses[1:] + self._losses[:-1]) / 2.0
        self._first_moments = np.concatenate(([0.0], np.cumsum(steps)))
        free = np.searchsorted(self._losses, 0.0, side="right")
        no_loss = 1.0 if free == len(_NODES) else _NODES[free - 1] if free else 0.0
        self.p_nothing = float(weights @ np.exp(-counts * (1.0 - no_loss)))
        # parting a loss between two cells adds to the variance: cells stay a tenth of a loss
        fine = math.ceil(math.log2(max(10.0 * float(counts.max()), 1.0)))
        self._cells = 1 << min(max(fine, _FEWEST), _MOST)
        self._table = QuantileTable(self._spliced()) if self.p_nothing < 1.0 else None

    def ppf(self, u: Floats) -> Floats:
        """The sum that a share u of all futures stays at or under: 0 up to P(no loss)."""
        total = np.zeros_like(u)
        if self._table is None:
            return total
        struck = u > self.p_nothing
        total[struck] = self._table((u[struck] - self.p_nothing) / (1.0 - self.p_nothing))
        return total

    def _spliced(self) -> Callable[[Floats], Floats]:
        """The ppf given that the sum is above 0, each share of futures from the finest grid."""
        shares, sums = np.zeros(1), np.zeros(1)
        for top in self._tops():
            cumulative, edges = self._grid(top)
            rises = np.diff(cumulative) > 1e-12
            used = np.concatenate((rises, [False])) | np.concatenate(([False], rises))
            beyond = used & (cumulative > shares[-1] - 1e-6) & (edges > sums[-1])
            shares = np.concatenate((shares, cumulative[beyond]))
            sums = np.concatenate((sums, edges[beyond]))
        rising = np.maximum.accumulate(shares)
        return lambda u: np.interp(u, rising, sums)

    def _tops(self) -> list[float]:
        """Ends of the grids, the shortest first."""
        count = float(self._counts.max())
        largest = float(np.interp(1.0 - _FAR / max(count, 1.0), _NODES, self._losses))
        capped = np.minimum(self._losses, largest)
        weights = np.gradient(_NODES)
        spread = np.sqrt(count * (weights @ capped**2))
        many = count * float(weights @ capped) + 7.0 * spread + 4.0 * min(largest, spread)
        top = largest + many
        return [top / _ZOOM**level for level in reversed(range(_LEVELS))]

    def _grid(self, top: float) -> tuple[Floats, Floats]:
        """Distribution given a loss, at the right-hand edges of the cells of [0, top].

        Losses beyond the grid are left out: they cannot make a sum inside it.
        """
        step = top / self._cells
        mass = self._mass(step)
        size = next_fast_len(2 * self._cells, real=True)
        tilt = np.exp(-_TILT / self._cells * np.arange(self._cells))
        exponent = rfft(mass * tilt, size) - 1.0
        mixed = np.zeros_like(exponent)
        for count, weight in zip(self._counts, self._weights, strict=True):
            mixed += weight * np.exp(count * exponent)
        cumulative = np.cumsum(irfft(mixed, size)[: self._cells] / tilt)
        given_loss = (cumulative - self.p_nothing) / (1.0 - self.p_nothing)
        edges = np.asarray((np.arange(self._cells) + 0.5) * step, dtype=np.float64)
        return np.maximum.accumulate(given_loss), edges

    def _mass(self, step: float) -> Floats:
        """Chance of a loss at each point of the grid; a cell's is parted so that its mean stays."""
        points = np.arange(self._cells + 1, dtype=np.float64) * step
        share, moment = self._below(points)
        inside, moments = np.diff(share), np.diff(moment)
        mean = np.divide(moments, inside, out=points[:-1].copy(), where=inside > 0)
        upper = np.clip(mean / step - np.arange(self._cells), 0.0, 1.0) * inside
        mass = inside - upper
        mass[0] += share[0]
        mass[1:] += upper[:-1]
        return np.asarray(mass)

    def _below(self, points: Floats) -> tuple[Floats, Floats]:
        """Chance of a loss at or under each point, and the mean of the losses there."""
        after = np.clip(np.searchsorted(self._losses, points, side="right"), 1, len(_NODES) - 1)
        before = after - 1
        low, high = self._losses[before], self._losses[after]
        part = np.divide(points - low, high - low, out=np.zeros_like(points), where=high > low)
        part = np.clip(np.where(high > low, part, points >= high), 0.0, 1.0)
        width = part * (_NODES[after] - _NODES[before])
        reached = low + part * (high - low)
        return _NODES[before] + width, self._first_moments[before] + width * (low + reached) / 2.0
