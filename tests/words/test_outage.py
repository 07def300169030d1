"""Outages: hours out of service, and what each costs with or without a fallback."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simtco.words.arrays import Floats
from simtco.words.shocks.outage import Outage
from tests.words.conftest import FakeWorld, complaint, moments, no_bill, world_of

MONTH = 730.5
"""Hours: 365.25 x 24 / 12."""


def outage(**keys: Any) -> Outage:
    return Outage.model_validate({"per_year": 6, "hours": 2, "hour_cost": 300} | keys)


def money(shock: Outage, hours: float, months: int = 12) -> Floats:
    """The money of each month (M, N) where all outages last so many hours together."""
    shock.assign_name("it")

    class Drawn(FakeWorld):
        def draw(self, name: str, base: float) -> Floats:
            return np.full(40, hours if name == "it" else base)

    cash = shock.cash(Drawn(months, 40), no_bill)
    assert cash.start.tolist() == [0.0]
    assert cash.months.shape == (months, 40)
    return cash.months


def test_each_hour_costs() -> None:
    """6 hours at 300."""
    assert money(outage(), 6).sum(axis=0) == pytest.approx(np.full(40, 1_800))


@pytest.mark.parametrize(
    ("share", "hour"),
    [(0, 300), (0.8, 100), (1, 50)],  # 0.8 x 50 + 0.2 x 300 = 100
)
def test_a_fallback_carries_its_share(share: float, hour: float) -> None:
    shock = outage(fallback={"share": share, "hour_cost": 50})
    assert money(shock, 6).sum(axis=0) == pytest.approx(np.full(40, 6 * hour))


def test_an_hour_costs_what_its_month_says() -> None:
    """x 4 a year: month 7 costs twice what month 1 does, hours being the same."""
    growth = {"kind": "growth", "annual": 3.0}
    rising = outage(hour_cost={"kind": "constant", "value": 300, "path": growth})
    factors = 4.0 ** (np.arange(12) / 12)
    np.testing.assert_allclose(money(rising, 6), factors[:, None] * money(outage(), 6), rtol=1e-12)


@pytest.mark.parametrize("hours", [700.0, 1_000.0, 1_461.0, 2_191.5])
def test_no_month_holds_more_hours_than_it_has(hours: float) -> None:
    """Three months of 730.5; what one cannot hold runs over, and none is lost."""
    found = money(outage(per_year=0.1, hours=1_000, hour_cost=1), hours, 3)
    assert found.max() <= MONTH * (1 + 1e-12)
    assert found.sum(axis=0) == pytest.approx(np.full(40, hours))


def test_the_hours_end_with_the_horizon() -> None:
    """50 outages of 5,000 hours: 8,766 in a year, 2 months hold 1,461."""
    shock = outage(per_year=50, hours=5_000)
    u = np.array([0.5, 0.999])
    assert shock.ppf(u, 12).tolist() == [8_766, 8_766]
    assert shock.worst(u, 2).tolist() == [1_461, 1_461]


def test_hours_over_a_year() -> None:
    """Poisson(6) outages of lognormal hours: mean 6 E[X], variance 6 E[X^2]."""
    shock = outage(hours={"kind": "lognormal", "p50": 1.2, "sigma": 1.0})
    mean, second = 1.2 * np.exp(0.5), 1.2**2 * np.exp(2.0)
    expected = (6 * mean, np.sqrt(6 * second))
    assert moments(lambda u: shock.ppf(u, 12)) == pytest.approx(expected, rel=1e-4)


def test_money_is_hours_times_price() -> None:
    """Two months of hours and an uncertain price, trial by trial."""
    shock = outage(hours={"kind": "lognormal", "p50": 2, "sigma": 1}, hour_cost="100 to 900")
    world = world_of(shock, 2, 3_000)
    cash = shock.cash(world, no_bill).months
    hours, price = world.draw(shock.name, 0.0), shock.hour_cost.draw(world)
    np.testing.assert_allclose(cash.sum(axis=0), hours * price, rtol=1e-12)


def test_a_plan_holds_no_outage() -> None:
    assert not outage().cash(FakeWorld(12), no_bill).months.any()
    assert (outage().category, outage().size_unit) == ("incidents", "hours")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"hours": "-1 to 5"}, "hours must not be negative"),
        ({"hours": {"kind": "constant", "value": 90, "unit": "minutes"}}, 'not "minutes"'),
        ({"hour_cost": -1}, "hour_cost must not be below 0"),
        ({"per_year": 5_000}, "per_year must not exceed 4,000"),
        ({"dispersion": 0.5}, "greater than or equal to 1"),
        ({"fallback": {"share": 1.5, "hour_cost": 1}}, "share must lie between 0 and 1"),
        ({"fallback": {"share": 0.5, "hour_cost": -1}}, "hour_cost must not be below 0"),
        ({"fallback": {"share": 0.5}}, "hour_cost"),
    ],
)
def test_impossible_outages_are_refused_by_name(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        outage(**keys)
    assert said in complaint(refusal.value)


@pytest.mark.parametrize("unit", ["hours", "hour", "hours/outage"])
def test_hours_may_say_that_they_are_hours(unit: str) -> None:
    assert outage(hours={"kind": "constant", "value": 2, "unit": unit}).hours.unit == unit


def test_the_sentence() -> None:
    said = (
        "about 6.00 a year; of each, taken as known: 2.00 hours; together never longer than the "
        "horizon"
    )
    assert outage().sentence() == said
    carried = outage(fallback={"share": 0.75, "hour_cost": 1})
    assert carried.sentence() == f"{said}; a fallback carries 75% of the work"
