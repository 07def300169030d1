"""Tokens bought through an API."""

from collections.abc import Mapping
from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import fault, speakable
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Category, Cost, monthly
from simtco.words.demand import Load
from simtco.words.token_price import TokenPrice
from simtco.words.wording import figure


class PartModel(TokenPrice):
    """One of several models, with its share of the requests.

    Examples:
        model = "openai/gpt-4o-mini"
        share = 0.7

    """

    share: Belief
    """Share of the requests; divided by the sum of all models' shares in each future."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        keep_between(self.share, "share", 0.0, 1.0)
        if not self.is_priced:
            raise fault('a model needs model = "provider/model", or input_price and output_price')
        return self


class Tokens(TokenPrice, Cost):
    """Tokens bought through an API, at the dated list price of a model or at stated prices.

    Examples:
        kind = "tokens"
        model = "anthropic/claude-sonnet-5-5"
        price_factor.kind = "constant"
        price_factor.value = 1
        price_factor.path = { kind = "jumps", per_year = 1.5, ratio = "0.5 to 1.1" }

        kind = "tokens"
        cached_share = "@workloads.cache_hit_share"
        price_factor = "@api_prices.tracked_price_factor_24m.flagship"
        models.large = { model = "openai/gpt-4o", share = 0.3 }
        models.small = { model = "openai/gpt-4o-mini", share = 0.7 }

        kind = "tokens"
        input_price = 2.5
        output_price = 10
        cached_price = 1.25
        batch_price = 0.5
        cached_share = 0.4
        batch_share = 0.2
        retry_overhead = 0.03

    """

    kind: Literal["tokens"] = "tokens"
    category: Category = "compute"
    models: dict[str, PartModel] = Field(default_factory=dict)
    """Several models instead of one, each under a name of its own; their shares make 1."""
    cached_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of input tokens that is read from the prompt cache."""
    batch_share: Belief = Field(default_factory=lambda: known(0.0))
    """Share of all tokens that can wait for a batch."""
    retry_overhead: Belief = Field(default_factory=lambda: known(0.0))
    """Tokens bought again because a request failed, as a fraction: 0.03 is 3% more."""
    price_factor: Amount = Field(default_factory=lambda: Amount.known(1.0))
    """What is paid over the price above: 0.8 is a fifth off; its path moves the price."""

    asks_demand = True

    @field_validator("models", mode="before")
    @classmethod
    def _speakable(cls, tables: Any) -> Any:
        return speakable(tables)

    @model_validator(mode="after")
    def _priced(self) -> Self:
        for key in ("cached_share", "batch_share"):
            keep_between(getattr(self, key), key, 0.0, 1.0)
        for key in ("retry_overhead", "price_factor"):
            keep_between(getattr(self, key), key, 0.0)
        if self.models and (self.model or self.input_price is not None):
            raise fault("state either models or one price, not both", "models")
        if not self.models and not self.is_priced:
            raise fault('tokens need model = "provider/model", or input_price and output_price')
        total = sum(part.share.base for part in self.models.values())
        if self.models and abs(total - 1.0) > 0.001:
            raise fault(
                f"the shares of the models make {figure(total)} in the plan; they must make 1",
                "models",
            )
        self._need_batch_prices()
        return self

    def _need_batch_prices(self) -> None:
        if self.batch_share.family.percentile(0.99) <= 0:
            return
        for part in self._parts().values():
            if not part.has_batch_price:
                message = (
                    f"no batch price is known for {part.spoken}"
                    if part.model
                    else "batch_share at stated prices needs batch_price"
                )
                raise fault(message, "batch_share")

    def _parts(self) -> Mapping[str, TokenPrice]:
        return self.models or {"": self}

    def cash(self, world: World, load: Load | None) -> Cash:
        if load is None:
            raise ValueError("tokens need a demand")
        bill = self._bill(world, load, self) if not self.models else self._shared(world, load)
        again = 1.0 + self.retry_overhead.draw(world)
        return monthly(bill * again * self.price_factor.over_months(world))

    def _shared(self, world: World, load: Load) -> Floats:
        """The bills of several models, each for its share of the requests."""
        shares = [np.maximum(part.share.draw(world), 0.0) for part in self.models.values()]
        whole = np.maximum(sum(shares, np.zeros(1)), 1e-9)
        bills = [self._bill(world, load, part) for part in self.models.values()]
        return sum(
            (share / whole * bill for share, bill in zip(shares, bills, strict=True)), np.zeros(1)
        )

    def _bill(self, world: World, load: Load, priced: TokenPrice) -> Floats:
        """What all tokens of the load cost a month at one price, USD."""
        ordinary = self._at(world, priced, long=False)
        if priced.long_from is None:
            return _sum(load, *ordinary)
        requests, inputs = load.beyond(priced.long_from)
        long = self._at(world, priced, long=True)
        return _sum(
            load,
            ordinary[0] + inputs * (long[0] - ordinary[0]),
            ordinary[1] + requests * (long[1] - ordinary[1]),
        )

    def _at(self, world: World, priced: TokenPrice, *, long: bool) -> tuple[Floats, Floats]:
        """USD per million input and output tokens, cache and batches counted in."""
        rates = priced.rates(world, long=long)
        from_cache = np.clip(self.cached_share.draw(world), 0.0, 1.0)
        batched = np.clip(self.batch_share.draw(world), 0.0, 1.0)
        fresh = rates.input + from_cache * (rates.cached - rates.input)
        return (
            fresh * (1.0 + batched * (rates.batch_input - 1.0)),
            rates.output * (1.0 + batched * (rates.batch_output - 1.0)),
        )


def _sum(load: Load, input_price: Floats, output_price: Floats) -> Floats:
    return np.asarray(
        load.input_tokens * (input_price / 1e6) + load.output_tokens * (output_price / 1e6)
    )
