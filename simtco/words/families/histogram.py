"""Counted cases, or shares of them, in bins."""

import math
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.wording import exact


class Histogram(Family):
    """Cases counted in bins; within a bin every value is as likely as any other.

    Examples:
        kind = "histogram"
        edges = [0, 10, 20, 50]
        weights = [2, 5, 3]

    """

    kind: Literal["histogram"] = "histogram"
    edges: tuple[float, ...] = Field(strict=False, min_length=2)
    """Where the bins begin and end: rising, one more than there are weights."""
    weights: tuple[float, ...] = Field(
        strict=False,
        min_length=1,
        json_schema_extra={"items": {"type": "number", "minimum": 0}},
    )
    """How many cases each bin holds, or which share of them, in any scale."""

    @model_validator(mode="after")
    def _matched(self) -> Self:
        if len(self.edges) != len(self.weights) + 1:
            raise fault(
                "weights must hold one number for each bin between edges: "
                f"{len(self.edges) - 1}, not {len(self.weights)}",
                "weights",
            )
        for before, after in pairwise(self.edges):
            if not before < after:
                raise fault(f"edges must rise, and {exact(after)} follows {exact(before)}", "edges")
        if min(self.weights) < 0 or sum(self.weights) <= 0:
            raise fault("weights must not be negative, and one must be above 0", "weights")
        return self

    @cached_property
    def _bins(self) -> tuple[Floats, Floats]:
        weights = np.array(self.weights)
        return np.array(self.edges), weights / weights.sum()

    @cached_property
    def _falling(self) -> tuple[Floats, Floats]:
        """Shares and edges from the last to the first: at an empty bin the lower edge is read."""
        edges, shares = self._bins
        return -np.append(0.0, np.cumsum(shares))[::-1], edges[::-1]

    def ppf(self, u: Floats) -> Floats:
        return np.interp(-u, *self._falling)

    @cached_property
    def mean(self) -> float:
        edges, shares = self._bins
        return float(shares @ (edges[1:] + edges[:-1])) / 2.0

    @cached_property
    def sd(self) -> float:
        edges, shares = self._bins
        low, high = edges[:-1] - self.mean, edges[1:] - self.mean
        return math.sqrt(shares @ (low * low + low * high + high * high) / 3.0)
