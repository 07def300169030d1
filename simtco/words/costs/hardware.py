"""Machines that are bought."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import NOTHING, Category, Clock, Cost, monthly
from simtco.words.demand import HOURS_A_MONTH, Load

_NEVER_NEGATIVE = (
    "unit_price",
    "power_kw",
    "price_per_kwh",
    "hosting_month",
    "failures_per_year",
    "repair_cost",
)


class Hardware(Cost):
    """Machines that are bought: capital, power, hosting, repairs and what they still fetch.

    A machine that fails is repaired; failures come at their mean rate here, and as events in a
    shock of kind `incidents`. The resale value falls in a straight line from the price to
    `resale_share` at `life_months`, and stays there.

    Examples:
        kind = "hardware"
        units = 1
        unit_price = "@gpus.h100.node_purchase"
        resale_share = "@gpus.h100.resale_share_36m"
        life_months = 36
        power_kw = 10.2
        pue = "@gpus.power.usage_effectiveness"
        price_per_kwh = "@gpus.power.kwh"
        hosting_month = 1_500
        failures_per_year = "@serving.node_failures_per_year"
        repair_cost = 2_000

        kind = "hardware"
        units = 1
        spares = 1
        unit_price = 250_000
        accounting = "amortised"
        life_months = 36

    """

    kind: Literal["hardware"] = "hardware"
    category: Category = "compute"
    units: int = Field(ge=0)
    """Machines in service."""
    spares: int = Field(default=0, ge=0)
    """Machines that stand by: bought and hosted, without power."""
    unit_price: Belief
    """What one machine costs."""
    accounting: Literal["cash", "amortised"] = "cash"
    """cash: paid at the start, resold at the horizon's end; amortised: in equal parts over the
    life, down to `resale_share`, for the months of the horizon."""
    life_months: int = Field(default=48, ge=1)
    """Months of service that the price is written off over."""
    resale_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of the price that a machine fetches at the end of its life."""
    power_kw: Belief = Field(default_factory=lambda: known(0.0))
    """Power that one machine draws, in kilowatts."""
    pue: Belief = Field(default_factory=lambda: known(1.0))
    """Power usage effectiveness: power of the whole building over that of the machines."""
    price_per_kwh: Amount = Field(default_factory=lambda: Amount.known(0.0))
    """What a kilowatt-hour costs."""
    hosting_month: Amount = Field(default_factory=lambda: Amount.known(0.0))
    """What space, network and hands cost a month for one machine, spares included."""
    failures_per_year: Belief = Field(default_factory=lambda: known(0.0))
    """How often one machine in service fails a year."""
    repair_cost: Belief = Field(default_factory=lambda: known(0.0))
    """What one failure costs."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for key in _NEVER_NEGATIVE:
            keep_between(getattr(self, key), key, 0.0)
        keep_between(self.resale_share, "resale_share", 0.0, 1.0)
        keep_between(self.pue, "pue", 1.0)
        return self

    @property
    def clock(self) -> Clock:
        return "own"

    @property
    def pays_once(self) -> bool:
        return self.accounting == "cash"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        capital = (self.units + self.spares) * self.unit_price.draw(world)
        left = 1.0 - np.clip(self.resale_share.draw(world), 0.0, 1.0)
        running = self._running(world)
        if self.accounting == "amortised":
            written_off = np.arange(1, world.months + 1)[:, None] <= self.life_months
            return monthly(running + written_off * (capital * left / self.life_months))
        age = min(world.months, self.life_months) / self.life_months
        resold = np.arange(1, world.months + 1)[:, None] == world.months
        return Cash(capital + NOTHING, running - resold * (capital * (1.0 - left * age)))

    def _running(self, world: World) -> Floats:
        """Power, hosting and repairs of a month: (N,), or (M, N) where a price moves."""
        power = self.units * self.power_kw.draw(world) * self.pue.draw(world) * HOURS_A_MONTH
        hosting = (self.units + self.spares) * self.hosting_month.over_months(world)
        repairs = self.units * self.failures_per_year.draw(world) / 12.0
        repairs = repairs * self.repair_cost.draw(world)
        return np.asarray(power * self.price_per_kwh.over_months(world) + hosting + repairs)
