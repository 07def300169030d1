"""Something that happens once, or not at all."""

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from simtco.words.arrays import Cash, Floats, World
from simtco.words.belief import Belief, Pooled, keep_between
from simtco.words.cost import NOTHING
from simtco.words.drawn_shock import DrawnShock
from simtco.words.happening import Happening
from simtco.words.mitigation import Mitigation
from simtco.words.shock import Bill
from simtco.words.wording import figure, out_of

_SHARES = (np.arange(10_000) + 0.5) / 10_000


class RiskEvent(DrawnShock):
    """Something that happens once within the horizon, or not at all.

    Only the mean of the probability counts: a mixture of chances is a chance.

    Examples:
        kind = "event"
        probability = "5% to 20%"
        impact = { kind = "lognormal", p50 = 80_000, sigma = 1.0 }
        month = { kind = "uniform", low = 6, high = 18 }
        mitigation = { cost = 15_000, probability = "2%", adopted = false }

    """

    kind: Literal["event"] = "event"
    probability: Pooled
    """How likely it happens within the horizon."""
    impact: Pooled
    """What it costs if it happens; below 0 where it saves money."""
    month: Belief | None = None
    """When it falls if it happens, rounded to a whole month; any month alike where left out."""
    mitigation: Mitigation | None = None
    """What may be done against it."""

    @model_validator(mode="after")
    def _within_reason(self) -> Self:
        keep_between(self.probability, "probability", 0.0, 1.0)
        if self.month is not None:
            keep_between(self.month, "month", 1.0)
        return self

    def unfit(self, costs: Collection[str], months: int) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        last = 1.0 if self.month is None else self.month.family.percentile(0.99)
        if np.rint(last) > months:
            yield "month", f"month reaches {figure(last)}, beyond horizon_months = {months}"

    def facing(self, *, mitigated: bool) -> tuple[float, Pooled]:
        """The chance that it happens and its impact, with or without the mitigation."""
        chance, impact = self.probability, self.impact
        if mitigated and self.mitigation is not None:
            chance = self.mitigation.probability or chance
            impact = self.mitigation.impact or impact
        return min(max(chance.family.mean, 0.0), 1.0), impact

    def expected(self, *, mitigated: bool) -> float:
        """Its expected money, with or without the mitigation, whose own cost is left out."""
        chance, impact = self.facing(mitigated=mitigated)
        return chance * impact.family.mean

    @property
    def adopted(self) -> bool:
        """Whether there is a mitigation and it is in force."""
        return self.mitigation is not None and self.mitigation.adopted

    @cached_property
    def _size(self) -> Happening:
        chance, impact = self.facing(mitigated=self.adopted)
        return Happening(chance, impact.family.ppf)

    def ppf(self, u: Floats, months: int) -> Floats:  # noqa: ARG002
        return self._size.ppf(u)

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        size = world.draw(self.name, 0.0)
        if self.month is None:
            month = 1.0 + np.floor(world.uniforms(f"{self.name}.month", 1)[0] * world.months)
        else:
            month = self.month.draw(world)
        fallen = np.zeros((world.months, size.size))
        fallen[_row(month, world.months), np.arange(size.size)] = size
        if self.mitigation is None or not self.mitigation.adopted:
            return Cash(NOTHING, fallen)
        return Cash(self.mitigation.cost.draw(world), fallen)

    def falls(self, months: int) -> Floats:
        """Chance (M,) that it falls in each month, given that it happens."""
        if self.month is None:
            return np.full(months, 1.0 / months)
        rows = _row(self.month.family.ppf(_SHARES), months)
        return np.bincount(rows, minlength=months) / _SHARES.size

    def sentence(self) -> str:
        chance, impact = self.facing(mitigated=self.adopted)
        mitigated = ", mitigated" if self.adopted else ""
        said = impact.family.sentence(impact.unit)
        return f"happens in {out_of(chance)} futures{mitigated}; its impact: {said}"


def _row(month: Floats, months: int) -> NDArray[np.intp]:
    """The row of each month in (M, N), rounded and kept within the horizon."""
    return np.clip(np.rint(month), 1, months).astype(np.intp) - 1
