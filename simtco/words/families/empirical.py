"""A measured distribution, given by its quantiles."""

import math
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self

import numpy as np
from pydantic import ConfigDict, Field, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family


class Empirical(Family):
    """A measured distribution: values at given probabilities, straight lines between them.

    Instead of these it may name a column of a CSV file; files/columns.py reads it.

    Examples:
        kind = "empirical"
        probabilities = [0, 0.1, 0.5, 0.9, 1]
        values = [1, 2, 5, 20, 60]

        kind = "empirical"
        csv = "usage.csv"
        column = "tokens"

    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["probabilities", "values"]}, {"required": ["csv", "column"]}]
        }
    )

    kind: Literal["empirical"] = "empirical"
    probabilities: tuple[float, ...] = Field(strict=False, default=(), min_length=2)
    """Rising probabilities, the first 0 and the last 1."""
    values: tuple[float, ...] = Field(strict=False, default=(), min_length=2)
    """The quantile at each probability; never falling."""
    csv: str | None = None
    """A CSV file of measurements, in the folder of the file that names it or below."""
    column: str | None = None
    """The column of the CSV file that holds the measurements; its first line names the columns."""

    @model_validator(mode="after")
    def _given(self) -> Self:
        if (self.csv is None) != (self.column is None):
            raise fault(
                "csv and column go together: a file, and its column that holds the values",
                "csv" if self.column is None else "column",
            )
        if not (self.probabilities and self.values):
            raise fault(
                "an empirical distribution needs probabilities and values, or csv and column"
            )
        return self

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if len(self.values) != len(self.probabilities):
            raise fault(
                f"{len(self.probabilities)} probabilities need as many values, "
                f"not {len(self.values)}",
                "values",
            )
        if self.probabilities[0] != 0.0 or self.probabilities[-1] != 1.0:
            raise fault("the first probability must be 0 and the last 1", "probabilities")
        if min(np.diff(self.probabilities)) <= 0:
            raise fault("probabilities must rise", "probabilities")
        if any(after < before for before, after in pairwise(self.values)):
            raise fault("values must not fall", "values")
        return self

    @cached_property
    def _points(self) -> tuple[Floats, Floats]:
        return np.array(self.probabilities), np.array(self.values)

    def ppf(self, u: Floats) -> Floats:
        return np.interp(u, *self._points)

    @cached_property
    def mean(self) -> float:
        p, x = self._points
        return float(np.diff(p) @ (x[1:] + x[:-1]) / 2.0)

    @cached_property
    def sd(self) -> float:
        p, x = self._points
        second = np.diff(p) @ (x[1:] ** 2 + x[1:] * x[:-1] + x[:-1] ** 2) / 3.0
        return math.sqrt(max(float(second) - self.mean**2, 0.0))
