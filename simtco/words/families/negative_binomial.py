"""How many events happen where their rate itself differs from one case to the next."""

import math
from typing import Literal, Self

from pydantic import Field, model_validator
from scipy.special import betainc, betaincc

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.count import Count
from simtco.words.wording import exact, figure


class NegativeBinomial(Count):
    """How many events happen where their rate itself differs: a Poisson count of a gamma rate.

    Greenwood and Yule, Journal of the Royal Statistical Society 83, 1920: with size
    r = mean^2 / (sd^2 - mean) and p = mean / sd^2, a count up to k has chance I_p(r, k + 1).

    Examples:
        kind = "negative_binomial"
        mean = 4
        sd = 3

    """

    kind: Literal["negative_binomial"] = "negative_binomial"
    mean_: float = Field(gt=0, le=1e12, alias="mean")
    """How many on average."""
    sd_: float = Field(gt=0, le=1e12, alias="sd")
    """Their standard deviation; above the square root of the mean, which is a Poisson count's."""

    @model_validator(mode="after")
    def _wider_than_poisson(self) -> Self:
        if self.sd_**2 <= self.mean_ * (1.0 + 1e-9):
            raise fault(
                f"sd = {exact(self.sd_)} must be above {figure(math.sqrt(self.mean_))}, the square "
                f'root of mean = {exact(self.mean_)}; at that root, use kind = "poisson"',
                "sd",
            )
        return self

    @property
    def _size(self) -> float:
        return self.mean_**2 / (self.sd_**2 - self.mean_)

    def cumulative(self, counts: Floats) -> Floats:
        return betainc(self._size, counts + 1.0, self.mean_ / self.sd_**2)

    def exceeded(self, counts: Floats) -> Floats:
        return betaincc(self._size, counts + 1.0, self.mean_ / self.sd_**2)

    @property
    def mean(self) -> float:
        return self.mean_

    @property
    def sd(self) -> float:
        return self.sd_
