"""Tokens bought through an API."""

import datetime as dt
from typing import Literal, Self

import numpy as np
from pydantic import Field, PrivateAttr, ValidationInfo, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Category, Cost, monthly
from simtco.words.demand import Load
from simtco.words.list_price import ListPrice, list_price

REVIEWED = dt.date(2026, 11, 23)
"""The day whose list prices are used when an experiment does not say `prices_as_of`."""


class Tokens(Cost):
    """Tokens bought through an API, at the dated list price of a model or at stated prices."""

    kind: Literal["tokens"] = "tokens"
    category: Category = "compute"
    model: str = ""
    """The model as `provider/model`; its list price on the experiment's `prices_as_of` is used."""
    input_price: Belief | None = None
    """USD per million input tokens; instead of a model's list price."""
    output_price: Belief | None = None
    """USD per million output tokens; goes with input_price."""
    cached_price: Belief | None = None
    """USD per million input tokens read from the prompt cache; goes with input_price."""
    batch_price: Belief | None = None
    """Price of a batched token as a fraction of the full price; goes with input_price."""
    cached_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of input tokens that is read from the prompt cache."""
    batch_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of all tokens that can wait for a batch."""
    retry_overhead: Belief = Field(default_factory=lambda: known(0.0))
    """Tokens bought again because a request failed, as a fraction: 0.03 is 3% more."""
    price_factor: Amount = Field(default_factory=lambda: Amount.model_validate(1.0))
    """What is paid over the price above: 0.8 is a fifth off; its path moves the price."""

    asks_demand = True
    _list: ListPrice | None = PrivateAttr(None)

    @model_validator(mode="after")
    def _priced(self, info: ValidationInfo) -> Self:
        for key in ("cached_share", "batch_share"):
            keep_between(getattr(self, key), key, 0.0, 1.0)
        stated = ("input_price", "output_price", "cached_price", "batch_price")
        for key in (*stated, "retry_overhead", "price_factor"):
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        if self.model:
            for key in stated:
                if getattr(self, key) is not None:
                    raise fault(f"state either model or {key}, not both", key)
            stated_day = (info.context or {}).get("prices_as_of")
            day = stated_day if isinstance(stated_day, dt.date) else REVIEWED
            self._list = list_price(self.model, day)
            if self.batch_share.family.percentile(0.99) > 0 and self._list.batch_input is None:
                raise fault(f"no batch price is known for {self.model} on {day}", "batch_share")
        elif self.input_price is None or self.output_price is None:
            raise fault('tokens need model = "provider/model", or input_price and output_price')
        elif "batch_share" in self.model_fields_set and self.batch_price is None:
            raise fault("batch_share at stated prices needs batch_price", "batch_share")
        return self

    @property
    def price_source(self) -> str:
        """Where the price comes from."""
        return self._list.source if self._list else ""

    def cash(self, world: World, load: Load | None) -> Cash:
        if load is None:
            raise ValueError("tokens need a demand")
        fresh, cached, output, batch_input, batch_output = self._prices(world)
        from_cache = np.clip(self.cached_share.draw(world), 0.0, 1.0)
        batched = np.clip(self.batch_share.draw(world), 0.0, 1.0)
        input_price = (fresh + from_cache * (cached - fresh)) * (1 + batched * (batch_input - 1))
        output_price = output * (1 + batched * (batch_output - 1))
        millions = (1.0 + self.retry_overhead.draw(world)) / 1e6
        bill = load.input_tokens * (input_price * millions)
        bill = bill + load.output_tokens * (output_price * millions)
        return monthly(bill * self.price_factor.over_months(world))

    def _prices(self, world: World) -> tuple[Floats, ...]:
        """Input, cached and output price; batched input and output price as fractions of them."""
        if self._list is not None:
            price = self._list
            known_prices = (price.input, price.cached, price.output)
            batch = (
                1.0 if price.batch_input is None else price.batch_input / price.input,
                1.0 if price.batch_output is None else price.batch_output / price.output,
            )
            return tuple(np.array([value]) for value in (*known_prices, *batch))
        if self.input_price is None or self.output_price is None:
            raise ValueError("tokens have no price")
        fresh = self.input_price.draw(world)
        cached = fresh if self.cached_price is None else self.cached_price.draw(world)
        batch_factor = np.ones(1) if self.batch_price is None else self.batch_price.draw(world)
        return fresh, cached, self.output_price.draw(world), batch_factor, batch_factor
