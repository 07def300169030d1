"""Every order of magnitude between two ends is as likely as any other."""

import math
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.wording import exact


class Loguniform(Family):
    """Every ratio between `low` and `high` is as likely as any other of its size."""

    kind: Literal["loguniform"] = "loguniform"
    low: float = Field(gt=0)
    """The smallest value, above 0."""
    high: float = Field(gt=0)
    """The largest value."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            raise fault(f"high = {exact(self.high)} must be above low = {exact(self.low)}", "high")
        return self

    @property
    def _span(self) -> float:
        return math.log(self.high / self.low)

    def ppf(self, u: Floats) -> Floats:
        return self.low * np.exp(self._span * u)

    @property
    def mean(self) -> float:
        return (self.high - self.low) / self._span

    @property
    def sd(self) -> float:
        return math.sqrt((self.high**2 - self.low**2) / (2.0 * self._span) - self.mean**2)
