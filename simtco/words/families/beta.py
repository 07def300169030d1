"""Shares and rates between two ends: what part of requests is cached, how often a retry helps."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import betaincinv, ndtri

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.fitting import fit_line, fit_shapes
from simtco.words.percentiles import PercentileFamily
from simtco.words.quantile_table import QuantileTable
from simtco.words.wording import exact, figure

_TINY = float(np.finfo(np.float64).tiny)
_LOG_SHAPES = math.log(0.02), math.log(1e10)
_STEEP = 0.5  # both shapes under it make a U too steep for straight lines over the logit of u


class Beta(PercentileFamily):
    """A number between two ends, by alpha and beta, mean and sd, or two or more percentiles.

    Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 2, 2nd ed. 1995, chapter 25.
    More than two percentiles meet in least squares over the logit of their way from low to high.

    Examples:
        kind = "beta"
        alpha = 2
        beta = 5

        kind = "beta"
        low = 0
        high = 100
        mean = 30
        sd = 10

        kind = "beta"
        p10 = 0.2
        p90 = 0.7

    """

    ways = (("alpha", "beta"), ("mean", "sd"))

    kind: Literal["beta"] = "beta"
    low: float = 0.0
    """The smallest value."""
    high: float = 1.0
    """The largest value."""
    alpha: float | None = Field(default=None, gt=0)
    """How strongly values keep off low: as many successes as a like experiment counted."""
    beta: float | None = Field(default=None, gt=0)
    """How strongly values keep off high: as many failures."""
    mean_: float | None = Field(default=None, alias="mean")
    """The mean; goes with sd."""
    sd_: float | None = Field(default=None, gt=0, alias="sd")
    """The standard deviation; goes with mean."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        low, high = self.low, self.high
        if not low < high:
            raise fault(f"high = {exact(high)} must be above low = {exact(low)}", "high")
        ends = f"must lie between low = {exact(low)} and high = {exact(high)}"
        for key, value in ({"mean": self.mean_} | self.stated()).items():
            if value is not None and not low < value < high:
                raise fault(f"{key} = {exact(value)} {ends}", key)
        if self.mean_ is not None and self.sd_ is not None:
            widest = math.sqrt((self.mean_ - low) * (high - self.mean_))
            if not self.sd_ < widest:
                raise fault(
                    f"sd = {exact(self.sd_)} must be below {figure(widest)}, for a mean of "
                    f"{exact(self.mean_)} between {exact(low)} and {exact(high)}",
                    "sd",
                )
        self.refuse_a_miss()
        return self

    @cached_property
    def _shapes(self) -> tuple[float, float]:
        if self.alpha is not None and self.beta is not None:
            return self.alpha, self.beta
        span = self.high - self.low
        if self.mean_ is not None and self.sd_ is not None:
            mean = (self.mean_ - self.low) / span
            total = mean * (1.0 - mean) * (span / self.sd_) ** 2 - 1.0
            return total * mean, total * (1.0 - mean)
        p, values = self.points
        logits = np.log(values - self.low) - np.log(self.high - values)

        def misses(logs: Floats) -> Floats:
            alpha, beta = np.exp(logs)
            low, high = betaincinv(alpha, beta, p), betaincinv(beta, alpha, 1.0 - p)
            reached = np.log(np.maximum(low, _TINY)) - np.log(np.maximum(high, _TINY))
            return np.asarray(reached - logits)

        centre, sigma = fit_line(ndtri(p), logits)
        odds = math.exp(centre)
        start = np.array([1.0 + odds, 1.0 + 1.0 / odds]) / sigma**2
        alpha, beta = np.exp(fit_shapes(misses, np.log(start), _LOG_SHAPES))
        return float(alpha), float(beta)

    def _exactly(self, u: Floats) -> Floats:
        return self.low + (self.high - self.low) * np.asarray(betaincinv(*self._shapes, u))

    @cached_property
    def _table(self) -> QuantileTable:
        return QuantileTable(self._exactly)

    def ppf(self, u: Floats) -> Floats:
        return self._exactly(u) if max(self._shapes) < _STEEP else self._table(u)

    def percentile(self, p: float) -> float:
        return float(self._exactly(np.array([p]))[0])

    @property
    def mean(self) -> float:
        alpha, beta = self._shapes
        return self.low + (self.high - self.low) * alpha / (alpha + beta)

    @property
    def sd(self) -> float:
        alpha, beta = self._shapes
        total = alpha + beta
        return (self.high - self.low) * math.sqrt(alpha * beta / (total + 1.0)) / total

    @property
    def lowest_stated(self) -> float:
        return min(super().lowest_stated, self.low)
