"""A random walk of ratios that is pulled back to a level."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.belief import Belief, keep_between, known
from simtco.words.divisors import above_zero, keep_above_zero
from simtco.words.path import Path


class Reverting(Path):
    """A price that wanders and is pulled back: its logarithm is an Ornstein-Uhlenbeck process.

    Month 1 stands at the level; the logarithm's pull is exact for whole months: Schwartz, The
    Stochastic Behavior of Commodity Prices, Journal of Finance 52(3), 1997, model 1.

    Examples:
        kind = "reverting"
        half_life_months = 12
        volatility = 0.35
        long_run = 0.8

    """

    kind: Literal["reverting"] = "reverting"
    half_life_months: Belief
    """Months in which half of a distance from the long run is made good."""
    volatility: Belief
    """Standard deviation of the logarithm's changes over a year, were nothing to pull it back."""
    long_run: Belief = Field(default_factory=lambda: known(1.0))
    """Median in the long run, over the level of month 1."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        keep_between(self.volatility, "volatility", 0.0)
        for key in ("half_life_months", "long_run"):
            keep_above_zero(getattr(self, key), key)
        return self

    def factors(self, world: World) -> Floats:
        pull = np.log(2.0) / above_zero(self.half_life_months, world)
        kept = np.exp(-pull)
        centre = np.log(above_zero(self.long_run, world))
        yearly = np.maximum(self.volatility.draw(world), 0.0)
        step = yearly * np.sqrt((1.0 - kept**2) / (24.0 * pull))
        logs = step * world.normals(f"{self.name}.steps", world.months)
        logs[0] = 0.0
        for month in range(1, world.months):
            logs[month] += centre + kept * (logs[month - 1] - centre)
        return np.asarray(np.exp(logs))
