"""A number that is known."""

from typing import Literal

import numpy as np

from simtco.words.arrays import Floats
from simtco.words.family import Family
from simtco.words.wording import figure


class Constant(Family):
    """A number that is known, or taken as known.

    Examples:
        kind = "constant"
        value = 5_000

    """

    kind: Literal["constant"] = "constant"
    value: float
    """The number."""

    def ppf(self, u: Floats) -> Floats:
        return np.full_like(u, self.value)

    @property
    def mean(self) -> float:
        return self.value

    @property
    def sd(self) -> float:
        return 0.0

    def nodes(self) -> tuple[Floats, Floats]:
        return np.array([self.value]), np.ones(1)

    def sentence(self, unit: str = "") -> str:
        return f"taken as known: {figure(self.value)} {unit}".rstrip()

    def feedback(self, unit: str = "") -> str:
        return f"no future departs from {figure(self.value)} {unit}".rstrip()
