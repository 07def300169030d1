"""Ratios are bell-shaped: prices, bills, sizes of losses; never below 0, with a long upper tail."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import ndtri

from simtco.words.arrays import Floats
from simtco.words.fitting import fit_line
from simtco.words.percentiles import PercentileFamily


class Lognormal(PercentileFamily):
    """A number whose logarithm is normal, by p50 and sigma, mean and cv, or percentiles.

    The logarithms of percentiles are a straight line over the normal score; more than two meet in
    least squares.

    Examples:
        kind = "lognormal"
        p50 = 1_500
        sigma = 1.0

        kind = "lognormal"
        mean = 100
        cv = 0.5

        kind = "lognormal"
        p5 = 1_500
        p95 = 6_000

    """

    ways = (("p50", "sigma"), ("mean", "cv"))

    kind: Literal["lognormal"] = "lognormal"
    sigma: float | None = Field(default=None, gt=0)
    """Standard deviation of the natural logarithm; goes with p50."""
    mean_: float | None = Field(default=None, gt=0, alias="mean")
    """The mean; goes with cv."""
    cv: float | None = Field(default=None, gt=0)
    """Coefficient of variation, sd / mean."""

    @model_validator(mode="after")
    def _above_zero(self) -> Self:
        self.keep_percentiles_above(0.0)
        return self

    @cached_property
    def _line(self) -> tuple[float, float]:
        if self.sigma is not None:
            return math.log(self.percentiles[0][1]), self.sigma
        if self.mean_ is not None and self.cv is not None:
            variance = math.log1p(self.cv**2)
            return math.log(self.mean_) - variance / 2.0, math.sqrt(variance)
        p, values = self.points
        return fit_line(ndtri(p), np.log(values))

    def ppf(self, u: Floats) -> Floats:
        mu, sigma = self._line
        return np.asarray(np.exp(mu + sigma * ndtri(u)))

    @property
    def mean(self) -> float:
        mu, sigma = self._line
        return math.exp(mu + sigma**2 / 2.0)

    @property
    def sd(self) -> float:
        return self.mean * math.sqrt(math.expm1(self._line[1] ** 2))

    @property
    def base(self) -> float:
        return math.exp(self._line[0])
