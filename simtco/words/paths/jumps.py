"""A number that stays, and changes at one blow now and then."""

from functools import lru_cache
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import fault
from simtco.words.belief import Pooled, keep_between
from simtco.words.family import Family
from simtco.words.happening import Happening
from simtco.words.path import Path

_MOST_A_YEAR = 12


class Jumps(Path):
    """A number that stays, and changes at one blow now and then: a list price.

    Month 1 stands at the level; after it, each month has the same chance of one change.

    Examples:
        kind = "jumps"
        per_year = 1.5
        ratio = "0.5 to 1.1"

    """

    kind: Literal["jumps"] = "jumps"
    per_year: Pooled
    """How many changes a year."""
    ratio: Pooled
    """New value over old of one change: 0.5 halves it, 2 doubles it."""

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        keep_between(self.per_year, "per_year", 0.0, _MOST_A_YEAR)
        if self.ratio.family.percentile(1e-6) <= 0:
            raise fault("ratio must be above 0 in every future: new value over old", "ratio")
        return self

    def factors(self, world: World) -> Floats:
        uniform = world.uniforms(f"{self.name}.months", world.months)
        changes = _change(self.per_year.family, self.ratio.family).ppf(uniform)
        changes[0] = 1.0
        for month in range(1, world.months):
            changes[month] *= changes[month - 1]
        return changes


@lru_cache(maxsize=256)
def _change(rate: Family, ratio: Family) -> Happening:
    """The ratio of one month over the month before; 1 where nothing changes."""
    yearly, weights = rate.nodes()
    chance = weights @ -np.expm1(-np.maximum(yearly, 0.0) / 12.0)
    return Happening(float(chance), ratio.ppf, otherwise=1.0)
