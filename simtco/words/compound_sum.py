"""The sum of a random number of losses as one variable with an inverse distribution function."""

from collections.abc import Callable
from functools import cached_property, lru_cache

import numpy as np
from scipy.fft import irfft, rfft

from simtco.words.arrays import Floats
from simtco.words.frequency import FAR, Frequency
from simtco.words.lattice import NODES, Lattice
from simtco.words.quick_ppf import QuickPpf

_FEWEST, _MOST = 1 << 13, 1 << 17  # cells of a grid
_TILT = 11.0  # weighs wrapped-around mass by exp(-22), rounding by exp(11)
_ZOOM = 8
_SMALL = 1e-4  # share of the futures that no finer grid is laid for
_MOST_GRIDS = 16
_STEP = 256  # nodes

_lattice = lru_cache(maxsize=8)(Lattice)


class CompoundSum:
    """S = X_1 + ... + X_K, with K of some frequency and losses X independent, given by their ppf.

    The transform of S is the generating function of K at phi, that of X on a lattice, by FFT with
    exponential tilting against wrap-around (Gruebel and Hermesmeier, ASTIN Bulletin 29, 1999).
    Several lattices, each finer than the next, serve body and tail alike.
    """

    def __init__(self, frequency: Frequency, severity: Callable[[Floats], Floats]) -> None:
        self._frequency, self._severity = frequency, severity
        self._loss = _lattice(severity)
        free = np.searchsorted(self._loss.values, 0.0, side="right")
        self._no_loss = 1.0 if free == len(NODES) else NODES[free - 1] if free else 0.0
        lack = np.array([1.0 - self._no_loss])
        self.p_nothing = float(frequency.pgf(lack)[0]) if self._no_loss < 1.0 else 1.0
        # parting a loss between two points adds to the variance: cells stay a 100th of a loss
        self._cells = _FEWEST
        while self._cells < min(100.0 * frequency.most, _MOST):
            self._cells *= 2
        self._points = self._spliced() if self.p_nothing < 1.0 else None

    def ppf(self, u: Floats) -> Floats:
        """The sum that a share u of all futures stays at or under: 0 up to P(no loss)."""
        total = np.zeros_like(u)
        if self._points is None:
            return total
        struck = u > self.p_nothing
        share = (u[struck] - self.p_nothing) / (1.0 - self.p_nothing)
        total[struck] = np.interp(share, *self._points)
        return total

    @cached_property
    def draws(self) -> QuickPpf:
        """The ppf for many draws at once."""
        return QuickPpf(self.ppf)

    def worst(self, u: Floats) -> Floats:
        """The largest single loss that a share u of all futures stays at or under; 0 without one.

        All of K losses stay under x with the chance P(X <= x)^K: their generating function at
        P(X <= x), here solved for x. It is laid out between the steps next to each u alone.
        """
        largest = np.zeros_like(u)
        struck = u > self.p_nothing
        lack = NODES[::-1]
        steps = self._frequency.pgf(lack[::_STEP])
        before = np.append(0, np.searchsorted(steps[1:-1], u[struck]))
        near = np.unique(np.unique(before)[:, None] * _STEP + np.arange(_STEP + 1))
        reached = self._frequency.pgf(lack[near])
        largest[struck] = self._severity(np.interp(u[struck], reached, NODES[near]))
        return largest

    def _spliced(self) -> tuple[Floats, Floats]:
        """Shares of the futures in which the sum is above 0, and the sums that they stay under.

        Each share is taken from the finest grid.
        """
        top = self._top()
        grids = [self._grid(top)]
        while grids[-1][0][self._cells // _ZOOM] > _SMALL and len(grids) < _MOST_GRIDS:
            top /= _ZOOM
            grids.append(self._grid(top))
        shares, sums = np.zeros(1), np.zeros(1)
        for cumulative, edges in reversed(grids):
            rises = np.diff(cumulative) > 1e-12
            used = np.concatenate((rises, [False])) | np.concatenate(([False], rises))
            beyond = used & (cumulative > shares[-1] - 1e-6) & (edges > sums[-1])
            shares = np.concatenate((shares, cumulative[beyond]))
            sums = np.concatenate((sums, edges[beyond]))
        return np.maximum.accumulate(shares), sums

    def _top(self) -> float:
        """The end of the longest grid, which all but `FAR` of the sums stay under."""
        count, losses = self._frequency.most, self._loss.values
        largest = float(np.interp(1.0 - FAR / max(count, 1.0), NODES, losses))
        capped = np.minimum(losses, largest)
        weights = np.gradient(NODES)
        # sums, not products by BLAS, whose last digit depends on how many threads it takes
        spread = np.sqrt(count * np.sum(weights * capped**2))
        many = count * float(np.sum(weights * capped)) + 7.0 * spread + 4.0 * min(largest, spread)
        return float(largest + many)

    def _grid(self, top: float) -> tuple[Floats, Floats]:
        """Distribution given a loss, at the right-hand edges of the cells of [0, top].

        Losses beyond the grid are left out: they cannot make a sum inside it.
        """
        step = top / self._cells
        mass = self._loss.mass(step, self._cells)
        size = 2 * self._cells
        tilt = _tilt(self._cells)
        transform = self._frequency.pgf(1.0 - rfft(mass * tilt, size))
        cumulative = np.cumsum(irfft(transform, size)[: self._cells] / tilt)
        given_loss = (cumulative - self.p_nothing) / (1.0 - self.p_nothing)
        edges = np.asarray((np.arange(self._cells) + 0.5) * step, dtype=np.float64)
        return np.maximum.accumulate(given_loss), edges


@lru_cache(maxsize=8)
def _tilt(cells: int) -> Floats:
    """Weights (cells,) that keep the mass beyond a grid from coming back at its start."""
    return np.asarray(np.exp(-_TILT / cells * np.arange(cells)))
