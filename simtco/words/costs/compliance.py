"""Compliance."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Category, Clock, Cost
from simtco.words.demand import Load
from simtco.words.divisors import above_zero, keep_above_zero
from simtco.words.timing import elapsed, once, rounds


class Compliance(Cost):
    """Compliance: setup, upkeep, audits in a cycle, and duties that count by system.

    Audit k falls in month ceil(month + k audit_every_months).

    Examples:
        kind = "compliance"
        setup = "@compliance.soc2.first_year"
        audit = "@compliance.soc2.annual"
        monthly = "@compliance.self_hosted_service.month"

        kind = "compliance"
        setup = 30_000
        month = 1
        audit = 20_000
        audit_every_months = 12
        per_system_year = 8_000
        systems = 2

    """

    kind: Literal["compliance"] = "compliance"
    category: Category = "compliance"
    setup: Belief | None = None
    """What it takes before the service may run, once: gap analysis, policies, a first audit."""
    month: int = Field(default=0, ge=0)
    """The month of the setup, from which audits count; 0 is before the first month."""
    monthly: Amount | None = None
    """Documentation, counsel and tools, a month."""
    audit: Amount | None = None
    """What one further audit costs, such as a year's SOC 2 report."""
    audit_every_months: Belief = Field(default_factory=lambda: known(12.0))
    """Months from one audit to the next; goes with audit."""
    per_system_year: Amount | None = None
    """What a system under a duty of its own costs a year, such as one of high risk in the EU AI
    Act; a twelfth falls in each month."""
    systems: Amount = Field(default_factory=lambda: Amount.known(1.0))
    """How many such systems there are; goes with per_system_year."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        parts = ("setup", "monthly", "audit", "per_system_year")
        for key in (*parts, "systems"):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        keep_above_zero(self.audit_every_months, "audit_every_months")
        if all(getattr(self, key) is None for key in parts):
            raise fault(f"compliance needs at least one of {', '.join(parts)}")
        stated = self.model_fields_set
        if "month" in stated and self.setup is None and self.audit is None:
            raise fault("month goes with setup or audit", "month")
        if "audit_every_months" in stated and self.audit is None:
            raise fault("audit_every_months goes with audit", "audit_every_months")
        if "systems" in stated and self.per_system_year is None:
            raise fault("systems goes with per_system_year", "systems")
        return self

    @property
    def pays_once(self) -> bool:
        return self.setup is not None

    @property
    def last_month(self) -> int:
        return self.month

    @property
    def clock(self) -> Clock:
        return "own" if self.month > 0 or self.audit is not None else "calendar"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        setup = once(world, self.month, self.setup)
        months = setup.months
        if self.monthly is not None:
            months = months + self.monthly.over_months(world)
        if self.audit is not None:
            every = above_zero(self.audit_every_months, world)
            audits = rounds(elapsed(world.months, self.month) / every)
            months = months + audits * self.audit.over_months(world)
        if self.per_system_year is not None:
            yearly = self.systems.over_months(world) * self.per_system_year.over_months(world)
            months = months + yearly / 12.0
        return Cash(setup.start, np.asarray(months), setup.once)
