"""A random walk of ratios."""

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.arrays import Floats, World
from simtco.words.belief import Belief, keep_between
from simtco.words.path import Path


class Walk(Path):
    """A random walk: each month, the first included, multiplies by 1 + a normal step.

    Examples:
        kind = "walk"
        monthly_mean = 0.04
        monthly_sd = 0.1

    """

    kind: Literal["walk"] = "walk"
    monthly_mean: Belief
    """Mean step a month as a fraction: 0.04 is 4% up."""
    monthly_sd: Belief
    """Standard deviation of a month's step."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.monthly_sd, "monthly_sd", 0.0)
        return self

    def factors(self, world: World) -> Floats:
        spread, centre = self.monthly_sd.draw(world), 1.0 + self.monthly_mean.draw(world)
        factors = world.normals(f"{self.name}.steps", world.months)
        level: Floats = np.ones(1)
        for factor in factors:  # each month takes the place of its normal number
            step = np.multiply(factor, spread, out=factor)
            step += centre
            np.maximum(step, 0.0, out=step)
            level = np.multiply(step, level, out=factor)
        return factors
