"""How numbers move over the months."""

from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from simtco.words.amount import PATHS, Amount, AnyPath
from simtco.words.base import kind_of
from simtco.words.path import Path
from tests.words.conftest import SIGMAS, FakeWorld, standard_error_of_variance, world_of

EXAMPLES: dict[str, dict[str, Any]] = {
    "flat": {},
    "growth": {"annual": "-20% to 200%"},
    "jumps": {"per_year": 2, "ratio": {"kind": "lognormal", "p50": 0.9, "sigma": 0.5}},
    "reverting": {"half_life_months": 8, "volatility": 0.4, "long_run": 0.8},
    "shape": {"year": [1, 1, 1, 2, 2, 2, 3, 3, 3, 2, 2, 2]},
    "steps": {"months": [3, 9], "factors": [0.5, 2.0]},
    "walk": {"monthly_mean": 0.04, "monthly_sd": 0.03},
}
"""One table for every path; a new path needs one here."""

_ADAPTER: TypeAdapter[Path] = TypeAdapter(AnyPath)


def path_of(kind: str, **table: Any) -> Path:
    return _ADAPTER.validate_python({"kind": kind, **table})


def test_every_path_has_an_example() -> None:
    assert {kind_of(path) for path in PATHS} == set(EXAMPLES)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_factors_come_by_month_and_are_never_below_0(kind: str) -> None:
    path = path_of(kind, **EXAMPLES[kind])
    factors = path.factors(world_of(path, months=24, trials=500))
    assert factors.shape in {(24, 1), (24, 500)}
    assert np.isfinite(factors).all()
    assert factors.min() >= 0


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_path_draws_the_same_bits_from_the_same_stream(kind: str) -> None:
    first, again = (path_of(kind, **EXAMPLES[kind]) for _ in range(2))
    assert np.array_equal(
        first.factors(world_of(first, 24, 50)), again.factors(world_of(again, 24, 50))
    )


def test_flat_stays() -> None:
    assert path_of("flat").factors(FakeWorld(months=3)).tolist() == [[1.0], [1.0], [1.0]]


@pytest.mark.parametrize("annual", [-0.5, -0.2, 0.0, 0.3, 2.0])
def test_growth_compounds_monthly_from_the_second_month(annual: float) -> None:
    factors = path_of("growth", annual=annual).factors(FakeWorld(months=25))[:, 0]
    np.testing.assert_allclose(
        factors, [(1 + annual) ** ((m - 1) / 12) for m in range(1, 26)], rtol=1e-12
    )
    assert factors[[0, 12, 24]] == pytest.approx([1, 1 + annual, (1 + annual) ** 2])


def test_growth_by_percent() -> None:
    factors = path_of("growth", annual="-20%").factors(FakeWorld(months=13))
    assert factors[12] == pytest.approx([0.8])


def test_a_fall_below_everything_stops_at_nothing() -> None:
    path = path_of("growth", annual={"kind": "normal", "mean": -0.9, "sd": 0.2})
    factors = path.factors(world_of(path, months=6, trials=2_000))
    assert np.all(factors[0] == 1.0)
    assert 0 < np.mean(factors[1] == 0.0) < 1
    assert factors.min() == 0.0


@pytest.mark.parametrize(("mean", "sd"), [(0.04, 0.03), (0.0, 0.1), (-0.02, 0.05)])
def test_a_walk_has_its_closed_mean_and_variance_in_every_month(mean: float, sd: float) -> None:
    """E[F_m] = (1 + mu)^m, Var F_m = ((1 + mu)^2 + sd^2)^m - (1 + mu)^(2m); month 1 is m = 1."""
    trials = 40_000
    path = path_of("walk", monthly_mean=mean, monthly_sd=sd)
    factors = path.factors(world_of(path, months=24, trials=trials))
    for m in (1, 2, 12, 24):
        drawn = factors[m - 1]
        expected = (1 + mean) ** m
        variance = ((1 + mean) ** 2 + sd**2) ** m - (1 + mean) ** (2 * m)
        assert drawn.mean() == pytest.approx(expected, abs=SIGMAS * np.sqrt(variance / trials))
        error = standard_error_of_variance(drawn)
        assert drawn.var() == pytest.approx(variance, abs=SIGMAS * error)


def test_a_walk_without_spread_compounds_its_mean() -> None:
    factors = path_of("walk", monthly_mean=0.04, monthly_sd=0).factors(FakeWorld(3))[:, 0]
    assert factors == pytest.approx([1.04, 1.0816, 1.124864])


def test_a_walk_that_reaches_nothing_stays_there() -> None:
    """A step is below -1 in 16 of 100 months at sd 1; nothing comes back from 0."""
    path = path_of("walk", monthly_mean=0, monthly_sd=1)
    factors = path.factors(world_of(path, months=12, trials=1_000))
    assert factors.min() == 0.0
    gone = factors[:-1] == 0.0
    assert gone.any()
    assert np.all(factors[1:][gone] == 0.0)


