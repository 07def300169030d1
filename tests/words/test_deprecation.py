"""Deprecation: when models are retired, and what moving to the next takes."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from simtco.words.arrays import Floats
from simtco.words.shocks.deprecation import Deprecation
from tests.words.conftest import (
    SIGMAS,
    FakeWorld,
    complaint,
    moments,
    no_bill,
    standard_error_of_variance,
    world_of,
)

TRIALS = 20_000
WORK = {"kind": "lognormal", "p50": 2, "sigma": 0.5}
WORK_MEAN, WORK_SECOND = 2 * np.exp(0.125), 4 * np.exp(0.5)
MEMORYLESS = {"kind": "exponential", "mean": 16}


def deprecation(**keys: Any) -> Deprecation:
    return Deprecation.model_validate({"life_months": 10, "weeks": 1.5, "week_cost": 2_000} | keys)


def laid(shock: Deprecation, months: int, trials: int = TRIALS) -> tuple[Floats, Floats]:
    """Weeks (M, N) by month, and the world's draw of all of them (N,)."""
    world = world_of(shock, months, trials)
    return shock.by_month(world), world.draw(shock.name, 0.0)


@pytest.mark.parametrize(
    ("keys", "months", "shutdowns"),
    [
        ({}, 24, [10, 20]),
        ({}, 20, [10, 20]),
        ({}, 19, [10]),
        ({}, 9, []),
        ({"age_months": 4}, 24, [6, 16]),
        ({"successor_age_months": 4}, 24, [10, 16, 22]),
        ({"age_months": 9, "successor_age_months": 4}, 12, [1, 7]),
        ({"life_months": 9.75}, 30, [10, 20, 30]),  # 9.75, 19.5, 29.25: within the month
    ],
)
def test_lives_that_are_known(keys: dict[str, Any], months: int, shutdowns: list[int]) -> None:
    """1.5 weeks at 2,000 in each month with a shutdown."""
    shock = deprecation(**keys)
    cash = shock.cash(world_of(shock, months, 8), no_bill)
    expected = np.zeros(months)
    expected[np.array(shutdowns, dtype=int) - 1] = 3_000
    for trial in cash.months.T:
        assert trial.tolist() == pytest.approx(expected.tolist(), rel=1e-3, abs=1e-9)


def test_the_sum_over_known_lives() -> None:
    """Two migrations of uncertain length: mean 2 E[X], variance 2 Var[X]."""
    shock = deprecation(weeks=WORK)
    expected = 2 * WORK_MEAN, np.sqrt(2 * (WORK_SECOND - WORK_MEAN**2))
    assert moments(lambda u: shock.ppf(u, 24)) == pytest.approx(expected, rel=1e-4)


def test_the_longest_of_two_migrations() -> None:
    """P(both <= x) = P(one <= x)^2."""
    shock = deprecation(weeks=WORK)
    u = np.array([0.1, 0.5, 0.95])
    expected = stats.lognorm(0.5, scale=2).ppf(np.sqrt(u))
    np.testing.assert_allclose(shock.worst(u, 24), expected, rtol=1e-5)


@pytest.mark.parametrize(("age", "months"), [(0.0, 24), (7.0, 24), (7.0, 60)])
def test_memoryless_lives_are_a_compound_poisson(age: float, months: int) -> None:
    """Whatever the age: mean and variance of months / 16 migrations, to 1 in 1,000."""
    shock = deprecation(life_months=MEMORYLESS, weeks=WORK, age_months=age)
    count = months / 16
    found = moments(lambda u: shock.ppf(u, months))
    assert found == pytest.approx((count * WORK_MEAN, np.sqrt(count * WORK_SECOND)), rel=1e-3)


CASES = pytest.mark.parametrize(
    ("keys", "months"),
    [
        ({"life_months": MEMORYLESS}, 24),
        ({"life_months": {"kind": "gamma", "mean": 16, "cv": 0.25}}, 36),
        ({"life_months": "8 to 25", "age_months": 6, "successor_age_months": 3}, 24),
        ({"life_months": "8 to 25", "age_months": 20}, 12),
        ({"life_months": "60 to 800"}, 12),
    ],
)


@CASES
def test_the_months_sum_to_the_draw(keys: dict[str, Any], months: int) -> None:
    by_month, whole = laid(deprecation(weeks=WORK, **keys), months)
    assert by_month.shape == (months, TRIALS)
    assert by_month.min() >= 0
    np.testing.assert_allclose(by_month.sum(axis=0), whole, rtol=1e-12)


