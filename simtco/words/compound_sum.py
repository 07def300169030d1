"""The sum of a random number of losses as one variable with an inverse distribution function."""

from collections.abc import Callable

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.special import expit

from simtco.words.arrays import Floats
from simtco.words.quantile_table import QuantileTable

_CELLS = 1 << 15
_TILT = 22.0 / _CELLS  # weighs wrapped-around mass by exp(-22 * 2)
_LEVELS = 5
_ZOOM = 12.0
_FAR = 1e-10  # chance that the longest grid is left


class CompoundPoisson:
    """S = X_1 + ... + X_K, with K Poisson and losses X independent, given by their ppf.

    `counts` are equally likely means of K: one where the rate is known, many where it is a belief.
    The transform is exp(count (phi - 1)) with phi the characteristic function of X on a grid, by
    FFT with exponential tilting against wrap-around (Gruebel and Hermesmeier, ASTIN Bulletin 29,
    1999). Several grids, each finer than the one before, serve tail and body alike.
    """

    def __init__(self, counts: Floats, severity: Callable[[Floats], Floats]) -> None:
        self._counts = counts
        logits = np.linspace(-30.0, 30.0, (1 << 17) + 1)
        edges = np.concatenate(([0.0], expit((logits[1:] + logits[:-1]) / 2.0), [1.0]))
        self._losses = severity(expit(logits))
        self._chances = np.diff(edges)
        self.p_nothing = float(np.exp(-counts * (1.0 - self._chances @ (self._losses == 0))).mean())
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
        grids = [self._grid(top) for top in self._tops()]
        shares, sums = [np.zeros(1)], [np.zeros(1)]
        for cumulative, values in grids:
            beyond = cumulative > shares[-1][-1] + 1e-13
            beyond &= values > sums[-1][-1]
            shares.append(cumulative[beyond])
            sums.append(values[beyond])
            if not beyond.any():
                shares.pop()
                sums.pop()
        p, x = np.concatenate(shares), np.concatenate(sums)
        return lambda u: np.interp(u, p, x)

    def _tops(self) -> list[float]:
        """Ends of the grids, the shortest first."""
        count = float(self._counts.max())
        share = _FAR / max(count, 1.0)
        largest = float(np.interp(1.0 - share, np.cumsum(self._chances), self._losses))
        mean = self._chances @ self._losses
        capped = np.minimum(self._losses, largest)
        spread = np.sqrt(count * (self._chances @ capped**2))
        top = largest + count * mean + 4.0 * spread
        return [top / _ZOOM**level for level in reversed(range(_LEVELS))]

    def _grid(self, top: float) -> tuple[Floats, Floats]:
        """Distribution given a loss, at the right-hand edges of the cells of [0, top].

        Losses beyond the grid are left out: they cannot make a sum inside it.
        """
        step = top / _CELLS
        position = self._losses / step
        inside = (position < _CELLS) & (self._losses != 0)
        cell = position[inside].astype(np.intp)
        upper = position[inside] - cell
        chances = self._chances[inside]
        mass = np.bincount(cell, chances * (1.0 - upper), _CELLS + 1)
        mass += np.bincount(cell + 1, chances * upper, _CELLS + 1)
        mass[0] += self._chances @ (self._losses == 0)
        size = next_fast_len(2 * _CELLS, real=True)
        tilt = np.exp(-_TILT * np.arange(_CELLS))
        transformed = rfft(mass[:_CELLS] * tilt, size)
        mixed = np.mean([np.exp(count * (transformed - 1.0)) for count in self._counts], axis=0)
        sums = irfft(mixed, size)[:_CELLS] / tilt
        cumulative = np.cumsum(sums)
        given_loss = (cumulative - self.p_nothing) / (1.0 - self.p_nothing)
        return np.maximum.accumulate(given_loss), (np.arange(_CELLS) + 0.5) * step
