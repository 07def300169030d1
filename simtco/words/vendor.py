"""A model of a vendor, and how often it does not answer."""

from functools import lru_cache
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import Named, fault
from simtco.words.belief import Pooled, keep_between
from simtco.words.compound_sum import CompoundSum
from simtco.words.costs.tokens import Tokens
from simtco.words.demand import HOURS_A_MONTH
from simtco.words.family import Family
from simtco.words.frequency import MixedPoisson


def _never() -> Pooled:
    return Pooled.known(0.0)


class Outages(Named):
    """How often something is out of service, and for how long.

    Examples:
        per_month = 0.3
        hours = "0.2 to 6"

    """

    per_month: Pooled = Field(default_factory=_never)
    """How many outages a month."""
    hours: Pooled = Field(default_factory=_never)
    """How long one lasts: the distribution of single outages."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.per_month, "per_month", 0.0)
        if self.hours.family.percentile(1e-6) < 0:
            raise fault("hours must not be negative", "hours")
        return self

    def share(self, world: World) -> Floats:
        """Share of each month (M, N) out of service, overlaps counted once at most."""
        monthly = _monthly(self.per_month.family, self.hours.family)
        if monthly.p_nothing >= 1.0:
            return np.zeros((world.months, world.trials))
        hours = monthly.draws(world.uniforms(f"{self.name}.outages", world.months))
        return np.asarray(np.minimum(hours / HOURS_A_MONTH, 1.0))


class Vendor(Named):
    """A model of a vendor: what its tokens cost, and how often it does not answer.

    Examples:
        cloud = "one"
        tokens = { model = "openai/gpt-4o" }
        outages = { per_month = 0.3, hours = "0.2 to 6" }

    """

    tokens: Tokens
    """What is paid: the keys of a `tokens` cost."""
    cloud: str = ""
    """The cloud it runs on, by name; vendors on one cloud go down with it."""
    outages: Outages = Field(default_factory=Outages)
    """Its own outages, beside those of its cloud."""


@lru_cache(maxsize=256)
def _monthly(rate: Family, hours: Family) -> CompoundSum:
    means, weights = rate.nodes()
    return CompoundSum(MixedPoisson(np.maximum(means, 0.0), weights), hours.ppf)
