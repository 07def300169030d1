"""What usage without a cost would have cost at dated list prices."""

import datetime as dt
from collections.abc import Iterator, Mapping

from pydantic_core import PydanticCustomError

from simtco.files.problems import ExperimentError, Place, Problem
from simtco.usage.measured import Measured
from simtco.usage.read import Usage
from simtco.words.list_price import SOURCE, ListPrice, list_price
from simtco.words.wording import figure, said

NO_PRICE = "none"
"""What `--model NAME=none` says: the model has no list price, and none is wanted."""
_MILLION = 1e6
_MOST_SHOWN = 8


def list_bill(
    usage: Usage, day: dt.date, models: Mapping[str, str], *, skip_bad: bool
) -> Iterator[Measured]:
    """The blended list price of the tokens of models that have one.

    Raises:
        ExperimentError: models are named whose price nobody knows, and that is not forgiven.

    """
    bill, tokens, unknown = 0.0, 0.0, []
    for (provider, model), (inputs, cached, outputs) in usage.ledger.unpriced.items():
        wanted = models.get(model, model)
        if not model or wanted == NO_PRICE:
            continue
        price = _price(provider, wanted, day)
        if price is None:
            unknown.append(model)
            continue
        bill += (inputs - cached) * price.input + cached * price.cached + outputs * price.output
        tokens += inputs + outputs
    if unknown and not skip_bad:
        raise ExperimentError([_unknown(usage, unknown)])
    if tokens > 0.0:
        value = bill / tokens
        yield Measured(
            "blended_price",
            {"kind": "constant", "value": value},
            "USD per million tokens",
            round(tokens),
            "tokens",
            f"{figure(value)} USD for a million tokens at the list prices of {day} ({SOURCE}); the "
            "export states no cost, and discounts are not in it",
            use='per_million_tokens = "@blended_price"',
        )


def _price(provider: str, model: str, day: dt.date) -> ListPrice | None:
    for name in _names(provider, model):
        try:
            return list_price(name, day)
        except PydanticCustomError:
            continue
    return None


def _names(provider: str, model: str) -> Iterator[str]:
    """Ways to say a model as provider/model, the likeliest first."""
    from genai_prices.data_snapshot import get_snapshot  # noqa: PLC0415  (0.2 s)

    if "/" in model:
        yield model
    if provider:
        yield f"{provider.lower()}/{model}"
    try:
        found, known = get_snapshot().find_provider_model(model, None, None, None)
    except LookupError:
        return
    yield f"{found.id}/{known.id}"


def _unknown(usage: Usage, models: list[str]) -> Problem:
    names = sorted(models)
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    listed = ", ".join(said(name) for name in names[:_MOST_SHOWN])
    return Problem(
        Place(next(r.file for r in usage.readings if r.ledger.unpriced)),
        "model",
        f"no cost is stated, and no list price is known for {listed}{more}; say which model each "
        f"is with --model {names[0]}=provider/model, or --model {names[0]}={NO_PRICE} for one that "
        "has no list price, or leave them out of the price with --skip-bad",
    )
