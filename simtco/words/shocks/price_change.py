"""Prices that change at one blow, up or down."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Pooled, keep_between
from simtco.words.cost import NOTHING, Category
from simtco.words.drawn_shock import DrawnShock
from simtco.words.family import Family
from simtco.words.happening import Happening
from simtco.words.named_costs import unfit_names
from simtco.words.shock import Bill
from simtco.words.wording import figure

_MOST_A_YEAR = 12
_SHARES: Floats = (np.arange(1_000) + 0.5) / 1_000
_RARE: Floats = np.append(np.geomspace(1.0, 1e-12, 8_193), 0.0)


class PriceChange(DrawnShock):
    """Prices that change at one blow, up or down, for good; later changes come on top.

    In each month there is at most one change, and it holds from that month on. The size is the
    ratio of the first change within the horizon, 1 where there is none.

    Examples:
        kind = "price_change"
        costs = ["tokens"]
        per_year = "@api_prices.list_changes.first_party"
        ratio = "@api_prices.list_change_ratio.first_party"

    """

    kind: Literal["price_change"] = "price_change"
    category: Category = "compute"
    costs: tuple[str, ...] = Field(strict=False, min_length=1)
    """Whose price changes: costs of the strategy by name, a hybrid's "overflow", "vendors.NAME" of
    a routing strategy; what they pay once is left as it is."""
    per_year: Pooled
    """How many changes a year; a belief here widens their number and has no draw of its own."""
    ratio: Pooled
    """New price over old of one change: 0.5 halves it, 2 doubles it."""

    size_unit: ClassVar[str] = "times the price"

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        keep_between(self.per_year, "per_year", 0.0, _MOST_A_YEAR)
        if self.ratio.family.percentile(1e-6) <= 0:
            raise fault("ratio must be above 0 in every future: new price over old", "ratio")
        if np.count_nonzero(self.ratio.family.ppf(_SHARES) == 1.0) > 1:
            raise fault("ratio = 1 is no change; leave it out and lower per_year instead", "ratio")
        return self

    def unfit(self, costs: Collection[str], months: int) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        yield from unfit_names(self.costs, costs)

    def ppf(self, u: Floats, months: int) -> Floats:
        return _first(self.per_year.family, self.ratio.family, months).ppf(u)

    def worst(self, u: Floats, months: int) -> Floats:
        """The largest single rise, 1 where there is none, likewise.

        No change exceeds the ratio with a share r of all ratios above it with the chance
        (1 - c r)^M, c being the chance of a change in a month.
        """
        quiet, weights, _ = _timing(self.per_year.family, months)
        none_above = (1.0 - (1.0 - quiet) * _RARE[:, None]) ** months @ weights
        largest = np.ones_like(u)
        some = u > none_above[0]
        rare = np.interp(u[some], none_above, _RARE)
        largest[some] = np.maximum(self.ratio.family.ppf(1.0 - rare), 1.0)
        return largest

    def cash(self, world: World, bill: Bill) -> Cash:
        first = world.draw(self.name, 1.0)
        (struck,) = np.nonzero(first != 1.0)
        changes = self._changes(world, first[struck], struck)
        dearer = np.zeros((world.months, first.size))
        dearer[:, struck] = np.cumprod(changes, axis=0) - 1.0
        paid = sum(cash.months - cash.once for cash in map(bill, self.costs))
        return Cash(NOTHING, dearer * paid)

    def _changes(self, world: World, first: Floats, struck: NDArray[np.intp]) -> Floats:
        """New price over old (M, K) in each month of the K trials that see a change.

        The first change is drawn: its month from its own stream, together with the rate that
        brought it where the rate is a belief. After it, each month has its chance of another.
        """
        rate, ratio = self.per_year.family, self.ratio.family
        quiet, _, reached = _timing(rate, world.months)
        share = world.uniforms(f"{self.name}.first", 1)[0, struck]
        month, node = np.divmod(np.searchsorted(reached, share * reached[-1]), quiet.size)
        uniform = world.uniforms(f"{self.name}.months", world.months)[:, struck]
        calm = quiet[node]
        again = (uniform > calm) & (np.arange(world.months)[:, None] > month)
        _, trial = np.nonzero(again)
        changes = np.ones(again.shape)
        changes[again] = ratio.ppf((uniform[again] - calm[trial]) / (1.0 - calm[trial]))
        changes[month, np.arange(struck.size)] = first
        return changes

    def sentence(self) -> str:
        said = self.ratio.family.sentence("times the price before")
        return (
            f"about {figure(self.per_year.family.mean)} changes a year in the price of "
            f"{', '.join(self.costs)}; of each, {said}"
        )


@lru_cache(maxsize=256)
def _timing(rate: Family, months: int) -> tuple[Floats, Floats, Floats]:
    """When the first change comes, for each of the rates (I,) that a belief stands for.

    Chance (I,) that a month stays quiet, weights (I,), and the chance of the first change in a
    month at a rate, added up over (M, I).
    """
    yearly, weights = rate.nodes()
    monthly = np.maximum(yearly, 0.0) / 12.0
    until = np.arange(months)[:, None] * monthly
    first = weights * np.exp(-until) * -np.expm1(-monthly)
    return np.exp(-monthly), weights, np.cumsum(first)


@lru_cache(maxsize=256)
def _first(rate: Family, ratio: Family, months: int) -> Happening:
    """The ratio of the first change within the horizon."""
    _, _, reached = _timing(rate, months)
    return Happening(float(reached[-1]), ratio.ppf, otherwise=1.0)
