"""Rented GPUs."""

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between
from simtco.words.cost import Category, Cost, monthly
from simtco.words.demand import HOURS_A_MONTH, Load


class Gpus(Cost):
    """Rented GPUs: as many whole ones as the load needs, paid around the clock."""

    kind: Literal["gpus"] = "gpus"
    category: Category = "compute"
    price_per_gpu_hour: Amount
    """What one GPU costs an hour."""
    output_tokens_per_second: Belief
    """Output tokens a second that one GPU serves within the latency that users accept."""
    minimum: int = Field(default=1, ge=0)
    """GPUs that are paid whatever the load."""
    autoscale: bool = False
    """True: GPUs follow the day shape of the demand; false: the busiest hour sets them for good."""

    asks_demand = True

    @model_validator(mode="after")
    def _serves_something(self) -> Self:
        keep_between(self.price_per_gpu_hour, "price_per_gpu_hour", 0.0)
        key = "output_tokens_per_second"
        if min(self.output_tokens_per_second.base, self.slowest) <= 0:
            raise fault(f"{key} must be above 0 in every future; state a range above 0", key)
        return self

    @property
    def slowest(self) -> float:
        """Tokens a second that all but one in a million futures exceed."""
        return self.output_tokens_per_second.family.percentile(1e-6)

    def cash(self, world: World, load: Load | None) -> Cash:
        if load is None:
            raise ValueError("gpus need a demand")
        per_second = load.output_tokens / (HOURS_A_MONTH * 3600.0)
        served = np.maximum(self.output_tokens_per_second.draw(world), self.slowest)
        loads = load.day_shape if self.autoscale else [load.peak_to_mean]
        gpus = sum(np.maximum(np.ceil(per_second * x / served), self.minimum) for x in loads)
        hours = HOURS_A_MONTH / len(loads) * np.asarray(gpus)
        return monthly(hours * self.price_per_gpu_hour.over_months(world))
