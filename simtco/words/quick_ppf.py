"""A ppf for millions of draws: straight lines over even cells of (0, 1)."""

from collections.abc import Callable

import numpy as np

from simtco.words.arrays import Bits, Cells, Floats, uniform

_BITS = 13
_CELLS = 1 << _BITS
_REST = np.uint32(32 - _BITS)  # bits of a point that say where in its cell it lies
_POINTS, _HALF = 2.0**32, 0.5  # a point is a whole number; its u lies half of one above it
_AT_ONCE = 1 << 16  # so few that they stay in the cache
_LEAST = 2.0**-34  # below any number that a sampler draws
_CHECKED = (0.31, 0.73)  # of a cell: no even steps meet a straight line at both
TOLERANCE = 1e-6
"""How far a draw may lie from its ppf, as a share of the scale (p99.9 less p0.1) and of its
distance from the median together."""


class QuickPpf:
    """A ppf read off 8,192 straight lines, each through the ppf at both ends of its cell.

    A line that misses the ppf between them by more than the tolerance is not used, in the tails
    and where values jump: what falls there is worked out by the ppf itself.
    """

    def __init__(self, ppf: Callable[[Floats], Floats]) -> None:
        self._ppf = ppf
        ends = np.arange(_CELLS + 1) / _CELLS
        ends[0], ends[-1] = _LEAST, 1.0 - _LEAST
        values = np.asarray(ppf(ends))
        start, rise, cells = values[:-1], np.diff(values), np.arange(_CELLS)
        # in powers of the point itself, so that where in its cell it lies need not be worked out
        self._slope = rise * (_CELLS / _POINTS)
        self._level = start - rise * cells + self._slope * _HALF
        low, centre, high = ppf(np.array([0.001, 0.5, 0.999]))
        allowed = TOLERANCE * (high - low + np.abs(start - centre))
        for part in _CHECKED:
            far = np.abs(start + rise * part - ppf((cells + part) / _CELLS)) > allowed
            self._level[far] = np.nan

    def __call__(self, u: Floats) -> Floats:
        """The ppf at u in (0, 1), any shape."""
        shares, values = u.reshape(-1), np.empty(u.size)
        for start in range(0, u.size, _AT_ONCE):
            part, row = shares[start : start + _AT_ONCE], values[start : start + _AT_ONCE]
            missed = self._read((part * _CELLS).astype(np.intp), part * _POINTS - _HALF, row)
            row[missed] = self._ppf(part[missed])
        return values.reshape(u.shape)

    def at(self, net: Bits, shift: Bits) -> Floats:
        """The ppf (D, N) at the points of nets (D, P), in each block by its shift (D, B)."""
        values = np.empty((len(net), shift.shape[1] * net.shape[1]))
        for row, points, turns in zip(values, net, shift, strict=True):
            cell = (_cell(points) ^ _cell(turns)[:, None]).reshape(-1)
            turned = (points ^ turns[:, None]).reshape(-1)
            missed = self._read(cell, turned, row)
            row[missed] = self._ppf(uniform(turned[missed]))
        return values

    def _read(self, cell: Cells, points: Bits | Floats, values: Floats) -> Cells:
        """Write the ppf at points (n,) into values (n,); the places at which no line gives it."""
        self._slope.take(cell, out=values, mode="clip")
        values *= points
        values += self._level.take(cell, mode="clip")
        return np.isnan(values).nonzero()[0]


def _cell(points: Bits) -> Cells:
    return (points >> _REST).astype(np.intp)
