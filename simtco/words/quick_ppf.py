"""A ppf for millions of draws: straight lines over even cells of (0, 1)."""

from collections.abc import Callable

import numpy as np

from simtco.words.arrays import Bits, Cells, Floats, uniform

_BITS = 13
_CELLS = 1 << _BITS
_REST = np.uint32(32 - _BITS)  # bits of a point that say where in its cell it lies
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
        # in powers of u itself, so that where u lies in its cell need not be worked out
        self._slope, self._level = rise * _CELLS, start - rise * cells
        low, centre, high = ppf(np.array([0.001, 0.5, 0.999]))
        allowed = TOLERANCE * (high - low + np.abs(start - centre))
        for part in _CHECKED:
            far = np.abs(start + rise * part - ppf((cells + part) / _CELLS)) > allowed
            self._level[far] = np.nan

    def __call__(self, u: Floats) -> Floats:
        """The ppf at u in (0, 1), any shape."""
        shares, values = u.reshape(-1), np.empty(u.size)
        for start in range(0, u.size, _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            values[part] = self._read((shares[part] * _CELLS).astype(np.intp), shares[part])
        return values.reshape(u.shape)

    def at(self, net: Bits, shift: Bits) -> Floats:
        """The ppf (D, N) at the points of nets (D, P), in each block by its shift (D, B)."""
        values = np.empty((len(net), shift.shape[1] * net.shape[1]))
        for row, points, turns in zip(values, net, shift, strict=True):
            turned = (points ^ turns[:, None]).reshape(-1)
            row[:] = self._read((turned >> _REST).astype(np.intp), uniform(turned))
        return values

    def _read(self, cell: Cells, u: Floats) -> Floats:
        values = self._slope.take(cell, mode="clip")
        values *= u
        values += self._level.take(cell, mode="clip")
        (missed,) = np.isnan(values).nonzero()
        values[missed] = self._ppf(u[missed])
        return values
