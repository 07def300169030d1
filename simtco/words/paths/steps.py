"""Levels that are known to change in given months."""

from itertools import pairwise
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import fault
from simtco.words.path import Path


class Steps(Path):
    """Levels that change in given months: a contract, a launch in another country.

    Examples:
        kind = "steps"
        months = [7, 13]
        factors = [1.5, 2]

    """

    kind: Literal["steps"] = "steps"
    months: tuple[int, ...] = Field(strict=False, min_length=1)
    """The months, from 1, from which the factors hold; before the first the factor is 1."""
    factors_: tuple[float, ...] = Field(strict=False, min_length=1, alias="factors")
    """The factor on the level from each of these months on."""

    @model_validator(mode="after")
    def _matched(self) -> Self:
        if len(self.months) != len(self.factors_):
            raise fault(
                f"{len(self.months)} months need as many factors, not {len(self.factors_)}",
                "factors",
            )
        if self.months[0] < 1 or any(after <= before for before, after in pairwise(self.months)):
            raise fault("months must rise, from 1 on", "months")
        if min(self.factors_) < 0:
            raise fault("factors must not be negative", "factors")
        return self

    def factors(self, world: World) -> Floats:
        place = np.searchsorted(self.months, np.arange(1, world.months + 1), side="right")
        return np.array([1.0, *self.factors_])[place][:, None]
