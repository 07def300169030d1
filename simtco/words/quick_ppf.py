"""A ppf for millions of draws: parabolas over even parts of (0, 1)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simtco.words.arrays import Floats

_CELLS = 1 << 12
_AT_ONCE = 1 << 15  # so few that they stay in the cache
_LEAST = 2.0**-34  # below any number that a sampler draws
_MOST_EXACT = 0.5  # of the cells: with more, parabolas save nothing
TOLERANCE = 1e-8
"""How far a draw may lie from its ppf, as a share of the scale (p99.9 less p0.1) and of its
distance from the median together."""


Cells = NDArray[np.intp]


class QuickPpf:
    """A ppf read off 4,096 parabolas, each through the ppf at its ends and its middle.

    A parabola that misses the ppf halfway by more than `TOLERANCE` is not used, in the tails and
    where values jump: what falls there is worked out by the ppf itself.
    """

    def __init__(self, ppf: Callable[[Floats], Floats]) -> None:
        self._ppf = ppf
        quarters = np.arange(4 * _CELLS + 1) / (4 * _CELLS)
        quarters[0], quarters[-1] = _LEAST, 1.0 - _LEAST
        values = np.asarray(ppf(quarters))
        first, second, middle, fourth = (values[k:-1:4] for k in range(4))
        last = values[4::4]
        self._start = first.copy()
        self._bend = 2.0 * (first + last) - 4.0 * middle
        self._slope = last - first - self._bend
        low, centre, high = ppf(np.array([0.001, 0.5, 0.999]))
        miss = np.maximum(np.abs(self._at(0.25) - second), np.abs(self._at(0.75) - fourth))
        close = miss <= TOLERANCE * (high - low + np.abs(middle - centre))
        self._start[~close] = np.nan
        self._rarely_missed = bool(close.mean() > _MOST_EXACT)

    def _at(self, part: float) -> Floats:
        return np.asarray(self._start + part * (self._slope + part * self._bend))

    def __call__(self, u: Floats) -> Floats:
        """The ppf at u in (0, 1), any shape."""
        if not self._rarely_missed:
            return self._ppf(u)
        values = np.empty(u.shape)
        flat, shares = values.reshape(-1), u.reshape(-1)
        size = min(flat.size, _AT_ONCE)
        room = np.empty(size), np.empty(size, dtype=np.intp), np.empty(size)
        for start in range(0, flat.size, _AT_ONCE):
            part = flat[start : start + _AT_ONCE]
            position, cell, taken = (each[: part.size] for each in room)
            self._read(shares[start : start + _AT_ONCE], part, position, cell, taken)
        return values

    def _read(
        self, u: Floats, values: Floats, position: Floats, cell: Cells, taken: Floats
    ) -> None:
        """Write the ppf at u into values; the other arrays, all (n,), are room to work in."""
        np.multiply(u, _CELLS, out=position)
        np.floor(position, out=taken)
        np.copyto(cell, taken, casting="unsafe")
        position -= taken
        self._bend.take(cell, out=values, mode="clip")
        for term in (self._slope, self._start):
            values *= position
            values += term.take(cell, out=taken, mode="clip")
        (missed,) = np.isnan(values).nonzero()
        if missed.size:
            values[missed] = self._ppf(u[missed])
