"""A distribution laid on evenly spaced points."""

from collections.abc import Callable

import numpy as np
from scipy.special import expit

from simtco.words.arrays import Floats

NODES: Floats = expit(np.linspace(-30.0, 30.0, (1 << 15) + 1))
"""Shares of all values at which a ppf is read: close together in both tails."""


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
        points = np.arange(cells + 1, dtype=np.float64) * step
        share, moment = self._moments_below(points)
        inside, moments = np.diff(share), np.diff(moment)
        mean = np.divide(moments, inside, out=points[:-1].copy(), where=inside > 0)
        upper = np.clip(mean / step - np.arange(cells), 0.0, 1.0) * inside
        mass = inside - upper
        mass[0] += share[0]
        mass[1:] += upper[:-1]
        return np.asarray(mass)

    def _moments_below(self, points: Floats) -> tuple[Floats, Floats]:
        """Chance of a value at or under each point, and the mean of the values there."""
        after = np.clip(np.searchsorted(self.values, points, side="right"), 1, len(NODES) - 1)
        before = after - 1
        low, high = self.values[before], self.values[after]
        part = np.divide(points - low, high - low, out=np.zeros_like(points), where=high > low)
        part = np.clip(np.where(high > low, part, points >= high), 0.0, 1.0)
        width = part * (NODES[after] - NODES[before])
        reached = low + part * (high - low)
        return NODES[before] + width, self._first_moments[before] + width * (low + reached) / 2.0
