"""Costs at zero variance equal the hand calculation that each test states."""

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simtco.words.arrays import Cash, Floats
from simtco.words.cost import Cost
from simtco.words.costs.delay import Delay
from simtco.words.costs.gpus import Gpus
from simtco.words.costs.line import Line
from simtco.words.costs.staff import Staff
from simtco.words.costs.tokens import Tokens
from simtco.words.demand import Demand, Load
from simtco.words.list_price import list_price
from tests.words.conftest import FakeWorld, complaint, laws

Table = dict[str, Any]

KINDS: dict[str, type[Cost]] = {
    "line": Line,
    "staff": Staff,
    "delay": Delay,
    "tokens": Tokens,
    "gpus": Gpus,
}

MONTH = 30.4375
"""Days: 365.25 / 12."""


def load_of(world: FakeWorld, **changes: Any) -> Load:
    """1,000 requests a day of 500 tokens in and 200 out, unless said otherwise."""
    plain = {"requests_per_day": 1_000, "input_tokens": 500, "output_tokens": 200}
    return Demand.model_validate(plain | changes).load(world)


def cash_of(kind: str, table: Table, months: int = 6, **demand: Any) -> Cash:
    world = FakeWorld(months)
    return KINDS[kind].model_validate(table).cash(world, load_of(world, **demand))


def by_month(cash: Cash, months: int = 6) -> Floats:
    """Money of months 0 to M, of the only trial."""
    monthly = cash.months if cash.months.ndim == 2 else cash.months[None, :]
    return np.concatenate((cash.start[:1], np.broadcast_to(monthly, (months, 1))[:, 0]))


GROWTH: Table = {"kind": "growth", "annual": 3.0}  # x 4 a year: x 2 from month 1 to month 7


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"once": 5_000}, [5_000, 0, 0, 0, 0, 0, 0]),
        ({"once": 5_000, "month": 3}, [0, 0, 0, 5_000, 0, 0, 0]),
        ({"once": 5_000, "month": 6}, [0, 0, 0, 0, 0, 0, 5_000]),
        ({"monthly": 70}, [0, 70, 70, 70, 70, 70, 70]),
        ({"once": 5_000, "monthly": 70}, [5_000, 70, 70, 70, 70, 70, 70]),
        ({"once": 5_000, "month": 2, "monthly": 70}, [0, 70, 5_070, 70, 70, 70, 70]),
        # 1,000 requests a day x 30.4375 days x 0.02
        ({"per_request": 0.02}, [0] + [608.75] * 6),
        # 30,437.5 requests x 700 tokens = 21.30625 million
        ({"per_million_tokens": 2}, [0] + [42.6125] * 6),
        # 730.5 hours
        ({"per_gpu_hour": 2}, [0] + [1_461] * 6),
        ({"per_gpu_hour": 2, "gpus": 8}, [0] + [11_688] * 6),
        ({"per_gpu_hour": 2, "gpus": 0}, [0] * 7),
        # a rebate
        ({"monthly": -70}, [0] + [-70] * 6),
    ],
)
def test_a_line(table: Table, expected: list[float]) -> None:
    assert by_month(cash_of("line", table)) == pytest.approx(expected)


def test_the_ways_of_a_line_add_up() -> None:
    """70 + 608.75 + 42.6125 + 1,461 a month."""
    table = {"monthly": 70, "per_request": 0.02, "per_million_tokens": 2, "per_gpu_hour": 2}
    assert by_month(cash_of("line", table))[1:] == pytest.approx([2_182.3625] * 6)


@pytest.mark.parametrize("way", ["monthly", "per_request", "per_million_tokens", "per_gpu_hour"])
def test_every_way_of_a_line_follows_its_path(way: str) -> None:
    flat = by_month(cash_of("line", {way: 10}, months=7), 7)
    table = {way: {"kind": "constant", "value": 10, "path": GROWTH}}
    grown = by_month(cash_of("line", table, months=7), 7)
    assert grown[1:] == pytest.approx([flat[m] * 4 ** ((m - 1) / 12) for m in range(1, 8)])
    assert grown[7] == pytest.approx(2 * flat[7])


def test_a_line_per_request_follows_the_demand() -> None:
    """x 4 a year: month 7 has twice the requests of month 1."""
    grown = by_month(cash_of("line", {"per_request": 0.02}, months=7, growth=GROWTH), 7)
    assert grown[[1, 7]] == pytest.approx([608.75, 1_217.5])


def test_staff() -> None:
    """A tenth of a person at 16,000 a month."""
    assert by_month(cash_of("staff", {"fte": 0.1, "month_cost": 16_000})) == pytest.approx(
        [0] + [1_600] * 6
    )


