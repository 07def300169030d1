"""An uncertain number that may move over the months."""

from typing import TYPE_CHECKING, Annotated, Union

import numpy as np

from simtco.words.arrays import Floats, World
from simtco.words.base import discover
from simtco.words.belief import Belief
from simtco.words.later import Later
from simtco.words.path import Path

PATHS: tuple[type[Path], ...] = discover("simtco.words.paths", Path)

if TYPE_CHECKING:
    AnyPath = Path
else:
    AnyPath = Annotated[Union[PATHS], Later(*PATHS)]  # noqa: UP007


class Amount(Belief):
    """An uncertain number that may move over the months.

    Examples:
        kind = "lognormal"
        p5 = 3_000
        p95 = 6_000
        path = { kind = "growth", annual = 0.1 }

    """

    path: AnyPath | None = None
    """How it moves; it stays where it is when left out."""

    def over_months(self, world: World) -> Floats:
        """The amount in its unit: (N,) when it stays where it is, else (M, N)."""
        level = self.draw(world)
        if self.path is None:
            return level
        factors = self.path.factors(world)
        return np.multiply(level, factors, out=factors if factors.shape[1] == level.size else None)
