"""Time until something fails: early (shape below 1), by chance (1) or of age (above 1)."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import gammaln

from simtco.words.arrays import Floats
from simtco.words.fitting import fit_line
from simtco.words.percentiles import PercentileFamily


class Weibull(PercentileFamily):
    """Time until something fails, by shape and scale or by two or more percentiles.

    Weibull, A statistical distribution function of wide applicability, Journal of Applied
    Mechanics 18(3) 1951. The logarithms of percentiles are a straight line over log(-log(1 - p));
    more than two meet in least squares.

    Examples:
        kind = "weibull"
        shape = 1.5
        scale = 8

    """

    ways = (("shape", "scale"),)

    kind: Literal["weibull"] = "weibull"
    shape: float | None = Field(default=None, gt=0)
    """Below 1 failures grow rarer with age, above 1 more frequent."""
    scale: float | None = Field(default=None, gt=0)
    """The value that 63 in 100 futures stay under."""

    @model_validator(mode="after")
    def _above_zero(self) -> Self:
        self.keep_percentiles_above(0.0)
        return self

    @cached_property
    def _scale_and_power(self) -> tuple[float, float]:
        """The scale, and 1 / shape."""
        if self.shape is not None and self.scale is not None:
            return self.scale, 1.0 / self.shape
        p, values = self.points
        start, power = fit_line(np.log(-np.log1p(-p)), np.log(values))
        return math.exp(start), power

    def ppf(self, u: Floats) -> Floats:
        scale, power = self._scale_and_power
        return np.asarray(scale * (-np.log1p(-u)) ** power)

    @property
    def mean(self) -> float:
        scale, power = self._scale_and_power
        return scale * float(np.exp(gammaln(1.0 + power)))

    @property
    def sd(self) -> float:
        scale, power = self._scale_and_power
        first, second = gammaln(1.0 + power * np.array([1.0, 2.0]))
        spread = max(-np.expm1(2.0 * first - second), 0.0)
        return scale * float(np.exp(second / 2.0) * np.sqrt(spread))
