"""How many of a number of trials succeed."""

import math
from typing import Literal

import numpy as np
from pydantic import Field
from scipy.special import betainc, betaincc

from simtco.words.arrays import Floats
from simtco.words.count import Count


class Binomial(Count):
    """How many of a number of independent trials succeed, each with the same chance.

    Examples:
        kind = "binomial"
        trials = 20
        chance = 0.1

    """

    kind: Literal["binomial"] = "binomial"
    trials: int = Field(ge=1, le=10**12)
    """How many are tried."""
    chance: float = Field(gt=0, lt=1)
    """How likely each is to succeed."""

    def cumulative(self, counts: Floats) -> Floats:
        left = np.maximum(self.trials - counts, 1.0)
        return np.where(counts < self.trials, betaincc(counts + 1.0, left, self.chance), 1.0)

    def exceeded(self, counts: Floats) -> Floats:
        left = np.maximum(self.trials - counts, 1.0)
        return np.where(counts < self.trials, betainc(counts + 1.0, left, self.chance), 0.0)

    @property
    def mean(self) -> float:
        return self.trials * self.chance

    @property
    def sd(self) -> float:
        return math.sqrt(self.trials * self.chance * (1.0 - self.chance))
