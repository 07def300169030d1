"""A few are far larger than the rest: sizes of losses, of clients, of outages."""

import math
from functools import cached_property
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import exprel

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.fitting import fit_line, fit_slope
from simtco.words.percentiles import PercentileFamily
from simtco.words.wording import exact, figure


class Pareto(PercentileFamily):
    """P(X > x) = (min / x)^alpha, by min and alpha, cut off at max where stated, or percentiles.

    Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 2nd ed. 1994, chapter 20.
    The logarithms of percentiles are a straight line over -log(1 - p), from log(min) where min is
    stated; more than two, or than one beside min, meet in least squares.

    Examples:
        kind = "pareto"
        min = 100
        max = 10_000
        alpha = 2.5

    """

    ways = (("min", "alpha"), ("min", "alpha", "max"))
    fits: ClassVar = {(): 2, ("min",): 1}

    kind: Literal["pareto"] = "pareto"
    min_: float | None = Field(default=None, gt=0, alias="min")
    """The smallest value."""
    alpha: float | None = Field(default=None, gt=0)
    """How light the tail is: at 1.16 a fifth of all futures hold four fifths of the sum."""
    max_: float | None = Field(default=None, alias="max")
    """The largest value: the curve is cut off there, and the rest weighs more."""

    @model_validator(mode="after")
    def _has_a_mean(self) -> Self:
        self.keep_percentiles_above(*((0.0,) if self.min_ is None else (self.min_, "min")))
        low, alpha = self._min_and_alpha
        if self.max_ is not None and not self.max_ > low:
            raise fault(f"max = {exact(self.max_)} must be above min = {exact(low)}", "max")
        if alpha <= 1.0 and self.max_ is None:
            if self.alpha is None:
                raise fault(
                    "these percentiles spread so far that no mean exists: a pareto through them "
                    f"has alpha = {figure(alpha)}; state min = {figure(low)}, "
                    f"alpha = {figure(alpha)} and a max"
                )
            raise fault(
                f"alpha = {exact(alpha)} must be above 1 where no max is stated: at or below 1 no "
                "mean exists",
                "alpha",
            )
        return self

    @cached_property
    def _min_and_alpha(self) -> tuple[float, float]:
        if self.min_ is not None and self.alpha is not None:
            return self.min_, self.alpha
        p, values = self.points
        scores = -np.log1p(-p)
        if self.min_ is not None:
            return self.min_, 1.0 / fit_slope(scores, np.log(values / self.min_))
        start, slope = fit_line(scores, np.log(values))
        return math.exp(start), 1.0 / slope

    @cached_property
    def _kept(self) -> float:
        """The share of the endless curve that lies under max."""
        low, alpha = self._min_and_alpha
        return 1.0 if self.max_ is None else -math.expm1(-alpha * math.log(self.max_ / low))

    def ppf(self, u: Floats) -> Floats:
        low, alpha = self._min_and_alpha
        return np.asarray(low * np.exp(np.log1p(-self._kept * u) / -alpha))

    def _moment(self, order: int) -> float:
        """The mean of min-fold values to a power; infinite where nothing bounds it."""
        low, alpha = self._min_and_alpha
        if self.max_ is None:
            return alpha / (alpha - order) if alpha > order else math.inf
        reach = math.log(self.max_ / low)
        return alpha * reach * float(exprel((order - alpha) * reach)) / self._kept

    @property
    def mean(self) -> float:
        return self._min_and_alpha[0] * self._moment(1)

    @property
    def sd(self) -> float:
        return self._min_and_alpha[0] * math.sqrt(max(self._moment(2) - self._moment(1) ** 2, 0.0))
