"""Families given by a low, a most likely and a high value."""

import re
from abc import abstractmethod
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.wording import exact

Ends = Literal["min-max", "p5-p95", "p10-p90"]


class ThreePoint(Family):
    """A low, a most likely and a high value; `ends` says what low and high mean."""

    low: float
    """The smallest value, or the percentile that `ends` names first."""
    mode: float
    """The most likely value; also the base."""
    high: float
    """The largest value, or the percentile that `ends` names last."""
    ends: Ends = "min-max"
    """What `low` and `high` are: the true ends, or percentiles."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low < self.high:
            raise fault(f"high = {exact(self.high)} must be above low = {exact(self.low)}", "high")
        if not self.low <= self.mode <= self.high:
            raise fault(
                f"mode = {exact(self.mode)} must lie between low = {exact(self.low)} "
                f"and high = {exact(self.high)}",
                "mode",
            )
        if self.ends != "min-max" and not self.low < self.mode < self.high:
            raise fault("with percentiles as ends, mode must lie strictly inside them", "mode")
        return self

    @abstractmethod
    def ppf_between(self, u: Floats, low: float, high: float) -> Floats:
        """The ppf of the family with these true ends and the stated mode."""

    @cached_property
    def true_ends(self) -> tuple[float, float]:
        """The smallest and the largest value that the family can take."""
        if self.ends == "min-max":
            return self.low, self.high
        from scipy.optimize import root  # noqa: PLC0415  (start-up time: few files need it)

        said = np.array([float(p) / 100.0 for p in re.findall(r"\d+", self.ends)])
        spread = self.high - self.low

        def miss(logs: Floats) -> Floats:
            below, above = np.exp(np.clip(logs, -12.0, 6.0)) * spread
            reached = self.ppf_between(said, self.low - below, self.high + above)
            return np.asarray((reached - np.array([self.low, self.high])) / spread)

        found = root(miss, np.log([0.25, 0.25]), tol=1e-12)
        below, above = np.exp(found.x) * spread
        return float(self.low - below), float(self.high + above)

    @property
    def base(self) -> float:
        return self.mode
