"""Dated list prices of models, from the genai-prices package; nothing is fetched."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING

from simtco.words.base import did_you_mean, fault
from simtco.words.retired import last_day

if TYPE_CHECKING:
    from genai_prices.types import Provider

SOURCE = "genai-prices"


@dataclass(frozen=True, slots=True)
class LongPrice:
    """What all tokens of a request cost whose input exceeds `above` tokens."""

    above: float
    input: float
    cached: float
    output: float


@dataclass(frozen=True, slots=True)
class ListPrice:
    """USD per million tokens; cached is an input token read from the prompt cache."""

    input: float
    cached: float
    output: float
    batch_input: float | None
    batch_output: float | None
    long: LongPrice | None
    day: dt.date
    source: str


@cache
def list_price(model: str, day: dt.date) -> ListPrice:
    """The list price of `provider/model` on a day; of several tiers the first two.

    Raises:
        PydanticCustomError: the provider or model is unknown, has been shut down by that day, or
            has no price for plain tokens.

    """
    provider_id, _, model_id = model.partition("/")
    provider = _provider(provider_id, model)
    known = [each for each in provider.models if each.is_match(each.id)]
    if not any(each.is_match(model_id) for each in provider.models):
        raise fault(
            f'no list price is known for "{model}"; state input_price and output_price'
            + did_you_mean(model, (f"{provider_id}/{m.id}" for m in known)),
            "model",
        )
    end = last_day(model)
    if end is not None and day > end:
        raise fault(
            f"{model} was shut down on {end}, and prices_as_of is {day}; choose a model that is "
            "still served, or an earlier day",
            "model",
        )
    standard = _prices(provider_id, model_id, day)
    batch = _prices(provider_id, model_id, day, processing="batch")
    if not standard[0] and not standard[2]:  # the package says 0 where it knows no price
        raise fault(
            f'"{model}" has no price per token; state input_price and output_price', "model"
        )
    return ListPrice(
        input=standard[0],
        cached=standard[1],
        output=standard[2],
        batch_input=batch[0] if batch != standard else None,
        batch_output=batch[2] if batch != standard else None,
        long=_long_price(provider, model_id, day),
        day=day,
        source=f"list price of {model} on {day:%Y-%m-%d}, {SOURCE} {metadata.version(SOURCE)}",
    )


def _provider(provider_id: str, model: str) -> "Provider":
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415  (0.2 s, not always needed)

    providers = {provider.id: provider for provider in get_snapshot().providers}
    if provider_id not in providers or "/" not in model:
        raise fault(
            f'"{model}" names no provider with known prices; write provider/model, such as '
            f'"openai/gpt-4o"{did_you_mean(provider_id, providers)}',
            "model",
        )
    return providers[provider_id]


def _long_price(provider: "Provider", model_id: str, day: dt.date) -> LongPrice | None:
    model = next(each for each in provider.models if each.is_match(model_id))
    price = model.get_prices(dt.datetime.combine(day, dt.time(12), dt.UTC))
    tiers = getattr(price.input_mtok, "tiers", ())
    if not tiers:
        return None
    above = float(tiers[0].start)
    return LongPrice(above, *_prices(provider.id, model_id, day, context=int(above) + 1))


def _prices(
    provider_id: str, model_id: str, day: dt.date, *, processing: str = "", context: int = 1000
) -> tuple[float, float, float]:
    """Input, cached input and output price of a million tokens, in a request of some length."""
    from genai_prices import Usage, calc_price  # noqa: PLC0415

    def paid(usage: Usage) -> Decimal:
        priced = calc_price(
            usage,
            model_ref=model_id,
            provider_id=provider_id,
            genai_request_timestamp=dt.datetime.combine(day, dt.time(12), dt.UTC),
            price_context={"processing": processing} if processing else None,
        )
        return priced.total_price

    fresh = paid(Usage(input_tokens=context))
    cached = paid(Usage(input_tokens=context, cache_read_tokens=context))
    both = paid(Usage(input_tokens=context, output_tokens=1000))
    per_input, per_output = Decimal(1_000_000) / context, Decimal(1_000)
    return float(fresh * per_input), float(cached * per_input), float((both - fresh) * per_output)
