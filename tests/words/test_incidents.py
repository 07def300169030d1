"""Incidents: what they cost over the horizon, and in which months it falls.

The sum over the horizon is exact; when it falls is an approximation (docs/decisions/0003).
"""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simtco.words.arrays import Floats
from simtco.words.shocks.incidents import Incidents
from tests.words.conftest import (
    SIGMAS,
    FakeWorld,
    complaint,
    moments,
    no_bill,
    world_of,
)

TRIALS = 20_000
LOGNORMAL = {"kind": "lognormal", "p50": 1_500, "sigma": 0.6}


def incidents(per_year: Any, severity: Any) -> Incidents:
    return Incidents.model_validate({"per_year": per_year, "severity": severity})


def fallen(shock: Incidents, months: int, trials: int = TRIALS) -> tuple[Floats, Floats]:
    """The money of each month (M, N), and the world's draw of the whole (N,)."""
    world = world_of(shock, months, trials)
    cash = shock.cash(world, no_bill)
    assert cash.start.tolist() == [0.0]
    return cash.months, world.draw(shock.name, 0.0)


CASES = [(0.1, 12), (0.5, 12), (2, 12), (6, 12), (24, 12), (2, 60), (12, 60)]
cases = pytest.mark.parametrize(("per_year", "months"), CASES)


@cases
def test_the_months_sum_to_the_whole(per_year: float, months: int) -> None:
    by_month, whole = fallen(incidents(per_year, LOGNORMAL), months)
    assert by_month.shape == (months, TRIALS)
    assert by_month.min() >= 0
    np.testing.assert_allclose(by_month.sum(axis=0), whole, rtol=1e-12)


@cases
def test_every_month_has_the_same_mean(per_year: float, months: int) -> None:
    """A twelfth of the yearly rate times the mean loss; SE by the spread of the draws."""
    shock = incidents(per_year, LOGNORMAL)
    by_month, _ = fallen(shock, months)
    expected = per_year / 12 * 1_500 * np.exp(0.18)
    errors = by_month.std(axis=1) / np.sqrt(TRIALS)
    assert np.all(np.abs(by_month.mean(axis=1) - expected) < SIGMAS * errors)


EQUAL: Any = 100
HEAVY = {"kind": "lognormal", "p50": 1_500, "sigma": 1.2}


@pytest.mark.parametrize("severity", [EQUAL, LOGNORMAL, HEAVY], ids=["equal", "some", "heavy"])
@pytest.mark.parametrize(
    ("per_year", "months"), [*CASES, (24, 60), (120, 12), (365, 12), (365, 36)]
)
def test_a_month_varies_within_a_factor_of_what_it_should(
    per_year: float, months: int, severity: Any
) -> None:
    """Exact: a month is a compound Poisson of its own, variance (rate / 12) E[X^2].

    The months are drawn apart from the sum that they are scaled to, so a month's share and the sum
    do not go together as they should: a factor of 2 either way is what that may cost.
    """
    shock = incidents(per_year, severity)
    by_month, _ = fallen(shock, months, 10_000)
    loss = shock.severity.family
    exact = per_year / 12 * (loss.mean**2 + loss.sd**2)
    assert 0.5 < by_month.var(axis=1).mean() / exact < 2


@pytest.mark.parametrize(("per_year", "months"), [(0.5, 12), (6, 12), (24, 12), (24, 60)])
def test_a_month_stays_empty_as_often_as_poisson_says(per_year: float, months: int) -> None:
    """exp(-rate / 12), with standard error sqrt(p (1 - p) / N) of each month."""
    by_month, _ = fallen(incidents(per_year, LOGNORMAL), months, 10_000)
    p = np.exp(-per_year / 12)
    error = np.sqrt(p * (1 - p) / 10_000)
    assert np.all(np.abs((by_month == 0).mean(axis=1) - p) < SIGMAS * error)


@pytest.mark.parametrize(("per_year", "severity"), [(0, LOGNORMAL), (2, 0), (0, 0)])
def test_no_incidents_cost_nothing(per_year: float, severity: Any) -> None:
    by_month, whole = fallen(incidents(per_year, severity), 12, 1_000)
    assert not by_month.any()
    assert not whole.any()


