"""Ratios are bell-shaped: prices, bills, sizes of losses; never below 0, with a long upper tail."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import ndtri

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.normal_scores import fit_line
from simtco.words.percentiles import PercentileFamily, percentile_key
from simtco.words.wording import exact, figure


class Lognormal(PercentileFamily):
    """A number whose logarithm is normal, by p50 and sigma, mean and cv, or percentiles."""

    kind: Literal["lognormal"] = "lognormal"
    sigma: float | None = Field(default=None, gt=0)
    """Standard deviation of the natural logarithm; goes with p50."""
    mean_: float | None = Field(default=None, gt=0, alias="mean")
    """The mean; goes with cv."""
    cv: float | None = Field(default=None, gt=0)
    """Coefficient of variation, sd / mean."""

    @model_validator(mode="after")
    def _determined(self) -> Self:
        for p, value in self.percentiles:
            if value <= 0:
                key = percentile_key(p)
                raise fault(f"{key} = {exact(value)} must be above 0 in a lognormal", key)
        stated = len(self.percentiles)
        by_median = self.sigma is not None and stated == 1 and self.percentiles[0][0] == 0.5
        ways = (
            by_median and self.mean_ is None and self.cv is None,
            self.mean_ is not None and self.cv is not None and not stated and self.sigma is None,
            stated >= 2 and self.sigma is None and self.mean_ is None and self.cv is None,
        )
        if not any(ways):
            raise fault(
                "a lognormal needs one of: p50 and sigma; mean and cv; two or more percentiles"
            )
        return self

    @cached_property
    def _line(self) -> tuple[float, float]:
        if self.sigma is not None:
            return math.log(self.percentiles[0][1]), self.sigma
        if self.mean_ is not None and self.cv is not None:
            variance = math.log1p(self.cv**2)
            return math.log(self.mean_) - variance / 2.0, math.sqrt(variance)
        return fit_line((p, math.log(value)) for p, value in self.percentiles)

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

    @property
    def fit_error(self) -> float:
        """Largest relative distance between a stated percentile and the fitted one."""
        return max((abs(self.percentile(p) / v - 1.0) for p, v in self.percentiles), default=0.0)

    def sentence(self, unit: str = "") -> str:
        said = super().sentence(unit)
        if self.fit_error < 0.005:
            return said
        return f"{said}; the curve misses a stated percentile by {figure(100 * self.fit_error)}%"