def test_every_month_has_the_mean_that_memoryless_lives_give_it() -> None:
    """A sixteenth of a migration a month."""
    by_month, _ = laid(deprecation(life_months=MEMORYLESS, weeks=WORK), 24)
    errors = by_month.std(axis=1) / np.sqrt(TRIALS)
    assert np.all(np.abs(by_month.mean(axis=1) - WORK_MEAN / 16) < SIGMAS * errors)


def test_a_month_varies_and_goes_with_the_sum_as_it_should() -> None:
    """A compound Poisson of its own: its variance, and its covariance with the whole, E[X^2] / 16.

    The mean over 24 months; their errors are those of 20,000 sums.
    """
    by_month, whole = laid(deprecation(life_months=MEMORYLESS, weeks=WORK), 24)
    exact = WORK_SECOND / 16
    error = standard_error_of_variance(by_month[0]) / np.sqrt(24)
    assert by_month.var(axis=1).mean() == pytest.approx(exact, abs=SIGMAS * error)
    covariance = np.mean((by_month - by_month.mean(axis=1)[:, None]) * (whole - whole.mean()))
    assert covariance == pytest.approx(exact, abs=SIGMAS * standard_error_of_variance(whole) / 24)


def test_gamma_lives_fall_when_they_should() -> None:
    """The k-th shutdown is a gamma of shape 16 k and mean 16 k months."""
    shock = deprecation(life_months={"kind": "gamma", "mean": 16, "cv": 0.25}, weeks=WORK)
    by_month, _ = laid(shock, 36)
    edges = np.arange(37)
    density = sum(np.diff(stats.gamma(16.0 * k).cdf(edges)) for k in (1, 2, 3, 4))
    errors = np.maximum(by_month.std(axis=1), 1e-3) / np.sqrt(TRIALS)
    assert np.all(np.abs(by_month.mean(axis=1) - density * WORK_MEAN) < SIGMAS * errors)


def test_few_trials_have_their_months_too() -> None:
    """Where no history of a few trials has a shutdown, a sum falls on every month alike."""
    shock = deprecation(life_months="60 to 800", weeks=WORK)
    shock.assign_name("it")

    class Drawn(FakeWorld):
        def draw(self, name: str, base: float) -> Floats:
            return np.full(4, 6.0)

    by_month = shock.by_month(Drawn(12, 4))
    np.testing.assert_allclose(by_month, np.full((12, 4), 0.5))


def test_money_is_weeks_times_what_a_week_costs() -> None:
    shock = deprecation(life_months="8 to 25", weeks=WORK, week_cost="3_000 to 6_000")
    world = world_of(shock, 24, 3_000)
    cash = shock.cash(world, no_bill)
    size, week_cost = world.draw(shock.name, 0.0), shock.week_cost.draw(world)
    np.testing.assert_allclose(cash.months.sum(axis=0), size * week_cost, rtol=1e-12)
    assert cash.start.tolist() == [0.0]


def test_the_same_stream_gives_the_same_bits() -> None:
    first, again = (laid(deprecation(life_months="8 to 25", weeks=WORK), 24) for _ in range(2))
    assert first[0].tobytes() == again[0].tobytes()


def test_a_block_is_laid_by_itself() -> None:
    """4,096 trials fall as they do where more follow."""
    shock = deprecation(life_months="8 to 25", weeks=WORK)
    world = world_of(shock, 24, 3 * 4_096)

    class First(FakeWorld):
        def draw(self, name: str, base: float) -> Floats:
            return world.draw(name, base)[:4_096]

        def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:
            return world.uniforms(stream, count, every)[:, : 4_096 // every]

    alone = shock.by_month(First(24, 4_096))
    assert alone.tobytes() == np.ascontiguousarray(shock.by_month(world)[:, :4_096]).tobytes()


def test_a_plan_holds_no_migration() -> None:
    assert not deprecation().cash(FakeWorld(12), no_bill).months.any()
    assert (deprecation().category, deprecation().size_unit) == ("migration", "weeks")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"life_months": "-5 to 20"}, "life_months must not be negative"),
        ({"life_months": 0.2}, "life_months must leave a successor a month at least"),
        ({"successor_age_months": 9.5}, "leaves 0.500"),
        ({"age_months": 10}, "age_months = 10 leaves no life"),
        ({"successor_age_months": 12}, "successor_age_months = 12 leaves no life"),
        ({"age_months": -1}, "age_months"),
        ({"weeks": -1}, "weeks must not be negative"),
        ({"week_cost": -1}, "week_cost must not be below 0"),
    ],
)
def test_impossible_deprecation_is_refused_by_name(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        deprecation(**keys)
    assert said in complaint(refusal.value)


def test_the_sentence() -> None:
    assert deprecation(age_months=3).sentence() == (
        "months from release to shutdown: taken as known: 10.0; today's model is 3.00 months old; "
        "weeks to move to the next: taken as known: 1.50"
    )
