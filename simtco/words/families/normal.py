"""The bell curve: sums of many small, independent influences."""

from functools import cached_property
from typing import Literal

import numpy as np
from pydantic import Field
from scipy.special import ndtri

from simtco.words.arrays import Floats
from simtco.words.fitting import fit_line
from simtco.words.percentiles import PercentileFamily


class Normal(PercentileFamily):
    """The bell curve, by mean and sd or by two or more percentiles.

    Percentiles are a straight line over the normal score; more than two meet in least squares.

    Examples:
        kind = "normal"
        mean = 16_000
        sd = 1_500

        kind = "normal"
        p5 = -2
        p95 = 5

    """

    ways = (("mean", "sd"),)

    kind: Literal["normal"] = "normal"
    mean_: float | None = Field(default=None, alias="mean")
    """The mean, which is also the median."""
    sd_: float | None = Field(default=None, gt=0, alias="sd")
    """The standard deviation."""

    @cached_property
    def _line(self) -> tuple[float, float]:
        if self.mean_ is not None and self.sd_ is not None:
            return self.mean_, self.sd_
        p, values = self.points
        return fit_line(ndtri(p), values)

    def ppf(self, u: Floats) -> Floats:
        center, slope = self._line
        return np.asarray(center + slope * ndtri(u))

    @property
    def mean(self) -> float:
        return self._line[0]

    @property
    def sd(self) -> float:
        return self._line[1]

    @property
    def lowest_stated(self) -> float:
        return super().lowest_stated if self.mean_ is None else self.mean_
