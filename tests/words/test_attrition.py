"""Attrition: how many leave, and what each costs in months of pay."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from simtco.words.arrays import Floats
from simtco.words.shocks.attrition import Attrition
from tests.words.conftest import FakeWorld, complaint, moments, no_bill, world_of

MOST_U = (np.arange(20_000) + 0.5) / 20_000


def attrition(**keys: Any) -> Attrition:
    plain = {"seats": 4, "per_year": 0.25, "replacement_share": 0.5, "month_cost": 10_000}
    return Attrition.model_validate(plain | keys)


@pytest.mark.parametrize(
    ("keys", "months_of_pay"),
    [
        ({}, 6),  # half a year
        ({"vacancy_months": 3}, 6),  # a vacancy by itself costs nothing
        ({"vacancy_months": 3, "vacancy_cost_share": 0.5}, 7.5),  # 6 + 0.5 x 3
        ({"replacement_share": 0, "vacancy_months": 3, "vacancy_cost_share": 1}, 3),
    ],
)
def test_one_who_leaves(keys: dict[str, Any], months_of_pay: float) -> None:
    """4 seats x 0.25 = 1 a year: none in e^-1 = 0.37, one up to 0.74, two up to 0.92."""
    shock = attrition(**keys)
    found = shock.ppf(np.array([0.3, 0.5, 0.8]), 12)
    assert found == pytest.approx([0, months_of_pay, 2 * months_of_pay], rel=1e-3)
    assert shock.worst(np.array([0.3, 0.5, 0.8]), 12) == pytest.approx([0] + [months_of_pay] * 2)


@pytest.mark.parametrize("months", [3, 12, 24])
def test_leavers_are_poisson_in_seats_and_time(months: int) -> None:
    """1 a year x months / 12, each 6 months of pay: mean 6 n, sd 6 sqrt(n)."""
    count = months / 12
    found = moments(lambda u: attrition().ppf(u, months))
    assert found == pytest.approx((6 * count, 6 * np.sqrt(count)), rel=2e-3)


def test_money_is_months_of_pay_times_what_a_month_costs() -> None:
    shock = attrition(replacement_share="0.3 to 2", month_cost="9_000 to 12_000")
    world = world_of(shock, 12, 3_000)
    cash = shock.cash(world, no_bill)
    size, month_cost = world.draw(shock.name, 0.0), shock.month_cost.draw(world)
    np.testing.assert_allclose(cash.months.sum(axis=0), size * month_cost, rtol=1e-12)
    assert cash.start.tolist() == [0.0]


def test_pay_is_that_of_the_month() -> None:
    """x 4 a year: pay stands at 4^(m - 1)/12 in month m."""
    rising = {"kind": "constant", "value": 10_000, "path": {"kind": "growth", "annual": 3}}
    flat, grown = attrition(), attrition(month_cost=rising)
    months = [shock.cash(world_of(shock, 12, 64), no_bill).months for shock in (flat, grown)]
    np.testing.assert_allclose(months[1], 4.0 ** (np.arange(12)[:, None] / 12) * months[0])


def pair(replacement: Any, vacancy: Any) -> Attrition:
    """Months of pay of a leaver: 12 x replacement plus vacancy."""
    return attrition(replacement_share=replacement, vacancy_months=vacancy, vacancy_cost_share=1)


UNIFORM_12TH = {"kind": "uniform", "low": 0, "high": 1 / 12}


def test_two_uniform_parts_make_a_triangle() -> None:
    """Each uniform on (0, 1): P(S <= s) = s^2 / 2 up to 1. Chances to a part in 100."""
    s = pair(UNIFORM_12TH, {"kind": "uniform", "low": 0, "high": 1}).event(MOST_U)
    below = np.where(s < 1, s**2 / 2, 1 - (2 - s) ** 2 / 2)
    np.testing.assert_allclose(below, MOST_U, rtol=0.01)
    np.testing.assert_allclose(1 - below, 1 - MOST_U, rtol=0.01)


@pytest.mark.parametrize("u", [0.001, 0.1, 0.5, 0.9, 0.99, 0.9999, 0.999999])
def test_two_lognormal_parts(u: float) -> None:
    """P(S <= s) by quadrature over the vacancy; the shares of the catalogue."""
    shock = pair(
        {"kind": "lognormal", "p10": 0.3, "p90": 2}, {"kind": "lognormal", "p10": 1.5, "p90": 6}
    )
    s = shock.event(np.array([u]))[0]
    low, high = np.log(12 * 0.3), np.log(12 * 2)
    z = (np.arange(200_000) + 0.5) / 200_000
    rest = np.maximum(s - shock.vacancy_months.family.ppf(z), 1e-300)
    normal = stats.norm((low + high) / 2, (high - low) / 2 / stats.norm.ppf(0.9))
    assert np.mean(normal.sf(np.log(rest))) == pytest.approx(1 - u, rel=0.01)


def test_the_parts_keep_mean_and_sd() -> None:
    shock = pair(
        {"kind": "lognormal", "p10": 0.3, "p90": 2}, {"kind": "lognormal", "p10": 1.5, "p90": 6}
    )
    replacement, vacancy = shock.replacement_share.family, shock.vacancy_months.family
    expected = (
        12 * replacement.mean + vacancy.mean,
        np.hypot(12 * replacement.sd, vacancy.sd),
    )
    assert moments(shock.event) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("rare", [0.5, 0.3, 0.07])
def test_parts_that_jump_keep_their_chances_to_1_in_50(rare: float) -> None:
    """12 x 1 with a chance of 0.4 and 5 with `rare`: 0, 5, 12 and 17."""
    shock = pair(
        {"kind": "discrete", "values": [0, 1], "weights": [0.6, 0.4]},
        {"kind": "discrete", "values": [0, 5], "weights": [1 - rare, rare]},
    )
    found: Floats = shock.event(MOST_U)
    for value, chance in (
        (0, 0.6 * (1 - rare)),
        (5, 0.6 * rare),
        (12, 0.4 * (1 - rare)),
        (17, 0.4 * rare),
    ):
        assert np.mean(np.abs(found - value) < 0.1) == pytest.approx(chance, abs=0.02)


def test_a_plan_holds_no_leaver() -> None:
    assert not attrition().cash(FakeWorld(12), no_bill).months.any()
    assert (attrition().category, attrition().size_unit) == ("engineering", "months of pay")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"seats": 0}, "seats"),
        ({"per_year": -0.1}, "per_year must not be below 0"),
        ({"seats": 100_000}, "per_year must not exceed 0.04, which makes 4,000 events"),
        ({"replacement_share": "-1 to 2"}, "replacement_share must not be negative"),
        ({"vacancy_months": -1}, "vacancy_months must not be negative"),
        ({"vacancy_cost_share": -0.5}, "vacancy_cost_share"),
        ({"month_cost": -1}, "month_cost must not be below 0"),
    ],
)
def test_impossible_attrition_is_refused_by_name(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        attrition(**keys)
    assert said in complaint(refusal.value)


def test_the_sentence() -> None:
    assert attrition(seats=2).sentence() == (
        "about 0.500 a year leave; the share of a year's pay that replaces one: taken as known: "
        "0.500"
    )