def test_staff_with_rising_heads_and_salaries() -> None:
    """Month 7: twice the people at twice the pay."""
    rising = {"kind": "constant", "path": GROWTH}
    table = {"fte": rising | {"value": 0.5}, "month_cost": rising | {"value": 10_000}}
    found = by_month(cash_of("staff", table, months=7), 7)
    assert found[[1, 7]] == pytest.approx([5_000, 20_000])


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, [0, 0, 0, 0, 0, 0]),
        (0.25, [250, 0, 0, 0, 0, 0]),
        (1, [1_000, 0, 0, 0, 0, 0]),
        (2.5, [1_000, 1_000, 500, 0, 0, 0]),
        (6, [1_000] * 6),
        (60, [1_000] * 6),
    ],
)
def test_a_delay_misses_what_each_month_was_worth(months: float, expected: list[float]) -> None:
    """clip(T - (m - 1), 0, 1) of 1,000."""
    found = by_month(cash_of("delay", {"months": months, "monthly_value": 1_000}))
    assert found == pytest.approx([0, *expected])


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


# A request a second is 2,629,800 a month; 100 tokens each are 100 tokens a second.
STEADY: Table = {"requests_per_day": 86_400, "output_tokens": 100}


@pytest.mark.parametrize(
    ("table", "demand", "gpus"),
    [
        ({"output_tokens_per_second": 100}, {}, 1),
        ({"output_tokens_per_second": 50}, {}, 2),
        ({"output_tokens_per_second": 99}, {}, 2),
        ({"output_tokens_per_second": 1_000}, {}, 1),
        ({"output_tokens_per_second": 1_000, "minimum": 3}, {}, 3),
        ({"output_tokens_per_second": 30, "minimum": 3}, {}, 4),
        ({"output_tokens_per_second": 1_000, "minimum": 0}, {"requests_per_day": 0}, 0),
        # the busiest hour sets them for good
        ({"output_tokens_per_second": 60}, {"peak_to_mean": 2.5}, 5),
        # also where the day shape says so: 1.5 times the mean
        ({"output_tokens_per_second": 60}, {"day_shape": [1] * 12 + [3] * 12}, 3),
    ],
)
def test_gpus_are_whole_and_paid_around_the_clock(table: Table, demand: Table, gpus: int) -> None:
    found = by_month(cash_of("gpus", {"price_per_gpu_hour": 2.5} | table, **(STEADY | demand)))
    assert found == pytest.approx([0] + [gpus * 730.5 * 2.5] * 6)


@pytest.mark.parametrize(("minimum", "per_day"), [(0, 12 * 1 + 12 * 3), (2, 12 * 2 + 12 * 3)])
def test_autoscaled_gpus_follow_the_day(minimum: int, per_day: int) -> None:
    """Half the day at 50, half at 150 tokens a second; 60 each: 1 and 3 GPUs, or the minimum."""
    table = {
        "price_per_gpu_hour": 2.5,
        "output_tokens_per_second": 60,
        "autoscale": True,
        "minimum": minimum,
    }
    found = by_month(cash_of("gpus", table, day_shape=[1] * 12 + [3] * 12, **STEADY))
    assert found[1:] == pytest.approx([per_day / 24 * 730.5 * 2.5] * 6)


def test_an_even_day_makes_autoscaling_useless() -> None:
    table = {"price_per_gpu_hour": 2.5, "output_tokens_per_second": 30}
    fixed = by_month(cash_of("gpus", table, **STEADY))
    scaled = by_month(cash_of("gpus", table | {"autoscale": True}, **STEADY))
    assert scaled == pytest.approx(fixed)


@pytest.mark.parametrize("speed", [20, 30, 60, 90, 1_000])
def test_gpus_that_follow_the_day_never_cost_more_than_those_that_do_not(speed: float) -> None:
    table = {"price_per_gpu_hour": 2.5, "output_tokens_per_second": speed}
    shape = [1] * 12 + [3] * 12
    fixed = by_month(cash_of("gpus", table, day_shape=shape, **STEADY))
    scaled = by_month(cash_of("gpus", table | {"autoscale": True}, day_shape=shape, **STEADY))
    assert np.all(scaled <= fixed + 1e-9)


def test_gpus_grow_by_whole_ones() -> None:
    """100 tokens a second, x 2 by month 7 along x 4 a year; 60 a GPU: ceil of each month."""
    table = {"price_per_gpu_hour": 1, "output_tokens_per_second": 60}
    found = by_month(cash_of("gpus", table, months=7, growth=GROWTH, **STEADY), 7)
    # 100, 112.2, 126.0, 141.4, 158.7, 178.2, 200.0 tokens a second
    assert found[1:] / 730.5 == pytest.approx([2, 2, 3, 3, 3, 3, 4])


