"""Events: happen once or not at all, with or without a mitigation."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simtco.words.shocks.event import RiskEvent
from tests.words.conftest import SIGMAS, FakeWorld, complaint, moments, no_bill, world_of

LOGNORMAL = {"kind": "lognormal", "mean": 100, "cv": 0.5}
TRIALS = 20_000


def event(**keys: Any) -> RiskEvent:
    return RiskEvent.model_validate({"probability": 0.2, "impact": LOGNORMAL} | keys)


def test_the_reference_event() -> None:
    """p = 0.2 times a lognormal of mean 100 and cv 0.5: facts/risk-practice.md, section 4.2.

    sd^2 = p E[X^2] - (p E[X])^2 = 0.2 x 12,500 - 400 = 2,100.
    """
    shock = event()
    mean, sd = moments(lambda u: shock.ppf(u, 12))
    assert mean == pytest.approx(20, rel=2e-5)
    assert sd == pytest.approx(45.825757, rel=2e-5)
    found = shock.ppf(np.array([0.8, 0.9, 0.95, 0.99]), 12)
    assert found == pytest.approx([0, 89.4427191, 123.0036917, 194.5317838], rel=1e-9)


def test_only_the_mean_of_a_probability_counts() -> None:
    """PERT (0, 0.1, 0.5) has mean (0 + 4 x 0.1 + 0.5) / 6 = 0.15."""
    unsure = event(probability={"kind": "pert", "low": 0, "mode": 0.1, "high": 0.5})
    u = np.linspace(0.001, 0.999, 999)
    np.testing.assert_allclose(unsure.ppf(u, 12), event(probability=0.15).ppf(u, 12), rtol=1e-9)


def test_an_opportunity_lies_below_nothing() -> None:
    """Saves 300 or costs 500, each in half of 4 in 10 futures."""
    shock = event(probability=0.4, impact={"kind": "discrete", "values": [500, -300]})
    found = shock.ppf(np.array([0.01, 0.19, 0.21, 0.5, 0.79, 0.81, 0.99]), 12)
    assert found.tolist() == [-300, -300, 0, 0, 0, 500, 500]
    assert shock.expected(mitigated=False) == pytest.approx(40)


@pytest.mark.parametrize("mean", [-5, -1, 0, 1, 5])
@pytest.mark.parametrize("chance", [1e-9, 0.3, 1 - 1e-9, 1.0])
def test_the_ppf_never_falls_and_holds_the_mean(mean: float, chance: float) -> None:
    shock = event(probability=chance, impact={"kind": "normal", "mean": mean, "sd": 1})
    u = np.linspace(1e-6, 1 - 1e-6, 200_001)
    assert np.min(np.diff(shock.ppf(u, 12))) >= 0
    found, _ = moments(lambda share: shock.ppf(share, 12))
    assert found == pytest.approx(chance * mean, abs=2e-4)


@pytest.mark.parametrize(("chance", "share"), [(0.0, 0.0), (1.0, 1.0)])
def test_what_never_or_always_happens(chance: float, share: float) -> None:
    found = event(probability=chance, impact=7).ppf(np.array([1e-9, 0.5, 1 - 1e-9]), 12)
    assert found.tolist() == [7 * share] * 3


@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_the_ppf_keeps_the_shape(shape: tuple[int, ...]) -> None:
    assert event().ppf(np.full(shape, 0.9), 12).shape == shape


@pytest.mark.parametrize(("month", "row"), [(3, 2), (3.4, 2), (2.6, 2), (12, 11), (1, 0)])
def test_the_money_falls_in_the_month(month: float, row: int) -> None:
    shock = event(probability=1, impact=1_000, month=month)
    cash = shock.cash(world_of(shock), no_bill)
    assert cash.start.tolist() == [0]
    expected = np.zeros((12, 1))
    expected[row] = 1_000
    assert cash.months.tolist() == expected.tolist()


def test_where_no_month_is_stated_any_is_as_likely() -> None:
    """The mean of each month is 20 / 12, within the spread of the draws."""
    shock = event()
    world = world_of(shock, 12, TRIALS)
    by_month = shock.cash(world, no_bill).months
    np.testing.assert_array_equal(by_month.sum(axis=0), world.draw(shock.name, 0.0))
    assert (by_month > 0).sum(axis=0).max() == 1
    errors = by_month.std(axis=1) / np.sqrt(TRIALS)
    assert np.all(np.abs(by_month.mean(axis=1) - 20 / 12) < SIGMAS * errors)


def test_the_chance_of_each_month() -> None:
    stated = event(month={"kind": "discrete", "values": [2, 5], "weights": [1, 3]}).falls(6)
    assert stated.tolist() == [0, 0.25, 0, 0, 0.75, 0]
    assert event().falls(6) == pytest.approx([1 / 6] * 6)


MITIGATION = {"cost": 3, "probability": 0.05, "impact": 60}


def test_a_mitigation_is_weighed_whether_it_is_adopted_or_not() -> None:
    """0.2 x 100 before, 0.05 x 60 after."""
    for adopted in (False, True):
        shock = event(mitigation=MITIGATION | {"adopted": adopted})
        assert shock.expected(mitigated=False) == pytest.approx(20)
        assert shock.expected(mitigated=True) == pytest.approx(3)


def test_a_mitigation_that_is_not_adopted_changes_nothing() -> None:
    shock = event(mitigation=MITIGATION, month=1)
    assert shock.ppf(np.array([0.9]), 12) == event().ppf(np.array([0.9]), 12)
    assert shock.cash(world_of(shock), no_bill).start.tolist() == [0]


def test_an_adopted_mitigation_is_paid_at_the_start() -> None:
    shock = event(mitigation=MITIGATION | {"adopted": True}, month=1)
    assert shock.ppf(np.array([0.94, 0.96]), 12).tolist() == [0, 60]
    cash = shock.cash(world_of(shock, 12, 5), no_bill)
    assert cash.start.tolist() == [3] * 5


@pytest.mark.parametrize(
    ("key", "after"), [("probability", 0.1 * 100), ("impact", 0.2 * 0.1)], ids=str
)
def test_what_a_mitigation_leaves_out_stays(key: str, after: float) -> None:
    shock = event(mitigation={"cost": 3, key: 0.1})
    assert shock.expected(mitigated=True) == pytest.approx(after)


def test_a_plan_holds_no_event() -> None:
    assert not event().cash(FakeWorld(12), no_bill).months.any()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"probability": 20}, "probability must lie between 0 and 1, and is 20"),
        ({"month": 0}, "month must not be below 1, and is 0"),
        ({"mitigation": {"cost": 5}}, "needs probability, impact or both"),
        ({"mitigation": MITIGATION | {"cost": -1}}, "cost must not be below 0, and is -1"),
        ({"mitigation": MITIGATION | {"probability": 2}}, "between 0 and 1, and is 2"),
    ],
)
def test_what_cannot_be_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        event(**keys)
    assert said in complaint(refusal.value)


def test_a_month_beyond_the_horizon_does_not_fit() -> None:
    late = event(month={"kind": "uniform", "low": 1, "high": 30})
    assert list(late.unfit({}, 24)) == [("month", "month reaches 29.7, beyond horizon_months = 24")]
    assert not list(late.unfit({}, 30))
    assert not list(event().unfit({}, 1))


def test_the_sentence_says_how_likely_and_how_dear() -> None:
    shock = event(impact={"kind": "constant", "value": 50, "unit": "USD"})
    assert shock.sentence() == "happens in 2 of 10 futures; its impact: taken as known: 50.0 USD"
    mitigated = event(mitigation=MITIGATION | {"adopted": True})
    assert mitigated.sentence() == (
        "happens in 5 of 100 futures, mitigated; its impact: taken as known: 60.0"
    )
