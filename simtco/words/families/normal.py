"""The bell curve: sums of many small, independent influences."""

from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import ndtri

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.normal_scores import fit_line
from simtco.words.percentiles import PercentileFamily


class Normal(PercentileFamily):
    """The bell curve, by mean and sd or by two or more percentiles."""

    kind: Literal["normal"] = "normal"
    mean_: float | None = Field(default=None, alias="mean")
    """The mean, which is also the median."""
    sd_: float | None = Field(default=None, gt=0, alias="sd")
    """The standard deviation."""

    @model_validator(mode="after")
    def _determined(self) -> Self:
        by_moments = self.mean_ is not None and self.sd_ is not None
        if by_moments == (len(self.percentiles) >= 2) or (
            self.percentiles and (self.mean_ is not None or self.sd_ is not None)
        ):
            raise fault("a normal needs either mean and sd, or two or more percentiles")
        return self

    @cached_property
    def _line(self) -> tuple[float, float]:
        if self.mean_ is not None and self.sd_ is not None:
            return self.mean_, self.sd_
        return fit_line(self.percentiles)

    def ppf(self, u: Floats) -> Floats:
        center, slope = self._line
        return np.asarray(center + slope * ndtri(u))

    @property
    def mean(self) -> float:
        return self._line[0]

    @property
    def sd(self) -> float:
        return self._line[1]