@pytest.mark.parametrize("per_year", [1e-15, 1e-12, 1e-9, 1e-6])
def test_incidents_that_hardly_ever_happen_cost_a_number(per_year: float) -> None:
    """1,000 trials at 1e-6 a year see one with a chance of 1 in 1,000; with this seed, none."""
    by_month, whole = fallen(incidents(per_year, LOGNORMAL), 12, 1_000)
    assert not whole.any()
    assert not by_month.any()


def test_the_same_stream_gives_the_same_bits() -> None:
    first, _ = fallen(incidents(2, LOGNORMAL), 12, 1_000)
    again, _ = fallen(incidents(2, LOGNORMAL), 12, 1_000)
    assert first.tobytes() == again.tobytes()


def test_another_name_gives_other_months() -> None:
    ours, theirs = incidents(2, LOGNORMAL), incidents(2, LOGNORMAL)
    ours.assign_name("ours")
    theirs.assign_name("theirs")
    world = FakeWorld(12, 1_000, [ours, theirs])
    assert not np.array_equal(ours.cash(world, no_bill).months, theirs.cash(world, no_bill).months)


def test_a_plan_holds_no_incidents() -> None:
    assert not incidents(2, LOGNORMAL).cash(FakeWorld(12), no_bill).months.any()


@pytest.mark.parametrize("months", [1, 6, 12, 36])
def test_the_whole_grows_with_the_horizon(months: int) -> None:
    """Rate per year times months / 12: compound Poisson moments."""
    mean, sd = moments(lambda u: incidents(4, LOGNORMAL).ppf(u, months))
    count = 4 * months / 12
    assert mean == pytest.approx(count * 1_500 * np.exp(0.18), rel=1e-5)
    assert sd == pytest.approx(np.sqrt(count * 1_500**2 * np.exp(0.72)), rel=1e-5)


@pytest.mark.parametrize(
    "rate",
    [
        {"kind": "uniform", "low": 1, "high": 4},
        {"kind": "pert", "low": 1, "mode": 2, "high": 6},
        {"kind": "lognormal", "p50": 2, "sigma": 0.5},
        {"kind": "lognormal", "p50": 2, "sigma": 1.0},
        {"kind": "discrete", "values": [1, 10]},
        {"kind": "discrete", "values": [0, 10], "weights": [0.9, 0.1]},
    ],
    ids=lambda rate: "-".join(str(value) for value in rate.values()),
)
def test_a_belief_about_the_rate_widens_the_whole(rate: dict[str, Any]) -> None:
    """Mean E[rate] mu; variance E[rate] E[X^2] + Var(rate) mu^2, the sd to 1%."""
    shock = incidents(rate, LOGNORMAL)
    family = shock.per_year.family
    mean, sd = moments(lambda u: shock.ppf(u, 12))
    loss, second = 1_500 * np.exp(0.18), 1_500**2 * np.exp(0.72)
    assert mean == pytest.approx(family.mean * loss, rel=1e-3)
    assert sd == pytest.approx(np.sqrt(family.mean * second + (family.sd * loss) ** 2), rel=0.01)


def test_a_belief_that_nothing_ever_happens_keeps_its_weight() -> None:
    """No incidents for sure in 9 of 10 futures, 10 a year in the tenth: P(nothing) = 0.9 + 5e-6."""
    shock = incidents({"kind": "discrete", "values": [0, 10], "weights": [0.9, 0.1]}, LOGNORMAL)
    assert shock.ppf(np.array([0.899]), 12)[0] == 0
    assert shock.ppf(np.array([0.95]), 12)[0] == pytest.approx(17_000, rel=0.15)


@pytest.mark.parametrize(
    ("key", "per_year", "severity"),
    [
        ("per_year", -1, LOGNORMAL),
        ("per_year", {"kind": "normal", "mean": 1, "sd": 1}, LOGNORMAL),
        ("severity", 1, -5),
        ("severity", 1, {"kind": "uniform", "low": -1, "high": 9}),
    ],
)
def test_negative_incidents_are_refused_by_name(key: str, per_year: Any, severity: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        incidents(per_year, severity)
    assert f"{key} must not be" in complaint(refusal.value)
    assert f"[{key}]" in complaint(refusal.value)


def test_the_sentence_says_how_often_and_how_dear() -> None:
    """P10 and P90 are 1,500 exp(-+ 1.2816 x 0.6) = 695 and 3,240."""
    assert incidents(2, LOGNORMAL).sentence() == (
        "about 2.00 a year; of each, 8 in 10 futures lie between 695 and 3,240, "
        "half of all under 1,500"
    )
