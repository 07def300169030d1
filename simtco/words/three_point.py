"""Families given by a low, a most likely and a high value."""

import math
import re
from abc import abstractmethod
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.arrays import Floats
from simtco.words.base import fault
from simtco.words.family import Family
from simtco.words.wording import exact, figure, frequency

Ends = Literal["min-max", "p1-p99", "p5-p95", "p10-p90", "p20-p80"]
_MISSED = 1e-6  # share of high less low by which fitted ends may miss the stated ones


class ThreePoint(Family):
    """A low, a most likely and a high value; `ends` says what low and high mean.

    Examples:
        ends = "p10-p90"

    """

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
        if not all(math.isfinite(end) for end in self.true_ends):
            raise fault(
                f"no {self.label} was found whose {self.ends.replace('-', ' and ')} are "
                f"{exact(self.low)} and {exact(self.high)}; move mode towards their middle",
                "ends",
            )
        return self

    @abstractmethod
    def ppf_between(self, u: Floats, low: float, high: float) -> Floats:
        """The ppf of the family with these true ends and the stated mode."""

    @cached_property
    def true_ends(self) -> tuple[float, float]:
        """The smallest and the largest value that the family can take; infinite if none fit."""
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
        if np.max(np.abs(found.fun)) > _MISSED:
            return -math.inf, math.inf
        below, above = np.exp(found.x) * spread
        return float(self.low - below), float(self.high + above)

    @property
    def base(self) -> float:
        return self.mode

    def remarks(self, unit: str) -> tuple[str, ...]:
        return (*super().remarks(unit), *self._off_the_middle(unit), *self._below_zero(unit))

    def _off_the_middle(self, unit: str) -> Iterator[str]:
        under = self.chance_below(self.mode)
        if not 0.25 <= under <= 0.75:
            side, share = ("above", 1.0 - under) if under < 0.5 else ("below", under)
            median = f"{figure(self.percentile(0.5))} {unit}".rstrip()
            mode = f"the mode of {figure(self.mode)}"
            yield f"{frequency(share)} futures lie {side} {mode}, and half of all under {median}"

    def _below_zero(self, unit: str) -> Iterator[str]:
        lowest, below = self.true_ends[0], self.chance_below(0.0)
        if lowest < 0.0 < self.low:
            end = f"{figure(lowest)} {unit}".rstrip()
            reach = f"{frequency(below)} futures lie below 0, down to {end}, though low does not"
            yield f'{reach}; if that cannot be, use kind = "lognormal" or ends = "min-max"'
