"""A low, a most likely and a high value, joined by a smooth curve: the expert's usual choice."""

import math
from functools import cached_property
from typing import Literal

import numpy as np
from pydantic import Field
from scipy.special import betaincinv

from simtco.words.arrays import Floats
from simtco.words.quantile_table import QuantileTable
from simtco.words.three_point import ThreePoint


class Pert(ThreePoint):
    """A low, a most likely and a high value, joined by a smooth curve.

    A beta distribution on [low, high] with shapes 1 + weight (mode - low) / (high - low) and
    1 + weight (high - mode) / (high - low): Vose, Risk Analysis, 3rd ed. 2008, section 13.

    Examples:
        kind = "pert"
        low = 4_000
        mode = 10_000
        high = 30_000
        ends = "p10-p90"
        lambda = 4

    """

    kind: Literal["pert"] = "pert"
    weight: float = Field(default=4.0, gt=0, alias="lambda")
    """How much the mode counts; 4 is the standard PERT."""

    def _shapes(self, low: float, high: float) -> tuple[float, float]:
        peak = (self.mode - low) / (high - low)
        return 1.0 + self.weight * peak, 1.0 + self.weight * (1.0 - peak)

    def ppf_between(self, u: Floats, low: float, high: float) -> Floats:
        return low + (high - low) * betaincinv(*self._shapes(low, high), u)

    @cached_property
    def _table(self) -> QuantileTable:
        low, high = self.true_ends
        return QuantileTable(lambda u: self.ppf_between(u, low, high))

    def ppf(self, u: Floats) -> Floats:
        return self._table(u)

    def percentile(self, p: float) -> float:
        return float(self.ppf_between(np.array([p]), *self.true_ends)[0])

    @property
    def mean(self) -> float:
        low, high = self.true_ends
        return (low + self.weight * self.mode + high) / (self.weight + 2.0)

    @property
    def sd(self) -> float:
        low, high = self.true_ends
        return math.sqrt((self.mean - low) * (high - self.mean) / (self.weight + 3.0))
