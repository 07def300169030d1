"""One of a few values, each with its weight."""

import math
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family


class Discrete(Family):
    """One of a few values, each with its weight; the base is the median.

    Examples:
        kind = "discrete"
        values = [1, 2, 4]
        weights = [5, 3, 2]

    """

    kind: Literal["discrete"] = "discrete"
    values: tuple[float, ...] = Field(strict=False, min_length=1)
    """The values that can occur."""
    weights: tuple[float, ...] = Field(
        strict=False, default=(), json_schema_extra={"items": {"minimum": 0}}
    )
    """How likely each is, in any scale; all alike where left out."""

    @model_validator(mode="after")
    def _matched(self) -> Self:
        if self.weights and len(self.weights) != len(self.values):
            raise fault(
                f"{len(self.values)} values need as many weights, not {len(self.weights)}",
                "weights",
            )
        if self.weights and (min(self.weights) < 0 or sum(self.weights) <= 0):
            raise fault("weights must not be negative, and one must be above 0", "weights")
        return self

    @cached_property
    def _steps(self) -> tuple[Floats, Floats]:
        weights = np.array(self.weights or [1.0] * len(self.values))
        order = np.argsort(self.values, kind="stable")
        return np.array(self.values)[order], np.cumsum(weights[order]) / weights.sum()

    def ppf(self, u: Floats) -> Floats:
        values, cumulative = self._steps
        found = np.searchsorted(cumulative[:-1], u, side="left")
        return np.asarray(values[found])

    def nodes(self) -> tuple[Floats, Floats]:
        values, cumulative = self._steps
        return values, np.diff(cumulative, prepend=0.0)

    @cached_property
    def mean(self) -> float:
        values, cumulative = self._steps
        return float(values @ np.diff(cumulative, prepend=0.0))

    @cached_property
    def sd(self) -> float:
        values, cumulative = self._steps
        return math.sqrt((values - self.mean) ** 2 @ np.diff(cumulative, prepend=0.0))
