"""Every value between two ends is as likely as any other."""

import math
from typing import Literal, Self

from pydantic import model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.wording import exact


class Uniform(Family):
    """Every value between `low` and `high` is as likely as any other."""

    kind: Literal["uniform"] = "uniform"
    low: float
    """The smallest value."""
    high: float
    """The largest value."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            raise fault(f"high = {exact(self.high)} must be above low = {exact(self.low)}", "high")
        return self

    def ppf(self, u: Floats) -> Floats:
        return self.low + (self.high - self.low) * u

    @property
    def mean(self) -> float:
        return (self.low + self.high) / 2.0

    @property
    def sd(self) -> float:
        return (self.high - self.low) / math.sqrt(12.0)