LINEAR: list[tuple[str, str, Table]] = [
    ("line", "once", {}),
    ("line", "monthly", {}),
    ("line", "per_request", {}),
    ("line", "per_million_tokens", {}),
    ("line", "per_gpu_hour", {"gpus": 3}),
    ("staff", "month_cost", {"fte": 0.3}),
    ("delay", "monthly_value", {"months": 2.5}),
    ("tokens", "price_factor", PRICES),
    ("gpus", "price_per_gpu_hour", {"output_tokens_per_second": 3}),
]


@pytest.mark.parametrize(("kind", "key", "rest"), LINEAR)
@laws
@given(price=st.floats(0.01, 1e6), factor=st.floats(0, 100))
def test_a_cost_is_linear_in_its_price(
    kind: str, key: str, rest: Table, price: float, factor: float
) -> None:
    once = by_month(cash_of(kind, rest | {key: price}))
    again = by_month(cash_of(kind, rest | {key: price * factor}))
    assert again == pytest.approx(once * factor, rel=1e-9, abs=1e-9)


@laws
@given(st.floats(0, 50), st.floats(0, 50))
def test_token_bills_add_over_input_and_output_prices(input_price: float, output: float) -> None:
    found = cash_of("tokens", {"input_price": input_price, "output_price": output})
    assert by_month(found)[1] == pytest.approx(input_price * INPUT + output * OUTPUT, abs=1e-9)


TOKENS: Table = {"kind": "tokens", **PRICES}
GPUS: Table = {"kind": "gpus", "price_per_gpu_hour": 2, "output_tokens_per_second": 50}
STAFF: Table = {"kind": "staff", "fte": 1, "month_cost": 16_000}
MODEL: Table = {"kind": "tokens", "model": "openai/gpt-4o"}
UNBATCHED: Table = {"kind": "tokens", "model": "groq/llama-3.1-8b-instant"}


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        (STAFF, "fte", -1),
        (STAFF, "month_cost", -1),
        ({"kind": "delay", "months": 1, "monthly_value": 1}, "months", -1),
        (TOKENS, "input_price", -1),
        (TOKENS, "output_price", -1),
        (TOKENS, "cached_price", -1),
        (TOKENS | {"batch_share": 0.5}, "batch_price", -1),
        (TOKENS, "price_factor", -1),
        (TOKENS, "cached_share", 1.1),
        (TOKENS, "cached_share", -0.1),
        (TOKENS | {"batch_price": 0.5}, "batch_share", "110%"),
        (TOKENS, "retry_overhead", -0.1),
        (GPUS, "price_per_gpu_hour", -1),
        (GPUS, "output_tokens_per_second", 0),
        (GPUS, "output_tokens_per_second", {"kind": "normal", "mean": 1, "sd": 1}),
        # 6 in 1,000 futures at or below 0, each with as many GPUs as there are atoms to pay for
        (GPUS, "output_tokens_per_second", {"kind": "normal", "mean": 50, "sd": 20}),
        (GPUS, "minimum", -1),
        ({"kind": "line", "per_gpu_hour": 1}, "gpus", -1),
        ({"kind": "line", "once": 1}, "month", -1),
    ],
)
def test_the_impossible_is_refused_by_name(table: Table, key: str, value: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        KINDS[table["kind"]].model_validate(table | {key: value})
    assert key in complaint(refusal.value)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"kind": "line"}, "at least one of once, monthly"),
        ({"kind": "line", "monthly": 1, "month": 1}, "month goes with once"),
        ({"kind": "line", "monthly": 1, "gpus": 1}, "gpus goes with per_gpu_hour"),
        ({"kind": "line", "monthly": 1, "weekly": 1}, "weekly"),
        ({"kind": "tokens"}, "model"),
        ({"kind": "tokens", "input_price": 1}, "output_price"),
        (TOKENS | {"batch_share": 0.5}, "needs batch_price"),
        (UNBATCHED | {"batch_share": 0.5}, "no batch price is known"),
        # also where the base is 0, and only some futures use batches
        (
            UNBATCHED | {"batch_share": {"kind": "discrete", "values": [0, 0, 0.5]}},
            "no batch price is known",
        ),
        (MODEL | {"input_price": 1}, "either model or input_price"),
        (MODEL | {"cached_price": 1}, "either model or cached_price"),
        ({"kind": "tokens", "model": "openai/gpt-4oo"}, 'did you mean "openai/gpt-4o"'),
        ({"kind": "tokens", "model": "gpt-4o"}, "provider/model"),
        ({"kind": "staff", "fte": 1}, "month_cost"),
        (STAFF | {"category": "people"}, "category"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        KINDS[table["kind"]].model_validate(table)
    assert words in complaint(refusal.value)
