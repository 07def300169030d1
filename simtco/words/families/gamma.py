"""Amounts above 0 with a moderate tail: waiting for several events, sums of small costs."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import gammaincinv, ndtri

from simtco.words.arrays import Floats
from simtco.words.fitting import fit_line, fit_shapes
from simtco.words.percentiles import PercentileFamily
from simtco.words.quantile_table import QuantileTable

_TINY = float(np.finfo(np.float64).tiny)
_LOG_SHAPES = math.log(0.02), math.log(1e10)


class Gamma(PercentileFamily):
    """An amount above 0, by shape and scale, mean and cv, or two or more percentiles.

    Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 2nd ed. 1994, chapter 17.
    More than two percentiles meet in least squares over their logarithms.

    Examples:
        kind = "gamma"
        mean = 100
        cv = 0.5

        kind = "gamma"
        shape = 2.5
        scale = 4

    """

    ways = (("shape", "scale"), ("mean", "cv"))

    kind: Literal["gamma"] = "gamma"
    shape: float | None = Field(default=None, gt=0)
    """1 is an exponential; the higher, the nearer to a bell curve."""
    scale: float | None = Field(default=None, gt=0)
    """The mean is shape times scale."""
    mean_: float | None = Field(default=None, gt=0, alias="mean")
    """The mean; goes with cv."""
    cv: float | None = Field(default=None, gt=0)
    """Coefficient of variation, sd / mean."""

    @model_validator(mode="after")
    def _possible(self) -> Self:
        self.keep_percentiles_above(0.0)
        self.refuse_a_miss()
        return self

    @cached_property
    def _shape_and_scale(self) -> tuple[float, float]:
        if self.shape is not None and self.scale is not None:
            return self.shape, self.scale
        if self.mean_ is not None and self.cv is not None:
            return self.cv**-2.0, self.mean_ * self.cv**2
        p, values = self.points

        def log_scales(log_shape: float) -> Floats:
            """What each percentile asks of the scale: values are scale times the ppf."""
            ppf = np.maximum(gammaincinv(math.exp(log_shape), p), _TINY)
            return np.asarray(np.log(values) - np.log(ppf))

        def misses(logs: Floats) -> Floats:
            asked = log_scales(logs[0])
            return np.asarray(asked - asked.mean())

        _, sigma = fit_line(ndtri(p), np.log(values))
        (log_shape,) = fit_shapes(misses, np.array([-2.0 * math.log(sigma)]), _LOG_SHAPES)
        return math.exp(log_shape), math.exp(log_scales(log_shape).mean())

    @cached_property
    def _table(self) -> QuantileTable:
        shape, _ = self._shape_and_scale
        return QuantileTable(lambda u: np.asarray(gammaincinv(shape, u), np.float64))

    def ppf(self, u: Floats) -> Floats:
        return self._shape_and_scale[1] * self._table(u)

    def percentile(self, p: float) -> float:
        shape, scale = self._shape_and_scale
        return scale * float(gammaincinv(shape, p))

    @property
    def mean(self) -> float:
        return math.prod(self._shape_and_scale)

    @property
    def sd(self) -> float:
        shape, scale = self._shape_and_scale
        return math.sqrt(shape) * scale
