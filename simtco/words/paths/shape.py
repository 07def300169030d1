"""Seasons: the same shape every year."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import fault
from simtco.words.path import Path


class Shape(Path):
    """Seasons: the level of each month of a year over the year's mean, the same every year.

    Examples:
        kind = "shape"
        year = [1, 1, 1, 1, 1, 1, 0.7, 0.7, 1, 1.2, 1.6, 1.8]

    """

    kind: Literal["shape"] = "shape"
    year: tuple[float, ...] = Field(strict=False, min_length=12, max_length=12)
    """Twelve levels, in any scale; the first is that of the experiment's month 1."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if min(self.year) < 0 or sum(self.year) <= 0:
            raise fault("levels must not be negative, and one must be above 0", "year")
        return self

    def factors(self, world: World) -> Floats:
        relative = np.array(self.year) / np.mean(self.year)
        return np.asarray(relative[np.arange(world.months) % 12, None])
