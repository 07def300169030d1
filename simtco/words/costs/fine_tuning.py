"""Fine-tuning a model."""

from collections.abc import Callable
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import NOTHING, Category, Clock, Cost
from simtco.words.demand import Load
from simtco.words.divisors import above_zero, keep_above_zero
from simtco.words.timing import elapsed, rounds

_WAYS = (("tokens", "price_per_million_tokens"), ("gpu_hours", "price_per_gpu_hour"))


class FineTuning(Cost):
    """Fine-tuning: bought as a service by the token, or done on GPUs by the hour.

    A round costs data + runs tokens epochs / 1e6 price_per_million_tokens, or
    data + runs gpu_hours price_per_gpu_hour. The first falls in `month`, round k after it in month
    ceil(month + k every_months).

    Examples:
        kind = "fine_tuning"
        tokens = "4_000_000 to 9_000_000"
        epochs = 3
        price_per_million_tokens = 25
        runs = { kind = "pert", low = 1, mode = 3, high = 10 }
        data = "@lifecycles.retraining.labels"
        every_months = 6
        hosting = 0

        kind = "fine_tuning"
        gpu_hours = 40
        price_per_gpu_hour = 2.5
        month = 2

    """

    kind: Literal["fine_tuning"] = "fine_tuning"
    category: Category = "training"
    tokens: Belief | None = None
    """Tokens of the training set; goes with price_per_million_tokens."""
    epochs: Belief = Field(default_factory=lambda: known(1.0))
    """How often a run goes through the training set; goes with tokens."""
    price_per_million_tokens: Amount | None = None
    """What the service asks for a million trained tokens."""
    gpu_hours: Belief | None = None
    """GPU hours of one run; goes with price_per_gpu_hour."""
    price_per_gpu_hour: Amount | None = None
    """What one GPU costs an hour."""
    runs: Belief = Field(default_factory=lambda: known(1.0))
    """Runs of a round, until one is good enough."""
    data: Amount | None = None
    """What the data of one round cost."""
    month: int = Field(default=0, ge=0)
    """The month of the first round; 0 is before the first month."""
    every_months: Belief | None = None
    """Months from one round to the next; left out, there is one round."""
    hosting: Amount | None = None
    """What the service asks for a fine-tuned model a month, from `month` on."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        self._done_in_one_way()
        for key in (*_WAYS[0], *_WAYS[1], "data", "hosting"):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        keep_between(self.epochs, "epochs", 0.0)
        keep_between(self.runs, "runs", 1.0)
        if self.every_months is not None:
            keep_above_zero(self.every_months, "every_months")
        return self

    def _done_in_one_way(self) -> None:
        ways = [way for way in _WAYS if any(getattr(self, key) is not None for key in way)]
        if not ways:
            raise fault(f"fine-tuning needs {', or '.join(' and '.join(way) for way in _WAYS)}")
        for key, partner in (pair for way in ways for pair in (way, way[::-1])):
            if getattr(self, partner) is None:
                raise fault(f"{key} goes with {partner}", key)
        if len(ways) > 1:
            raise fault(f"state either {ways[0][0]} or {ways[1][0]}, not both", ways[1][0])
        if "epochs" in self.model_fields_set and self.tokens is None:
            raise fault("epochs goes with tokens", "epochs")

    @property
    def pays_once(self) -> bool:
        return self.every_months is None

    @property
    def last_month(self) -> int:
        return self.month

    @property
    def clock(self) -> Clock:
        return "calendar" if self.month == 0 and self.every_months is None else "own"

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        start, once = NOTHING, NOTHING
        months = np.arange(1, world.months + 1)[:, None]
        if self.month == 0:
            start = self._round(world, lambda price: price.draw(world))
        count = (months == self.month).astype(np.float64)
        if self.every_months is not None:
            passed = elapsed(world.months, self.month) / above_zero(self.every_months, world)
            count = count + rounds(passed)
        paid = count * self._round(world, lambda price: price.over_months(world))
        if self.pays_once:
            once = paid
        if self.hosting is not None:
            paid = paid + (months >= self.month) * self.hosting.over_months(world)
        return Cash(start, paid, once)

    def _round(self, world: World, level: Callable[[Amount], Floats]) -> Floats:
        """What one round costs: (N,) at the start, or (M, N) at the prices of each month."""
        if self.tokens is not None and self.price_per_million_tokens is not None:
            millions = self.tokens.draw(world) * self.epochs.draw(world) / 1e6
            run = millions * level(self.price_per_million_tokens)
        elif self.gpu_hours is not None and self.price_per_gpu_hour is not None:
            run = self.gpu_hours.draw(world) * level(self.price_per_gpu_hour)
        else:
            raise ValueError("fine-tuning has no price")
        tuned = self.runs.draw(world) * run
        return tuned if self.data is None else tuned + level(self.data)
