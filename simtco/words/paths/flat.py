"""A number that stays where it is."""

from typing import Literal

import numpy as np

from simtco.words.arrays import Floats, World
from simtco.words.path import Path


class Flat(Path):
    """The number stays where it is.

    Examples:
        kind = "flat"

    """

    kind: Literal["flat"] = "flat"

    def factors(self, world: World) -> Floats:
        return np.ones((world.months, 1))
