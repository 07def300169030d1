"""Every order of magnitude between two ends is as likely as any other."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.fitting import fit_line
from simtco.words.percentiles import PercentileFamily
from simtco.words.wording import exact


class Loguniform(PercentileFamily):
    """Every ratio between `low` and `high` is as likely as any other of its size.

    The logarithms of percentiles are a straight line over the probability; more than two meet in
    least squares.

    Examples:
        kind = "loguniform"
        low = 0.2
        high = 30

    """

    ways = (("low", "high"),)

    kind: Literal["loguniform"] = "loguniform"
    low: float | None = Field(default=None, gt=0)
    """The smallest value, above 0."""
    high: float | None = Field(default=None, gt=0)
    """The largest value."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise fault(f"high = {exact(self.high)} must be above low = {exact(self.low)}", "high")
        self.keep_percentiles_above(0.0)
        return self

    @cached_property
    def _line(self) -> tuple[float, float]:
        """The smallest value, and the logarithm of the ratio of the largest to it."""
        if self.low is not None and self.high is not None:
            return self.low, math.log(self.high / self.low)
        p, values = self.points
        start, span = fit_line(p, np.log(values))
        return math.exp(start), span

    def ppf(self, u: Floats) -> Floats:
        low, span = self._line
        return low * np.exp(span * u)

    @property
    def mean(self) -> float:
        return self.percentile(1.0) * self._moment(1)

    @property
    def sd(self) -> float:
        return self.percentile(1.0) * math.sqrt(max(self._moment(2) - self._moment(1) ** 2, 0.0))

    def _moment(self, order: int) -> float:
        """The mean of a power of values, as shares of the largest."""
        reach = order * self._line[1]
        return -math.expm1(-reach) / reach
