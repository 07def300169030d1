"""Regulations: whether they come, when, and what they cost from then on."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simtco.words.shocks.regulation import Regulation
from tests.words.conftest import SIGMAS, FakeWorld, complaint, no_bill, world_of

ANY_OF_12 = {"kind": "discrete", "values": list(range(1, 13))}


def regulation(**keys: Any) -> Regulation:
    return Regulation.model_validate({"month": 4, "once": 1_000, "monthly": 50} | keys)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, [0, 0, 0, 1_050, 50, 50]),
        ({"month": 1}, [1_050, 50, 50, 50, 50, 50]),
        ({"month": 6}, [0, 0, 0, 0, 0, 1_050]),
        ({"month": 7}, [0] * 6),
        ({"month": 3.6}, [0, 0, 0, 1_050, 50, 50]),
        ({"once": None}, [0, 0, 0, 50, 50, 50]),
        ({"monthly": None}, [0, 0, 0, 1_000, 0, 0]),
        ({"probability": 0}, [0] * 6),
        ({"probability": 1.0}, [0, 0, 0, 1_050, 50, 50]),
        (
            # x 4 a year counts from month 1 of the experiment: 100 in month 7, 50 x 4^(m-1)/12
            {"monthly": {"kind": "constant", "value": 50, "path": {"kind": "growth", "annual": 3}}},
            [0, 0, 0, 1_000 + 50 * 4**0.25, 50 * 4 ** (4 / 12), 50 * 4 ** (5 / 12)],
        ),
    ],
)
def test_what_it_costs(keys: dict[str, Any], expected: list[float]) -> None:
    shock = regulation(**keys)
    cash = shock.cash(world_of(shock, 6), no_bill)
    assert cash.start.tolist() == [0]
    assert cash.months[:, 0] == pytest.approx(expected)


def test_the_size_is_the_months_in_which_it_applies() -> None:
    """Half of all futures see none; month m comes in 1 of 24 and leaves 13 - m months."""
    shock = regulation(probability=0.5, month=ANY_OF_12)
    middles = 0.5 + (np.arange(12) + 0.5) / 24
    assert shock.ppf(middles, 12).tolist() == list(range(1, 13))
    assert shock.ppf(np.array([0.01, 0.4999]), 12).tolist() == [0, 0]


def test_what_comes_late_does_not_count() -> None:
    """Over 8 months the last 4 of 12 are too late: P(none) = 1 - 0.5 x 8 / 12."""
    shock = regulation(probability=0.5, month=ANY_OF_12)
    assert shock.ppf(np.array([0.6666, 0.6667, 0.9999]), 8).tolist() == [0, 1, 8]


def test_the_mean_of_each_month() -> None:
    """Month m pays 50 if it came by then and 1,000 if it came just then."""
    shock = regulation(probability=0.5, month=ANY_OF_12)
    money = shock.cash(world_of(shock, 12, 20_000), no_bill).months
    expected = 0.5 * (50 * np.arange(1, 13) + 1_000) / 12
    errors = money.std(axis=1) / np.sqrt(20_000)
    assert np.all(np.abs(money.mean(axis=1) - expected) < SIGMAS * errors)


def test_once_it_applies_it_stays() -> None:
    shock = regulation(probability=0.5, month=ANY_OF_12, once=None)
    world = world_of(shock, 12, 1_000)
    money = shock.cash(world, no_bill).months
    assert np.diff(money, axis=0).min() >= 0
    np.testing.assert_array_equal((money > 0).sum(axis=0), world.draw(shock.name, 0.0))


def test_the_ppf_never_falls() -> None:
    shock = regulation(probability=0.3, month={"kind": "lognormal", "p50": 20, "sigma": 0.6})
    sizes = shock.ppf(np.linspace(1e-6, 1 - 1e-6, 10_001), 36)
    assert np.diff(sizes).min() >= 0
    assert set(sizes) <= set(range(37))


def test_a_plan_holds_no_regulation() -> None:
    assert not regulation().cash(FakeWorld(12), no_bill).months.any()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"once": None, "monthly": None}, "needs once, monthly or both: what it costs"),
        ({"probability": 1.2}, "probability must lie between 0 and 1, and is 1.2"),
        ({"month": 0}, "month must not be below 1, and is 0"),
    ],
)
def test_what_cannot_be_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        regulation(**keys)
    assert said in complaint(refusal.value)


def test_the_sentence_says_how_likely_and_when() -> None:
    when = "the month in which it begins to apply: taken as known: 4.00"
    assert regulation().sentence() == f"comes for certain; {when}"
    assert regulation(probability=0.6).sentence() == f"comes in 6 of 10 futures; {when}"
