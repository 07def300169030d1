"""Rented GPUs are whole and follow the load."""

from typing import Any

import numpy as np
import pytest

from tests.words.costing import GROWTH, Table, by_month, cash_of, refusal_of

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


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("price_per_gpu_hour", -1),
        ("output_tokens_per_second", 0),
        ("output_tokens_per_second", {"kind": "normal", "mean": 1, "sd": 1}),
        # 6 in 1,000 futures at or below 0, each with as many GPUs as there are atoms to pay for
        ("output_tokens_per_second", {"kind": "normal", "mean": 50, "sd": 20}),
        ("minimum", -1),
    ],
)
def test_the_impossible_is_refused_by_name(key: str, value: Any) -> None:
    table = {"price_per_gpu_hour": 2, "output_tokens_per_second": 50}
    assert key in refusal_of("gpus", table | {key: value})