def test_an_amount_without_a_path_is_alike_in_every_month() -> None:
    assert Amount.model_validate(5).over_months(FakeWorld(12, 3)).tolist() == [5.0, 5.0, 5.0]


def test_an_amount_with_a_path_is_its_level_times_the_factors() -> None:
    amount = Amount.model_validate(
        {"kind": "constant", "value": 100, "path": {"kind": "growth", "annual": 0.21}}
    )
    by_month = amount.over_months(FakeWorld(months=13, trials=2))
    assert by_month.shape == (13, 2)
    assert by_month[[0, 6, 12], 1] == pytest.approx([100, 110, 121])


@pytest.mark.parametrize(
    ("kind", "table", "words"),
    [
        ("growth", {}, "annual"),
        ("growth", {"annual": 0.1, "monthly": 0.1}, "monthly"),
        ("walk", {"monthly_mean": 0.1}, "monthly_sd"),
        ("walk", {"monthly_mean": 0.1, "monthly_sd": -0.1}, "monthly_sd"),
        ("wander", {}, "wander"),
    ],
)
def test_what_is_no_path_is_refused_by_name(kind: str, table: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        path_of(kind, **table)


def test_steps_hold_from_their_months_on() -> None:
    factors = path_of("steps", months=[3, 5], factors=[0.5, 2]).factors(FakeWorld(6))[:, 0]
    assert factors.tolist() == [1, 1, 0.5, 0.5, 2, 2]


def test_seasons_come_back_and_keep_the_mean_of_a_year() -> None:
    year = [1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3]
    factors = path_of("shape", year=year).factors(FakeWorld(18))[:, 0]
    assert factors.tolist() == [0.5] * 6 + [1.5] * 6 + [0.5] * 6


@pytest.mark.parametrize("long_run", [0.5, 1.0, 2.0])
def test_a_reverting_price_has_the_moments_of_its_process(long_run: float) -> None:
    """log F_m: mean L (1 - k^(m-1)), variance s^2 (1 - k^(2 (m-1))) / (2 a), per month."""
    trials, half_life, volatility = 40_000, 6.0, 0.5
    path = path_of(
        "reverting", half_life_months=half_life, volatility=volatility, long_run=long_run
    )
    logs = np.log(path.factors(world_of(path, months=36, trials=trials)))
    pull = np.log(2) / half_life
    for m in (1, 2, 7, 36):
        kept = 2 ** (-(m - 1) / half_life)
        variance = volatility**2 / 12 * (1 - kept**2) / (2 * pull)
        error = SIGMAS * np.sqrt(variance / trials)
        assert logs[m - 1].mean() == pytest.approx(np.log(long_run) * (1 - kept), abs=error + 1e-12)
        assert logs[m - 1].var() == pytest.approx(
            variance, abs=SIGMAS * standard_error_of_variance(logs[m - 1]) + 1e-12
        )


def test_a_list_price_changes_as_often_and_as_far_as_stated() -> None:
    trials, months = 40_000, 25
    path = path_of("jumps", per_year=0.6, ratio={"kind": "discrete", "values": [0.5, 2]})
    logs = np.log2(path.factors(world_of(path, months=months, trials=trials)))
    changes = np.diff(logs, axis=0)
    assert np.all(logs[0] == 0)
    chance = 1 - np.exp(-0.6 / 12)
    for direction in (-1, 1):
        share = np.mean(changes == direction)
        error = SIGMAS * np.sqrt(chance / 2 / (trials * (months - 1)))
        assert share == pytest.approx(chance / 2, abs=error)


def test_a_list_price_that_never_changes_stays() -> None:
    path = path_of("jumps", per_year=0, ratio=2)
    assert np.all(path.factors(world_of(path, months=12, trials=10)) == 1.0)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"kind": "steps", "months": [2, 2], "factors": [1, 1]}, "months must rise"),
        ({"kind": "steps", "months": [2], "factors": [1, 1]}, "need as many factors"),
        ({"kind": "steps", "months": [2], "factors": [-1]}, "must not be negative"),
        ({"kind": "shape", "year": [0] * 12}, "one must be above 0"),
        ({"kind": "reverting", "half_life_months": 0, "volatility": 1}, "above 0 in every future"),
        ({"kind": "jumps", "per_year": 1, "ratio": 0}, "above 0 in every future"),
        ({"kind": "jumps", "per_year": -1, "ratio": 1}, "must lie between 0 and 12"),
    ],
)
def test_paths_that_make_no_sense_are_refused(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        _ADAPTER.validate_python(table)
