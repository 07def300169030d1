"""What a request costs at the price of a day."""

import datetime as dt
from dataclasses import dataclass

from simtco.providers.tokens import Tokens
from simtco.words.list_price import LongPrice, list_price

_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Price:
    """USD per million tokens; `long` holds for requests beyond some length, where it does."""

    input: float
    cached: float
    output: float
    long: LongPrice | None = None
    source: str = "prices of the workload"

    def cost(self, tokens: Tokens) -> float:
        """What a request costs, USD."""
        long = self.long is not None and tokens.input > self.long.above
        rates = self.long if self.long is not None and long else self
        fresh = tokens.input - tokens.cached
        paid = fresh * rates.input + tokens.cached * rates.cached + tokens.output * rates.output
        return paid / _MILLION


def listed(model: str, day: dt.date) -> Price:
    """The list price of `provider/model` on a day.

    Raises:
        PydanticCustomError: none is known.

    """
    price = list_price(model, day)
    return Price(price.input, price.cached, price.output, price.long, price.source)
