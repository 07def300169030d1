"""Steady growth or decline."""

from typing import Literal

import numpy as np

from simtco.words.arrays import Floats, World
from simtco.words.belief import Belief
from simtco.words.path import Path


class Growth(Path):
    """Steady growth: month m stands at (1 + annual) ** ((m - 1) / 12) of the level.

    Examples:
        kind = "growth"
        annual = "-20% to 200%"

    """

    kind: Literal["growth"] = "growth"
    annual: Belief
    """Growth a year as a fraction, -0.2 or "-20%" for a fall by a fifth; what would fall below
    -100% stays at nothing."""

    def factors(self, world: World) -> Floats:
        yearly = np.maximum(1.0 + self.annual.draw(world), 0.0)
        years = np.arange(world.months) / 12.0
        return np.asarray(yearly ** years[:, None])
