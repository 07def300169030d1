"""Something that happens or does not."""

import math
from typing import Literal

import numpy as np
from pydantic import Field

from simtco.words.arrays import Floats
from simtco.words.family import Family


class Bernoulli(Family):
    """1 if something happens, else 0; the base is the likelier of the two.

    Examples:
        kind = "bernoulli"
        chance = 0.3

    """

    kind: Literal["bernoulli"] = "bernoulli"
    chance: float = Field(ge=0, le=1)
    """How likely it is to happen."""

    def ppf(self, u: Floats) -> Floats:
        return np.where(u > 1.0 - self.chance, 1.0, 0.0)

    def nodes(self) -> tuple[Floats, Floats]:
        return np.array([0.0, 1.0]), np.array([1.0 - self.chance, self.chance])

    @property
    def mean(self) -> float:
        return self.chance

    @property
    def sd(self) -> float:
        return math.sqrt(self.chance * (1.0 - self.chance))
