"""A bell curve with heavier tails: what strays far now and then."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import stdtrit

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.fitting import fit_line
from simtco.words.percentiles import PercentileFamily
from simtco.words.quantile_table import QuantileTable
from simtco.words.wording import exact


class StudentT(PercentileFamily):
    """A bell curve with heavier tails, by centre and scale or by two or more percentiles.

    Student, The probable error of a mean, Biometrika 6(1) 1908. Percentiles are a straight line
    over those of t with the stated degrees of freedom; more than two meet in least squares.

    Examples:
        kind = "student_t"
        degrees_of_freedom = 5
        centre = 10
        scale = 2

    """

    ways = (("centre", "scale"),)

    kind: Literal["student_t"] = "student_t"
    degrees_of_freedom: float
    """How light the tails are: 3 strays far, 30 is nearly a normal; above 1."""
    centre: float | None = None
    """The median, which is also the mean."""
    scale: float | None = Field(default=None, gt=0)
    """What the standard deviation would be of a normal with the same middle."""

    @model_validator(mode="after")
    def _has_a_mean(self) -> Self:
        if not self.degrees_of_freedom > 1.0:
            raise fault(
                f"degrees_of_freedom = {exact(self.degrees_of_freedom)} must be above 1: at or "
                "below 1 no mean exists",
                "degrees_of_freedom",
            )
        return self

    @cached_property
    def _line(self) -> tuple[float, float]:
        if self.centre is not None and self.scale is not None:
            return self.centre, self.scale
        p, values = self.points
        return fit_line(np.asarray(stdtrit(self.degrees_of_freedom, p), np.float64), values)

    @cached_property
    def _table(self) -> QuantileTable:
        """Straightened by asinh, and read for the lower half alone: u near 1 has few digits."""
        return QuantileTable(lambda u: np.arcsinh(-stdtrit(self.degrees_of_freedom, u)))

    def ppf(self, u: Floats) -> Floats:
        centre, scale = self._line
        distance = np.sinh(self._table(np.minimum(u, 1.0 - u)))
        return np.asarray(centre + scale * np.copysign(distance, u - 0.5))

    def percentile(self, p: float) -> float:
        centre, scale = self._line
        return centre + scale * float(stdtrit(self.degrees_of_freedom, p))

    @property
    def mean(self) -> float:
        return self._line[0]

    @property
    def sd(self) -> float:
        free = self.degrees_of_freedom
        return self._line[1] * math.sqrt(free / (free - 2.0)) if free > 2.0 else math.inf

    @property
    def lowest_stated(self) -> float:
        return super().lowest_stated if self.centre is None else self.centre
