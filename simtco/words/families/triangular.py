"""A low, a most likely and a high value, joined by straight lines."""

import math
from typing import Literal

import numpy as np

from simtco.words.arrays import Floats
from simtco.words.three_point import ThreePoint


class Triangular(ThreePoint):
    """A low, a most likely and a high value, joined by straight lines.

    Examples:
        kind = "triangular"
        low = 0.05
        mode = 0.1
        high = 0.25

    """

    kind: Literal["triangular"] = "triangular"

    def ppf_between(self, u: Floats, low: float, high: float) -> Floats:
        peak = (self.mode - low) / (high - low)
        rising = low + np.sqrt(u * ((high - low) * (self.mode - low)))
        falling = high - np.sqrt((1.0 - u) * ((high - low) * (high - self.mode)))
        return np.where(u < peak, rising, falling)

    def ppf(self, u: Floats) -> Floats:
        return self.ppf_between(u, *self.true_ends)

    @property
    def mean(self) -> float:
        low, high = self.true_ends
        return (low + self.mode + high) / 3.0

    @property
    def sd(self) -> float:
        a, b = self.true_ends
        c = self.mode
        return math.sqrt((a * a + b * b + c * c - a * b - a * c - b * c) / 18.0)
