"""A distribution laid on evenly spaced points."""

from collections.abc import Callable

import numpy as np
from scipy.special import expit

from simtco.words.arrays import Floats

NODES: Floats = expit(np.linspace(-30.0, 30.0, (1 << 15) + 1))
"""Shares of all values at which a ppf is read: close together in both tails."""

_PLACES = np.arange(float(len(NODES)))


class Lattice:
    """A distribution on [0, inf), given by its ppf, laid on the points 0, step, 2 step ...

    Straight lines join its values at NODES. What lies between two points is parted among them so
    that the mean stays.
    """

    def __init__(self, ppf: Callable[[Floats], Floats]) -> None:
        self.values = np.asarray(ppf(NODES))
        steps = np.diff(NODES) * (self.values[1:] + self.values[:-1]) / 2.0
        self._first_moments = np.concatenate(([0.0], np.cumsum(steps)))

    def mass(self, step: float, cells: int) -> Floats:
        """Chance (cells,) of each point; beyond them it is left out."""
        points = np.arange(cells + 1, dtype=np.float64)
        share, moment = self._below(points * step)
        inside = np.diff(share)
        upper = np.clip(np.diff(moment) / step - points[:-1] * inside, 0.0, inside)
        mass = inside - upper
        mass[0] += share[0]
        mass[1:] += upper[:-1]
        return np.asarray(mass)

    def _below(self, points: Floats) -> tuple[Floats, Floats]:
        """Chance of a value at or under each point, and the mean of the values there."""
        place = np.interp(points, self.values, _PLACES)
        before = np.minimum(place.astype(np.intp), len(NODES) - 2)
        share, low = NODES[before], self.values[before]
        width = (place - before) * (NODES[before + 1] - share)
        reached = np.clip(points, low, self.values[-1])
        return share + width, self._first_moments[before] + width * (low + reached) / 2.0
