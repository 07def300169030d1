"""Incidents: how often times how dear."""

from functools import lru_cache
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator
from scipy.special import ndtr, pdtr

from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Pooled, keep_between
from simtco.words.compound_sum import CompoundPoisson
from simtco.words.cost import NOTHING
from simtco.words.family import Family
from simtco.words.shock import Shock
from simtco.words.wording import figure

_STRATA = 14
_LUMPS = 64


class Incidents(Shock):
    """Incidents: a Poisson number of them, each with its own cost; the sum is one variable."""

    kind: Literal["incidents"] = "incidents"
    per_year: Pooled
    """How many a year; a belief here widens the sum and has no draw of its own."""
    severity: Pooled
    """What one incident costs: the distribution of single incidents."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.per_year, "per_year", 0.0)
        if self.severity.family.percentile(1e-6) < 0:
            raise fault(
                "severity must not be negative: an incident gives no money back", "severity"
            )
        return self

    def ppf(self, u: Floats, months: int) -> Floats:
        return _compound(self.per_year.family, self.severity.family, months).ppf(u)

    def cash(self, world: World) -> Cash:
        return Cash(NOTHING, self._fall(world, world.draw(self.name, 0.0)))

    def _fall(self, world: World, total: Floats) -> Floats:
        """Lay each trial's sum (N,) on the months (M, N) in which its incidents strike.

        The sum is exact. When it falls is drawn after it: a Poisson number of incidents above 0,
        each in a month of its own with an exponential share (docs/decisions/0003).
        """
        stream = world.generator(f"{self.name}.months")
        count = self.per_year.family.mean * world.months / 12.0
        numbers = _numbers(count, stream.random(total.size))
        trial = np.repeat(np.arange(total.size), np.where(total > 0, numbers, 0))
        month = stream.integers(0, world.months, trial.size)
        share = stream.standard_exponential(trial.size)
        whole = np.bincount(trial, share, total.size)
        fallen = np.bincount(month * total.size + trial, share, world.months * total.size)
        scale = np.divide(total, whole, out=np.zeros_like(total), where=whole > 0)
        return np.asarray(fallen.reshape(world.months, total.size) * scale)

    def sentence(self) -> str:
        return (
            f"about {figure(self.per_year.family.mean)} a year; of each, "
            f"{self.severity.family.sentence(self.severity.unit)}"
        )


@lru_cache(maxsize=256)
def _compound(rate: Family, severity: Family, months: int) -> CompoundPoisson:
    yearly, weights = _rates(rate)
    return CompoundPoisson(yearly * (months / 12.0), weights, severity.ppf)


def _rates(rate: Family) -> tuple[Floats, Floats]:
    """A few rates with weights that stand for the belief: its mean is kept, strata are short."""
    if rate.sd == 0:
        return np.array([rate.mean]), np.ones(1)
    edges = ndtr(np.linspace(-3.5, 3.5, _STRATA - 1))
    edges = np.concatenate(([0.0], edges, [1.0]))
    within = (np.arange(64) + 0.5) / 64.0
    spread = edges[:-1, None] + np.diff(edges)[:, None] * within
    return rate.ppf(spread).mean(axis=1), np.diff(edges)


def _numbers(count: float, u: Floats) -> NDArray[np.intp]:
    """How many incidents, given that there was one: Poisson above 0, at most `_LUMPS`."""
    none = np.exp(-count)
    cumulative = (pdtr(np.arange(1, _LUMPS), count) - none) / max(1.0 - none, 1e-300)
    return np.searchsorted(cumulative, u) + 1
