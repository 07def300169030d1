"""A ppf for millions of draws: parabolas over even parts of (0, 1)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simtco.words.arrays import Floats

_CELLS = 1 << 12
_AT_ONCE = 1 << 16  # so few that they stay in the cache
_LEAST = 2.0**-34  # below any number that a sampler draws
_CHECKED = (0.11, 0.31, 0.73, 0.93)  # where no even steps meet a straight line
_MOST_MISSED = 0.5  # of the cells: with more, parabolas save nothing
_ROUNDING = 1e-9  # a ppf that strays from a straight line by no more is one, and quick itself
TOLERANCE = 1e-8
"""How far a draw may lie from its ppf, as a share of the scale (p99.9 less p0.1) and of its
distance from the median together."""


Cells = NDArray[np.intp]


class QuickPpf:
    """A ppf read off 4,096 parabolas, each through the ppf at its ends and its middle.

    A parabola that misses the ppf between them by more than the tolerance is not used, in the
    tails and where values jump: what falls there is worked out by the ppf itself.
    """

    def __init__(self, ppf: Callable[[Floats], Floats], tolerance: float = TOLERANCE) -> None:
        self._ppf = ppf
        halves = np.arange(2 * _CELLS + 1) / (2 * _CELLS)
        halves[0], halves[-1] = _LEAST, 1.0 - _LEAST
        values = np.asarray(ppf(halves))
        start, middle, end = values[:-1:2], values[1::2], values[2::2]
        bend = 2.0 * (start + end) - 4.0 * middle
        slope = end - start - bend
        cells = np.arange(_CELLS)
        # in powers of u itself, so that where u lies in its cell need not be worked out
        self._second = bend * float(_CELLS) ** 2
        self._first = (slope - 2.0 * bend * cells) * _CELLS
        self._level = start - cells * (slope - bend * cells)
        low, centre, high = ppf(np.array([0.001, 0.5, 0.999]))
        allowed = tolerance * (high - low + np.abs(middle - centre))
        for part in _CHECKED:
            u = (cells + part) / _CELLS
            parabola = self._level + u * (self._first + u * self._second)
            close = np.abs(parabola - ppf(u)) <= allowed
            self._level[~close] = np.nan
        line = values[0] + (values[-1] - values[0]) * halves
        self._straight = bool(np.all(np.abs(values - line) <= _ROUNDING * np.abs(values).max()))
        self._quick = bool(np.isnan(self._level).mean() < _MOST_MISSED)

    def __call__(self, u: Floats) -> Floats:
        """The ppf at u in (0, 1), any shape."""
        if self._straight or not self._quick:
            return self._ppf(u)
        values = np.empty(u.shape)
        flat, shares = values.reshape(-1), u.reshape(-1)
        size = min(flat.size, _AT_ONCE)
        cell, taken = np.empty(size, dtype=np.intp), np.empty(size)
        for start in range(0, flat.size, _AT_ONCE):
            part, count = flat[start : start + _AT_ONCE], min(flat.size - start, _AT_ONCE)
            mine = shares[start : start + count]
            self._read(mine, part, cell[:count], taken[:count])
        return values

    def _read(self, u: Floats, values: Floats, cell: Cells, taken: Floats) -> None:
        """Write the ppf at u into values; the other arrays, all (n,), are room to work in."""
        np.multiply(u, _CELLS, out=taken)
        np.copyto(cell, taken, casting="unsafe")
        self._second.take(cell, out=values, mode="clip")
        for term in (self._first, self._level):
            values *= u
            values += term.take(cell, out=taken, mode="clip")
        (missed,) = np.isnan(values).nonzero()
        if missed.size:
            values[missed] = self._ppf(u[missed])
