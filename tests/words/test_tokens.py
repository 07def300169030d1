"""Tokens bought through an API cost what the hand calculation says."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simtco.words.list_price import list_price
from tests.words.conftest import laws
from tests.words.costing import MONTH, Table, by_month, cash_of, refusal_of

PRICES: Table = {"input_price": 3, "output_price": 15}
INPUT, OUTPUT = MONTH * 1_000 * 500 / 1e6, MONTH * 1_000 * 200 / 1e6  # 15.21875, 6.0875 million


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (PRICES, 3 * INPUT + 15 * OUTPUT),
        # 60% of the input at a tenth of its price
        (
            PRICES | {"cached_price": 0.3, "cached_share": 0.6},
            (0.4 * 3 + 0.6 * 0.3) * INPUT + 15 * OUTPUT,
        ),
        # cached at no price of its own: the full one
        (PRICES | {"cached_share": 0.6}, 3 * INPUT + 15 * OUTPUT),
        # half of everything at half the price
        (PRICES | {"batch_price": 0.5, "batch_share": 0.5}, 0.75 * (3 * INPUT + 15 * OUTPUT)),
        (PRICES | {"retry_overhead": 0.03}, 1.03 * (3 * INPUT + 15 * OUTPUT)),
        (PRICES | {"price_factor": 0.8}, 0.8 * (3 * INPUT + 15 * OUTPUT)),
        # all at once: cached 50%, batched 40% at half, 10% retries, a fifth off
        (
            PRICES
            | {
                "cached_price": 0.3,
                "cached_share": 0.5,
                "batch_price": 0.5,
                "batch_share": 0.4,
                "retry_overhead": 0.1,
                "price_factor": 0.8,
            },
            0.8 * 1.1 * 0.8 * (1.65 * INPUT + 15 * OUTPUT),
        ),
        # the list: 2.50, 1.25 cached, 10.00; a batch costs half
        ({"model": "openai/gpt-4o"}, 2.5 * INPUT + 10 * OUTPUT),
        ({"model": "openai/gpt-4o", "cached_share": 1}, 1.25 * INPUT + 10 * OUTPUT),
        ({"model": "openai/gpt-4o", "batch_share": 1}, 1.25 * INPUT + 5 * OUTPUT),
        (
            {"model": "openai/gpt-4o", "cached_share": 0.4, "batch_share": 0.5},
            0.75 * ((0.6 * 2.5 + 0.4 * 1.25) * INPUT + 10 * OUTPUT),
        ),
    ],
)
def test_tokens(table: Table, expected: float) -> None:
    assert by_month(cash_of("tokens", table)) == pytest.approx([0] + [expected] * 6)


def test_a_price_moves_along_its_path() -> None:
    """Prices that halve in a year: month 13 pays half of month 1."""
    factor = {"kind": "constant", "value": 1, "path": {"kind": "growth", "annual": -0.5}}
    found = by_month(cash_of("tokens", PRICES | {"price_factor": factor}, months=13), 13)
    assert found[1] == pytest.approx(3 * INPUT + 15 * OUTPUT)
    assert found[13] == pytest.approx(found[1] / 2)


def test_the_list_price_of_a_known_model() -> None:
    """genai-prices: USD per million, on 2026-11-23."""
    price = list_price("openai/gpt-4o", dt.date(2026, 11, 23))
    assert (price.input, price.cached, price.output) == pytest.approx((2.5, 1.25, 10.0))
    assert (price.batch_input, price.batch_output) == pytest.approx((1.25, 5.0))
    assert price.source.startswith("list price of openai/gpt-4o on 2026-11-23, genai-prices ")


@laws
@given(st.floats(0, 50), st.floats(0, 50))
def test_token_bills_add_over_input_and_output_prices(input_price: float, output: float) -> None:
    found = cash_of("tokens", {"input_price": input_price, "output_price": output})
    assert by_month(found)[1] == pytest.approx(input_price * INPUT + output * OUTPUT, abs=1e-9)


MODEL: Table = {"model": "openai/gpt-4o"}
UNBATCHED: Table = {"model": "groq/llama-3.1-8b-instant"}


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        (PRICES, "input_price", -1),
        (PRICES, "output_price", -1),
        (PRICES, "cached_price", -1),
        (PRICES | {"batch_share": 0.5}, "batch_price", -1),
        (PRICES, "price_factor", -1),
        (PRICES, "cached_share", 1.1),
        (PRICES, "cached_share", -0.1),
        (PRICES | {"batch_price": 0.5}, "batch_share", "110%"),
        (PRICES, "retry_overhead", -0.1),
    ],
)
def test_the_impossible_is_refused_by_name(table: Table, key: str, value: Any) -> None:
    assert key in refusal_of("tokens", table | {key: value})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "model"),
        ({"input_price": 1}, "output_price"),
        (PRICES | {"batch_share": 0.5}, "needs batch_price"),
        (UNBATCHED | {"batch_share": 0.5}, "no batch price is known"),
        # also where the base is 0, and only some futures use batches
        (
            UNBATCHED | {"batch_share": {"kind": "discrete", "values": [0, 0, 0.5]}},
            "no batch price is known",
        ),
        (MODEL | {"input_price": 1}, "either model or input_price"),
        (MODEL | {"cached_price": 1}, "either model or cached_price"),
        ({"model": "openai/gpt-4oo"}, 'did you mean "openai/gpt-4o"'),
        ({"model": "gpt-4o"}, "provider/model"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("tokens", table)
