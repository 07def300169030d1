"""Several models, dearer long requests, models that are gone: counted by hand."""

import datetime as dt

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.special import ndtr

from simtco.words.costs.tokens import Tokens
from simtco.words.list_price import list_price
from simtco.words.retired import last_day
from tests.words.conftest import FakeWorld, complaint
from tests.words.costing import MONTH, Table, by_month, cash_of, load_of, refusal_of

SENT, GOT = 1_000 * MONTH * 500 / 1e6, 1_000 * MONTH * 200 / 1e6
"""Millions of tokens a month of the costing load."""
TWO: Table = {
    "models": {
        "large": {"input_price": 2.5, "output_price": 10, "share": 0.3},
        "small": {"input_price": 0.2, "output_price": 1, "share": 0.7},
    }
}


def test_several_models_share_the_requests() -> None:
    found = by_month(cash_of("tokens", TWO))
    month = 0.3 * (SENT * 2.5 + GOT * 10) + 0.7 * (SENT * 0.2 + GOT * 1)
    assert found == pytest.approx([0, *[month] * 6])


def test_one_model_with_the_whole_share_is_that_model() -> None:
    alone = {"input_price": 2.5, "output_price": 10}
    one = {"models": {"a": alone | {"share": 1}}, "cached_share": 0.4}
    assert by_month(cash_of("tokens", one)) == pytest.approx(
        by_month(cash_of("tokens", alone | {"cached_share": 0.4}))
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            {"models": {"a": {"input_price": 1, "output_price": 1, "share": 0.5}}},
            "they must make 1",
        ),
        ({"models": {"a": {"share": 1}}}, "a model needs model"),
        (TWO | {"model": "openai/gpt-4o"}, "either models or one price"),
        (TWO | {"batch_share": 0.5}, "needs batch_price"),
    ],
)
def test_models_that_make_no_sense_are_refused(table: Table, said: str) -> None:
    assert said in refusal_of("tokens", table)


def test_the_list_price_of_long_requests() -> None:
    """Anthropic's price page: Sonnet 4.5 at 3 and 15 USD, beyond 200,000 tokens 6 and 22.50."""
    price = list_price("anthropic/claude-sonnet-4-5", dt.date(2026, 11, 23))
    assert (price.input, price.output) == (3.0, 15.0)
    assert price.long is not None
    assert (price.long.above, price.long.input, price.long.output) == (200_000, 6.0, 22.5)


def test_long_requests_pay_the_dearer_price() -> None:
    table = {"model": "anthropic/claude-sonnet-4-5"}
    short, long = (
        by_month(cash_of("tokens", table, input_tokens=tokens))[1] for tokens in (199_000, 201_000)
    )
    requests = 1_000 * MONTH / 1e6
    assert short == pytest.approx(requests * (199_000 * 3 + 200 * 15))
    assert long == pytest.approx(requests * (201_000 * 6 + 200 * 22.5))


def test_the_share_of_long_requests_follows_from_their_distribution() -> None:
    """Lognormal requests: P(X > t) and E[X; X > t] / E[X] in closed form."""
    spread = {"kind": "lognormal", "p50": 20_000, "sigma": 1.2}
    load = load_of(FakeWorld(24, 500), input_tokens={"per_request": spread})
    requests, tokens = load.beyond(200_000)
    z = np.log(200_000 / 20_000) / 1.2
    assert requests.mean() == pytest.approx(ndtr(-z), rel=2e-3)
    assert tokens.mean() == pytest.approx(ndtr(1.2 - z), rel=2e-3)


def test_a_model_has_no_price_after_its_last_day() -> None:
    model, day = "anthropic/claude-3-opus-20240229", dt.date(2026, 1, 5)
    assert last_day(model) == day
    assert Tokens.model_validate({"model": model}, context={"prices_as_of": day}).is_priced
    with pytest.raises(ValidationError) as refusal:
        Tokens.model_validate({"model": model}, context={"prices_as_of": dt.date(2026, 1, 6)})
    assert "was shut down on 2026-01-05, and prices_as_of is 2026-01-06" in complaint(refusal.value)
