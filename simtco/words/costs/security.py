"""Security."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between
from simtco.words.cost import Category, Clock, Cost
from simtco.words.demand import Load
from simtco.words.timing import elapsed, once, rounds


class Security(Cost):
    """Security: hardening before launch, tests by red teams, and watching what runs.

    Test k falls in month ceil(month + 12 k / tests_per_year). What breaks in costs is no part of
    it: a shock tells of it.

    Examples:
        kind = "security"
        setup = "5_000 to 20_000"
        tests_per_year = 2
        test_cost = "8_000 to 25_000"
        monitoring = "@compliance.self_hosted_service.security_month"

        kind = "security"
        setup = 20_000
        month = 1
        tests_per_year = 2
        test_cost = "8_000 to 25_000"
        monitoring = 900

    """

    kind: Literal["security"] = "security"
    category: Category = "security"
    setup: Belief | None = None
    """Hardening and the first penetration test, once."""
    month: int = Field(default=0, ge=0)
    """The month of the setup, from which tests count; 0 is before the first month."""
    tests_per_year: Belief | None = None
    """Red-team exercises and penetration tests a year; goes with test_cost."""
    test_cost: Amount | None = None
    """What one test costs, the repair of what it finds included; goes with tests_per_year."""
    monitoring: Amount | None = None
    """Filters, scanners, logs and those who read them, a month."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for key in ("setup", "tests_per_year", "test_cost", "monitoring"):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        pair = ("tests_per_year", "test_cost")
        for key, partner in (pair, pair[::-1]):
            if getattr(self, key) is not None and getattr(self, partner) is None:
                raise fault(f"{key} goes with {partner}", key)
        if self.setup is None and self.test_cost is None:
            if self.monitoring is None:
                raise fault("security needs at least one of setup, tests_per_year, monitoring")
            if "month" in self.model_fields_set:
                raise fault("month goes with setup or tests_per_year", "month")
        return self

    @property
    def pays_once(self) -> bool:
        return self.setup is not None

    @property
    def last_month(self) -> int:
        return self.month

    @property
    def clock(self) -> Clock:
        return "own" if self.month > 0 or self.test_cost is not None else "calendar"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        setup = once(world, self.month, self.setup)
        months = setup.months
        if self.monitoring is not None:
            months = months + self.monitoring.over_months(world)
        if self.tests_per_year is not None and self.test_cost is not None:
            yearly = np.maximum(self.tests_per_year.draw(world), 0.0)
            tests = rounds(elapsed(world.months, self.month) * yearly / 12.0)
            months = months + tests * self.test_cost.over_months(world)
        return Cash(setup.start, np.asarray(months), setup.once)
