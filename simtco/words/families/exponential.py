"""Time until the next of many independent events."""

import math
from functools import cached_property
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats
from simtco.words.percentiles import PercentileFamily


class Exponential(PercentileFamily):
    """Time until the next of many independent events, by its mean or by percentiles.

    Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 2nd ed. 1994, chapter 19.
    More than one percentile meet in least squares over their logarithms.

    Examples:
        kind = "exponential"
        mean = 3

    """

    ways = (("mean",),)
    fits: ClassVar = {(): 1}

    kind: Literal["exponential"] = "exponential"
    mean_: float | None = Field(default=None, gt=0, alias="mean")
    """The mean, which is also the standard deviation."""

    @model_validator(mode="after")
    def _above_zero(self) -> Self:
        self.keep_percentiles_above(0.0)
        return self

    @cached_property
    def mean(self) -> float:
        if self.mean_ is not None:
            return self.mean_
        p, values = self.points
        return math.exp(np.mean(np.log(values) - np.log(-np.log1p(-p))))

    def ppf(self, u: Floats) -> Floats:
        return np.asarray(-self.mean * np.log1p(-u))

    @property
    def sd(self) -> float:
        return self.mean
