"""A smooth distribution through exactly the percentiles that were stated."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.special import expit

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.percentiles import PercentileFamily, percentile_key
from simtco.words.quantile_table import QuantileTable
from simtco.words.wording import exact


class Metalog(PercentileFamily):
    """A smooth distribution through three or more stated percentiles, with optional ends.

    Keelin, The Metalog Distributions, Decision Analysis 13(4) 2016, equations 6, 11 and 14.

    Examples:
        p10 = 15_000
        p50 = 18_000
        p90 = 23_000
        min = 0
        max = 40_000

    """

    kind: Literal["metalog"] = "metalog"
    min_: float | None = Field(default=None, alias="min")
    """No value lies below this."""
    max_: float | None = Field(default=None, alias="max")
    """No value lies above this."""

    @model_validator(mode="after")
    def _feasible(self) -> Self:
        if len(self.percentiles) < 3:
            raise fault("percentiles need three or more, such as p10, p50 and p90")
        (p, lowest), (q, highest) = self.percentiles[0], self.percentiles[-1]
        if self.min_ is not None and self.min_ >= lowest:
            raise fault(
                f"min = {exact(self.min_)} must lie below {percentile_key(p)} = {exact(lowest)}",
                "min",
            )
        if self.max_ is not None and self.max_ <= highest:
            raise fault(
                f"max = {exact(self.max_)} must lie above {percentile_key(q)} = {exact(highest)}",
                "max",
            )
        logits = np.linspace(-23.0, 23.0, 4_601)
        if np.any(np.diff(self._unbounded(expit(logits))) <= 0):
            raise fault(
                "no smooth distribution passes through these percentiles: the middle one lies too "
                'near an end; move it, state min or max, or use kind = "lognormal"'
            )
        if self._growth >= 1.0:
            raise fault(
                "these percentiles spread so far that no mean exists; state min and max, or use "
                'kind = "lognormal"'
            )
        return self

    @cached_property
    def _growth(self) -> float:
        """By how much the logarithm of the one endless tail grows with the logit of u, far out.

        From 1 on there is no mean, from 1/2 on no standard deviation.
        """
        if (self.min_ is None) == (self.max_ is None):
            return 0.0
        far = np.array([22.0, 23.0]) if self.max_ is None else np.array([-23.0, -22.0])
        return float(np.diff(self._unbounded(expit(far)))[0])

    @property
    def sd(self) -> float:
        return super().sd if self._growth < 0.5 else math.inf

    @property
    def lowest_stated(self) -> float:
        return super().lowest_stated if self.min_ is None else self.min_

    @cached_property
    def _coefficients(self) -> Floats:
        p, x = np.array(self.percentiles).T
        solved = np.linalg.solve(_basis(p, len(p)), self._to_line(x))
        return np.asarray(solved, dtype=np.float64)

    def _to_line(self, x: Floats) -> Floats:
        """Map values between the ends to the whole line: logarithm or logit."""
        line = np.asarray(x)
        if self.min_ is not None and self.max_ is not None:
            line = np.log((x - self.min_) / (self.max_ - x))
        elif self.min_ is not None:
            line = np.log(x - self.min_)
        elif self.max_ is not None:
            line = -np.log(self.max_ - x)
        return line

    def _from_line(self, line: Floats) -> Floats:
        if self.min_ is not None and self.max_ is not None:
            return np.asarray(self.min_ + (self.max_ - self.min_) * expit(line))
        if self.min_ is not None:
            return np.asarray(self.min_ + np.exp(line))
        if self.max_ is not None:
            return np.asarray(self.max_ - np.exp(-line))
        return line

    def _unbounded(self, u: Floats) -> Floats:
        return np.asarray(_basis(u, len(self._coefficients)) @ self._coefficients)

    @cached_property
    def _table(self) -> QuantileTable:
        return QuantileTable(self._unbounded)

    def ppf(self, u: Floats) -> Floats:
        return self._from_line(self._table(u))

    def percentile(self, p: float) -> float:
        return float(self._from_line(self._unbounded(np.array([p])))[0])


def _basis(u: Floats, terms: int) -> Floats:
    """Keelin 2016, equation 6: 1, L, (u - 1/2) L, u - 1/2, (u - 1/2)^2, (u - 1/2)^2 L, ..."""
    logit, centred = np.log(u / (1.0 - u)), u - 0.5
    columns = [np.ones_like(u), logit, centred * logit, centred]
    for term in range(4, terms):
        power = centred ** (term // 2)
        columns.append(power if term % 2 == 0 else power * logit)
    return np.stack(columns[:terms], axis=-1)
