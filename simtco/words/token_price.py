"""What a million tokens cost: the dated list price of a model, or stated prices."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import PrivateAttr, ValidationInfo, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import Named, fault
from simtco.words.belief import Belief, keep_between
from simtco.words.list_price import ListPrice, list_price

REVIEWED = dt.date(2026, 11, 23)
"""The day whose list prices are used when an experiment does not say `prices_as_of`."""
_STATED = ("input_price", "output_price", "cached_price", "batch_price")


@dataclass(frozen=True, slots=True)
class Rates:
    """USD per million tokens, each (N,) or (1,); the price of a batched token over the full one."""

    input: Floats
    cached: Floats
    output: Floats
    batch_input: Floats
    batch_output: Floats


class TokenPrice(Named):
    """What a million tokens cost: the dated list price of a model, or stated prices.

    Examples:
        model = "openai/gpt-4o"

        input_price = 2.5
        output_price = 10
        cached_price = 1.25
        batch_price = 0.5

    """

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

    _list: ListPrice | None = PrivateAttr(None)

    @model_validator(mode="after")
    def _listed_or_stated(self, info: ValidationInfo) -> Self:
        for key in _STATED:
            if getattr(self, key) is not None:
                keep_between(getattr(self, key), key, 0.0)
        if self.model:
            for key in _STATED:
                if getattr(self, key) is not None:
                    raise fault(f"state either model or {key}, not both", key)
            stated_day = (info.context or {}).get("prices_as_of")
            day = stated_day if isinstance(stated_day, dt.date) else REVIEWED
            self._list = list_price(self.model, day)
        return self

    @property
    def is_priced(self) -> bool:
        """Whether a price is there."""
        return self._list is not None or None not in (self.input_price, self.output_price)

    @property
    def has_batch_price(self) -> bool:
        """Whether it is known what a batched token costs."""
        listed = self._list is not None and self._list.batch_input is not None
        return listed or self.batch_price is not None

    @property
    def spoken(self) -> str:
        """The model and the day of its price."""
        return f"{self.model} on {self._list.day}" if self._list else self.model

    @property
    def price_source(self) -> str:
        """Where the price comes from; nothing where it is stated."""
        return self._list.source if self._list else ""

    @property
    def long_from(self) -> float | None:
        """Input tokens of a request beyond which a dearer price holds; None without one."""
        return None if self._list is None or self._list.long is None else self._list.long.above

    def rates(self, world: World, *, long: bool = False) -> Rates:
        """The prices in each trial; of requests beyond `long_from` where `long`."""
        if self._list is not None:
            return _of_list(self._list, long=long)
        if self.input_price is None or self.output_price is None:
            raise ValueError("tokens have no price")
        fresh = self.input_price.draw(world)
        cached = fresh if self.cached_price is None else self.cached_price.draw(world)
        batch = np.ones(1) if self.batch_price is None else self.batch_price.draw(world)
        return Rates(fresh, cached, self.output_price.draw(world), batch, batch)


def _of_list(price: ListPrice, *, long: bool) -> Rates:
    known = price.long if long and price.long is not None else price
    batch = (
        1.0 if price.batch_input is None else price.batch_input / price.input,
        1.0 if price.batch_output is None else price.batch_output / price.output,
    )
    return Rates(*(np.array([x]) for x in (known.input, known.cached, known.output, *batch)))
