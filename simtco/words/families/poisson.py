"""How many of many rare things happen, at a known rate."""

import math
from typing import Literal

import numpy as np
from pydantic import Field
from scipy.special import pdtr, pdtrc

from simtco.words.arrays import Floats
from simtco.words.count import Count


class Poisson(Count):
    """How many independent events happen at a known rate: incidents of a year, calls of an hour.

    Examples:
        kind = "poisson"
        mean = 2.5

    """

    kind: Literal["poisson"] = "poisson"
    mean_: float = Field(gt=0, le=1e12, alias="mean")
    """How many on average; their variance is the same."""

    def cumulative(self, counts: Floats) -> Floats:
        return np.asarray(pdtr(counts, self.mean_))

    def exceeded(self, counts: Floats) -> Floats:
        return np.asarray(pdtrc(counts, self.mean_))

    @property
    def mean(self) -> float:
        return self.mean_

    @property
    def sd(self) -> float:
        return math.sqrt(self.mean_)
