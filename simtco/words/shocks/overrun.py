"""One-off work that costs more than was estimated."""

import math
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Cash, Floats, World
from simtco.words.belief import Pooled, keep_between
from simtco.words.cost import NOTHING, Category, Clock, Cost
from simtco.words.drawn_shock import DrawnShock
from simtco.words.families.adjusted import Adjusted
from simtco.words.families.mixture import Mixture
from simtco.words.families.pareto import Pareto
from simtco.words.family import Family
from simtco.words.named_costs import unfit_names
from simtco.words.shock import Bill
from simtco.words.wording import figure


class Overrun(DrawnShock):
    """One-off work that costs more, or less, than was estimated: a build, a migration.

    The size is actual over estimated cost, drawn from a reference class of projects: Flyvbjerg and
    Budzier, Why Your IT Project May Be Riskier Than You Think, 2011, arXiv 1304.0265.

    Examples:
        kind = "overrun"
        costs = ["gateway"]
        ratio = "@overruns.build"

    """

    kind: Literal["overrun"] = "overrun"
    category: Category = "engineering"
    costs: tuple[str, ...] = Field(default=(), strict=False)
    """What may overrun: one-off costs of the strategy, by name; all of them where left out."""
    ratio: Pooled
    """Actual over estimated cost of such work: 1 is on budget, 1.3 is 30% over."""

    size_unit: ClassVar[str] = "times the estimate"

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.ratio, "ratio", 0.0)
        return self

    def among(self, costs: Mapping[str, Cost]) -> Self:
        if self.costs:
            return self
        once = tuple(name for name, cost in costs.items() if cost.pays_once)
        return self.model_copy(update={"costs": once})

    def unfit(self, costs: Mapping[str, Cost], months: int) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        yield from unfit_names(self.costs, costs)
        for name in self.costs:
            if name in costs and not costs[name].pays_once:
                yield "costs", f'"{name}" pays nothing once; only what is paid once can overrun'
        if not self.costs:
            what = "the strategy has no one-off cost that could overrun, such as a line with once"
            yield "kind", what

    def ppf(self, u: Floats, months: int) -> Floats:  # noqa: ARG002
        return np.maximum(self.ratio.family.ppf(u), 0.0)

    @property
    def clock(self) -> Clock:
        return "own"

    def cash(self, world: World, bill: Bill) -> Cash:
        over = world.draw(self.name, 1.0) - 1.0
        bills = [bill(name) for name in self.costs]
        start = sum((paid.start for paid in bills), start=NOTHING)
        months = sum((paid.once for paid in bills), start=NOTHING)
        return Cash(over * start, over * months)

    @property
    def caveat(self) -> str:
        fat, end = _is_fat(self.ratio.family), _cut(self.ratio.family)
        if end is None:
            return "the tail is so fat that its mean may not exist; truncate it" if fat else ""
        uncut = "; uncut, its mean may not exist" if fat else ""
        return f"no project beyond {figure(end)} {self.size_unit}{uncut}"

    def sentence(self) -> str:
        said = self.ratio.family.sentence(self.size_unit)
        tail = f"; {self.caveat}" if self.caveat else ""
        return f"what is paid once for {', '.join(self.costs)} comes to: {said}{tail}"


def _is_fat(family: Family) -> bool:
    """Whether so many futures would lie so far out, uncut, that no mean of draws settles.

    A Pareto tail of index a rises by 1 / a in log(x) for each 1 in -log(1 - u): at a <= 2 it has no
    standard deviation, at a <= 1 no mean.
    """
    if isinstance(family, Adjusted):
        return _is_fat(family.of)
    if isinstance(family, Mixture):
        return any(map(_is_fat, family.components))
    if isinstance(family, Pareto) and family.alpha is not None:
        return family.alpha <= 2.0
    low, high = (family.percentile(1.0 - rare) for rare in (1e-7, 1e-9))
    return low > 0 and math.log(high / low) >= 0.5 * math.log(1e-7 / 1e-9)


def _cut(family: Family) -> float | None:
    """Where a tail is cut off while it still goes on, if it is."""
    common, low, high = (family.percentile(1.0 - rare) for rare in (1e-2, 1e-7, 1e-9))
    return high if common < low and high < 1.0001 * low else None
