"""Incidents: how often times how dear."""

from functools import lru_cache
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Pooled, keep_between
from simtco.words.compound_sum import CompoundPoisson
from simtco.words.cost import NOTHING
from simtco.words.drawn_shock import DrawnShock
from simtco.words.families.constant import Constant
from simtco.words.family import Family
from simtco.words.shock import Bill
from simtco.words.wording import figure

_MOST_A_YEAR = 4_000
_TURNS = 8
_HARDLY_EVER = 1.0 - 1e-10  # chance of a month without incidents that no draw tells from 1


class Incidents(DrawnShock):
    """Incidents: a Poisson number of them, each with its own cost; the sum is one variable."""

    kind: Literal["incidents"] = "incidents"
    per_year: Pooled
    """How many a year; a belief here widens the sum and has no draw of its own."""
    severity: Pooled
    """What one incident costs: the distribution of single incidents."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.per_year, "per_year", 0.0)
        if self.per_year.family.percentile(0.99) > _MOST_A_YEAR:
            raise fault(
                f"per_year must not exceed {_MOST_A_YEAR:,}; a cost that comes so often is steady: "
                "write it as a line",
                "per_year",
            )
        if self.severity.family.percentile(1e-6) < 0:
            raise fault(
                "severity must not be negative: an incident gives no money back", "severity"
            )
        return self

    def ppf(self, u: Floats, months: int) -> Floats:
        return _compound(self.per_year.family, self.severity.family, months).ppf(u)

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        return Cash(NOTHING, self._fall(world, world.draw(self.name, 0.0)))

    def _fall(self, world: World, total: Floats) -> Floats:
        """Lay each trial's sum (N,) on the months (M, N) in which its incidents strike.

        One trial in eight draws a pattern: each month from its own distribution, then scaled to 1.
        Its neighbours take the same pattern, turned: months are alike, so any turn is as likely.
        """
        monthly = _compound(Constant(value=self.per_year.family.mean), self.severity.family, 1)
        if monthly.p_nothing > _HARDLY_EVER:
            return np.repeat(total[None, :] / world.months, world.months, axis=0)
        uniform = world.uniforms(f"{self.name}.months", world.months)[:, ::_TURNS]
        (quiet,) = np.nonzero(uniform.max(axis=0) <= monthly.p_nothing)
        uniform[:, quiet] *= _stir(uniform[:, quiet], monthly.p_nothing)
        pattern = monthly.ppf(uniform)
        pattern /= pattern.sum(axis=0)
        fallen = np.empty((world.months, total.size))
        for turn in range(_TURNS):
            turned = np.roll(pattern, turn * world.months // _TURNS, axis=0)
            mine = total[turn::_TURNS]
            np.multiply(turned[:, : mine.size], mine, out=fallen[:, turn::_TURNS])
        return fallen

    def sentence(self) -> str:
        return (
            f"about {figure(self.per_year.family.mean)} a year; of each, "
            f"{self.severity.family.sentence(self.severity.unit)}"
        )


@lru_cache(maxsize=256)
def _compound(rate: Family, severity: Family, months: int) -> CompoundPoisson:
    yearly, weights = rate.nodes()
    return CompoundPoisson(np.maximum(yearly, 0.0) * (months / 12.0), weights, severity.ppf)


def _stir(uniform: Floats, quiet: float) -> Floats:
    """Factors (N,) that make the largest of each trial's uniforms (M, N) exceed `quiet`.

    All lie under it; the largest becomes what the largest of M is, given that it lies above.
    """
    largest = uniform.max(axis=0)
    months = len(uniform)
    none = quiet**months
    wanted = (none + (largest / quiet) ** months * (1.0 - none)) ** (1.0 / months)
    return np.asarray(wanted / largest)
