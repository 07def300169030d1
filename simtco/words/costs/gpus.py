"""Rented GPUs."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Category, Cost, monthly
from simtco.words.demand import HOURS_A_MONTH, Load
from simtco.words.divisors import above_zero, keep_above_zero

_SHARES = ("latency_derate", "utilisation_target")


class Gpus(Cost):
    """Rented GPUs: as many whole replicas as the load needs, paid around the clock.

    Examples:
        kind = "gpus"
        gpus_per_replica = 2
        spare_replicas = 1
        utilisation_target = 0.8
        reserved = 2
        reserved_price = "@gpus.h100.one_year_contract"
        commitment_months = 12
        output_tokens_per_second = "@serving.gpt_oss_120b.h100.chat_output_tokens_per_second"
        price_per_gpu_hour.belief = "@gpus.h100.neocloud_on_demand"
        price_per_gpu_hour.path = { kind = "reverting", half_life_months = 12, volatility = 0.35 }

        kind = "gpus"
        price_per_gpu_hour = "2 to 4"
        output_tokens_per_second = "300 to 2_000"
        latency_derate = 0.6
        minimum = 2
        autoscale = true

    """

    kind: Literal["gpus"] = "gpus"
    category: Category = "compute"
    price_per_gpu_hour: Amount
    """What one GPU costs an hour on demand."""
    output_tokens_per_second: Belief
    """Output tokens a second that one GPU serves, as measured."""
    latency_derate: Belief = Field(default_factory=lambda: known(1.0))
    """Share of that speed that is left within the latency that users accept."""
    utilisation_target: Belief = Field(default_factory=lambda: known(1.0))
    """Share of what is left that the busiest hour may use."""
    gpus_per_replica: int = Field(default=1, ge=1)
    """GPUs that hold one copy of the model; rented as a whole."""
    spare_replicas: int = Field(default=0, ge=0)
    """Replicas that stand by for one that fails, while there is any load."""
    minimum: int = Field(default=1, ge=0)
    """GPUs that are paid whatever the load."""
    autoscale: bool = False
    """True: GPUs follow the day shape of the demand; false: the busiest hour sets them for good."""
    reserved: int = Field(default=0, ge=0)
    """GPUs that are committed to: paid at `reserved_price`, used or not."""
    reserved_price: Amount | None = None
    """What one reserved GPU costs an hour."""
    commitment_months: int | None = Field(default=None, ge=1)
    """For how many months from the first; to the horizon's end where left out."""

    asks_demand = True

    @model_validator(mode="after")
    def _serves_something(self) -> Self:
        keep_between(self.price_per_gpu_hour, "price_per_gpu_hour", 0.0)
        for key in _SHARES:
            keep_between(getattr(self, key), key, 0.0, 1.0)
        for key in ("output_tokens_per_second", *_SHARES):
            keep_above_zero(getattr(self, key), key)
        if (self.reserved > 0) != (self.reserved_price is not None):
            key, other = ("reserved", "reserved_price")
            if self.reserved_price is not None:
                key, other = other, key
            raise fault(f"{key} needs {other}", key)
        if self.reserved_price is not None:
            keep_between(self.reserved_price, "reserved_price", 0.0)
        if self.commitment_months is not None and not self.reserved:
            raise fault("commitment_months goes with reserved", "commitment_months")
        return self

    def cash(self, world: World, load: Load | None) -> Cash:
        if load is None:
            raise ValueError("gpus need a demand")
        committed = self._committed(world.months)
        hourly = self.price_per_gpu_hour.over_months(world)
        if not committed.any():
            return monthly(self._hours(world, load, np.zeros(1)) * hourly)
        spent = self._hours(world, load, committed) * hourly
        if self.reserved_price is not None:
            spent = spent + committed * HOURS_A_MONTH * self.reserved_price.over_months(world)
        return monthly(np.asarray(spent))

    def _committed(self, months: int) -> Floats:
        """Reserved GPUs (M, 1) of each month."""
        last = months if self.commitment_months is None else self.commitment_months
        return np.where(np.arange(1, months + 1)[:, None] <= last, float(self.reserved), 0.0)

    def _hours(self, world: World, load: Load, committed: Floats) -> Floats:
        """GPU hours of a month on demand: (N,), or (M, N) where load or commitment moves."""
        per_second = load.output_tokens / (HOURS_A_MONTH * 3600.0)
        speed = above_zero(self.output_tokens_per_second, world)
        for share in (self.latency_derate, self.utilisation_target):
            speed = speed * above_zero(share, world)
        loads = load.day_shape if self.autoscale else [load.peak_to_mean]
        rented = sum(
            np.maximum(self._whole(per_second * each, speed) - committed, 0.0) for each in loads
        )
        return HOURS_A_MONTH / len(loads) * np.asarray(rented)

    def _whole(self, per_second: Floats, speed: Floats) -> Floats:
        """GPUs of whole replicas, spares among them, that serve so many tokens a second."""
        replicas = np.ceil(per_second / (speed * self.gpus_per_replica))
        replicas += self.spare_replicas * (replicas > 0)
        return np.asarray(np.maximum(replicas * self.gpus_per_replica, self.minimum))
