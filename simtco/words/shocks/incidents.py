"""Incidents: how often times how dear."""

from typing import Literal, Self

from pydantic import model_validator

from simtco.words.arrays import Cash, Floats, World
from simtco.words.belief import Pooled
from simtco.words.compound_shock import CompoundShock, keep_above_zero
from simtco.words.cost import NOTHING
from simtco.words.insurance import Insurance
from simtco.words.shock import Bill
from simtco.words.wording import figure


class Incidents(CompoundShock):
    """Incidents: a random number of them, each with its own cost; the sum is one variable.

    Examples:
        kind = "incidents"
        per_year = "1 to 4"
        dispersion = 2
        severity = { kind = "lognormal", p50 = 1_500, sigma = 1.0 }
        insurance = { deductible = 5_000, limit = 100_000 }

    """

    kind: Literal["incidents"] = "incidents"
    severity: Pooled
    """What one incident costs: the distribution of single incidents."""
    insurance: Insurance | None = None
    """What an insurer pays of each incident."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_above_zero(self.severity, "severity", "an incident gives no money back")
        return self

    def event(self, u: Floats) -> Floats:
        loss = self.severity.family.ppf(u)
        return self.insurance.retained(loss) if self.insurance else loss

    def cash(self, world: World, bill: Bill) -> Cash:  # noqa: ARG002
        return Cash(NOTHING, self.fallen(world))

    def sentence(self) -> str:
        said = (
            f"about {figure(self.per_year.family.mean)} a year; of each, "
            f"{self.severity.family.sentence(self.severity.unit)}"
        )
        return f"{said}; {self.insurance.sentence()}" if self.insurance else said
