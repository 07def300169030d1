"""Every value between two ends is as likely as any other."""

import math
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.fitting import fit_line
from simtco.words.percentiles import PercentileFamily
from simtco.words.wording import exact


class Uniform(PercentileFamily):
    """Every value between `low` and `high` is as likely as any other.

    Percentiles are a straight line over the probability; more than two meet in least squares.

    Examples:
        kind = "uniform"
        low = 6
        high = 18

    """

    ways = (("low", "high"),)

    kind: Literal["uniform"] = "uniform"
    low: float | None = None
    """The smallest value."""
    high: float | None = None
    """The largest value."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise fault(f"high = {exact(self.high)} must be above low = {exact(self.low)}", "high")
        return self

    @cached_property
    def _line(self) -> tuple[float, float]:
        """The smallest value, and the distance to the largest."""
        if self.low is not None and self.high is not None:
            return self.low, self.high - self.low
        return fit_line(*self.points)

    def ppf(self, u: Floats) -> Floats:
        low, span = self._line
        return low + span * u

    @property
    def mean(self) -> float:
        low, span = self._line
        return low + span / 2.0

    @property
    def sd(self) -> float:
        return self._line[1] / math.sqrt(12.0)
