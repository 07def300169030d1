"""Breaches: rare, and dear without any end but what is at stake."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Cash, Floats, World
from simtco.words.belief import Pooled
from simtco.words.compound_shock import CompoundShock, keep_above_zero
from simtco.words.cost import NOTHING, Category
from simtco.words.insurance import Insurance
from simtco.words.shock import Bill
from simtco.words.wording import figure, frequency


class Breach(CompoundShock):
    """Breaches: seldom, with a fat tail of losses that ends at what a firm has at stake.

    Examples:
        kind = "breach"
        per_year = "@incidents.security_breach.per_year"
        loss = "@incidents.security_breach.loss"
        exposure = 5_000_000
        insurance = { deductible = 25_000, limit = 1_000_000 }

    """

    kind: Literal["breach"] = "breach"
    category: Category = "security"
    loss: Pooled
    """What one breach costs, uncapped; a fat tail is welcome."""
    exposure: float = Field(gt=0)
    """The most that one breach can cost: records held times the cost of one, a contract's cap on
    liability, the worth of the firm. A loss beyond it counts as this much."""
    insurance: Insurance | None = None
    """What an insurer pays of each breach."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_above_zero(self.loss, "loss", "a breach gives no money back")
        return self

    def event(self, u: Floats) -> Floats:
        loss = np.minimum(self.loss.family.ppf(u), self.exposure)
        return self.insurance.retained(loss) if self.insurance else loss

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        return Cash(NOTHING, self.fallen(world))

    def sentence(self) -> str:
        cut = 1.0 - self.loss.family.chance_below(self.exposure)
        breach = (
            f"about {figure(self.per_year.family.mean)} a year; of each, "
            f"{self.loss.family.sentence(self.loss.unit)}; none counts for more than "
            f"{figure(self.exposure)}"
        )
        if cut > 1e-9:  # as far as a ppf is read
            breach += f", which cuts {frequency(cut)}"
        return f"{breach}; {self.insurance.sentence()}" if self.insurance else breach
