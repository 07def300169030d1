"""Requests and tokens: a sum is not a multiple of one draw."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simtco.words.arrays import Floats
from simtco.words.demand import DAYS_A_MONTH, HOURS_A_MONTH, Demand, Tokens
from tests.words.conftest import (
    SIGMAS,
    FakeWorld,
    complaint,
    standard_error_of_variance,
    world_of,
)

PLAIN: dict[str, Any] = {"requests_per_day": 1_000, "input_tokens": 500, "output_tokens": 200}


def demand(**changes: Any) -> Demand:
    return Demand.model_validate(PLAIN | changes)


def tokens_of(requests: float, trials: int, **table: Any) -> Floats:
    """Tokens of two months (2, N) of so many requests each."""
    tokens = Tokens.model_validate(table)
    return tokens.total(world_of(tokens, 2, trials), np.full(trials, requests))


def test_a_month_is_a_twelfth_of_365_and_a_quarter_days() -> None:
    assert pytest.approx(30.4375) == DAYS_A_MONTH
    assert pytest.approx(730.5) == HOURS_A_MONTH


def test_known_demand_is_multiplied_out() -> None:
    """1,000 a day are 30,437.5 a month; 500 and 200 tokens each."""
    load = demand().load(FakeWorld(months=3))
    assert load.requests == pytest.approx([30_437.5])
    assert load.input_tokens == pytest.approx([30_437.5 * 500])
    assert load.output_tokens == pytest.approx([30_437.5 * 200])
    assert load.peak_to_mean.tolist() == [1.0]
    assert load.day_shape.tolist() == [1.0] * 24


def test_growth_and_the_path_of_requests_multiply() -> None:
    """Month 13: 10% from the path and 50% from growth, a year on."""
    by_path = {"kind": "constant", "value": 100, "path": {"kind": "growth", "annual": 0.1}}
    load = demand(requests_per_day=by_path, growth={"kind": "growth", "annual": 0.5}).load(
        FakeWorld(months=13)
    )
    assert load.requests[0] == pytest.approx([3_043.75])
    assert load.requests[12] == pytest.approx([3_043.75 * 1.1 * 1.5])
    assert load.input_tokens[12] == pytest.approx(load.requests[12] * 500)


@pytest.mark.parametrize("requests", [100.0, 10_000.0])
def test_tokens_of_many_requests_are_their_sum(requests: float) -> None:
    """Mean n mu, sd sqrt(n) sigma; lognormal mean 500 and cv 2, so sigma = 1,000."""
    trials = 40_000
    table = {"kind": "lognormal", "mean": 500, "cv": 2}
    for drawn in tokens_of(requests, trials, per_request=table):
        mean, sd = requests * 500, np.sqrt(requests) * 1_000
        # 100 requests: sd / mean = 0.2, so the floor at 0 cuts 3e-7 of all draws
        assert drawn.mean() == pytest.approx(mean, abs=SIGMAS * sd / np.sqrt(trials))
        error = standard_error_of_variance(drawn)
        assert drawn.var() == pytest.approx(sd**2, abs=SIGMAS * error)


def test_a_multiple_of_one_draw_would_be_wider_by_the_root_of_the_number() -> None:
    """The design's trap: n times one draw has sd n sigma, sqrt(n) times too much."""
    trials, requests = 40_000, 10_000.0
    table = {"kind": "lognormal", "mean": 500, "cv": 0.5}
    ours = tokens_of(requests, trials, per_request=table)[0]
    single = Tokens.model_validate({"per_request": table}).per_request.family
    naive = requests * single.ppf(FakeWorld(trials=trials).uniforms("naive", 1)[0])
    assert ours.mean() == pytest.approx(naive.mean(), rel=0.02)
    assert naive.std() / ours.std() == pytest.approx(np.sqrt(requests), rel=0.05)


def test_the_plates_of_vose() -> None:
    """562 plates, each triangular(3.75, 4.25, 5.5): mean 2529, sd 8.72377, not 206.81040.

    Vose, Risk Analysis, 19.2, as quoted by the tests of probabilit.
    """
    trials = 100_000
    plate = {"kind": "triangular", "low": 3.75, "mode": 4.25, "high": 5.5}
    drawn = tokens_of(562, trials, per_request=plate)[0]
    assert drawn.mean() == pytest.approx(2_529, abs=SIGMAS * 8.72377 / np.sqrt(trials))
    assert drawn.std() == pytest.approx(8.72377, rel=SIGMAS / np.sqrt(2 * trials))
    single = Tokens.model_validate({"per_request": plate}).per_request.family
    assert 562 * single.sd == pytest.approx(206.81040, rel=1e-7)


def test_the_noise_of_two_months_is_independent() -> None:
    """A correlation of n independent pairs has standard error 1 / sqrt(n)."""
    first, second = tokens_of(100, 40_000, per_request={"kind": "normal", "mean": 50, "sd": 20})
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0, abs=SIGMAS / np.sqrt(40_000))


def test_input_and_output_have_noise_of_their_own() -> None:
    table = {"per_request": {"kind": "normal", "mean": 50, "sd": 20}}
    both = demand(input_tokens=table, output_tokens=table)
    load = both.load(world_of(both, 1, 10_000))
    found = np.corrcoef(load.input_tokens[0], load.output_tokens[0])[0, 1]
    assert found == pytest.approx(0, abs=SIGMAS / np.sqrt(10_000))


@pytest.mark.parametrize("factor", [0.5, 1.0, 1.7])
def test_the_mean_factor_scales_mean_and_spread(factor: float) -> None:
    table = {"kind": "normal", "mean": 50, "sd": 20}
    plain = tokens_of(100, 1_000, per_request=table)
    scaled = tokens_of(100, 1_000, per_request=table, mean_factor=factor)
    np.testing.assert_allclose(scaled, factor * plain, rtol=1e-12)


def test_a_belief_about_the_factor_does_not_average_out() -> None:
    """Var = n sigma^2 E[f^2] + (n mu)^2 Var f: a million requests leave the belief's spread."""
    trials, n = 40_000, 1e6
    factor = {"kind": "uniform", "low": 0.5, "high": 1.5}
    drawn = tokens_of(
        n, trials, per_request={"kind": "normal", "mean": 50, "sd": 20}, mean_factor=factor
    )[0]
    expected = n * 20**2 * (1 + 1 / 12) + (n * 50) ** 2 / 12
    assert drawn.var() == pytest.approx(expected, abs=SIGMAS * standard_error_of_variance(drawn))


def test_a_belief_about_the_mean_is_one_draw_for_all_requests() -> None:
    """A distribution for input_tokens itself is a belief about the mean: its cv stays."""
    believed = demand(input_tokens={"kind": "normal", "mean": 500, "sd": 50})
    load = believed.load(world_of(believed, 12, 40_000))
    assert load.input_tokens.shape == (40_000,)
    assert load.input_tokens.std() / load.input_tokens.mean() == pytest.approx(
        0.1, rel=SIGMAS / np.sqrt(80_000)
    )


def test_tokens_of_requests_are_never_below_0() -> None:
    """One request of mean 10 and sd 100 would be negative in 46 of 100 months, were it normal."""
    drawn = tokens_of(1, 1_000, per_request={"kind": "lognormal", "mean": 10, "cv": 10})
    assert drawn.min() == 0.0


def test_no_requests_need_no_tokens() -> None:
    table = {"per_request": {"kind": "lognormal", "mean": 500, "cv": 2}}
    load = demand(requests_per_day=0, input_tokens=table).load(FakeWorld(months=2, trials=5))
    assert not load.requests.any()
    assert not load.input_tokens.any()


def test_requests_never_fall_below_0() -> None:
    """A belief may put up to 1 in 100 futures below 0; they count as none."""
    few = demand(requests_per_day={"kind": "normal", "mean": 100, "sd": 41})
    load = few.load(world_of(few, 1, 20_000))
    assert load.requests.min() == 0.0


def test_a_day_shape_counts_by_its_ratios() -> None:
    """12 hours of 1 and 12 of 3: mean 2, so 0.5 and 1.5."""
    shape = demand(day_shape=[1] * 12 + [3] * 12).load(FakeWorld()).day_shape
    assert shape == pytest.approx([0.5] * 12 + [1.5] * 12)
    assert demand(day_shape=[10] * 12 + [30] * 12).load(FakeWorld()).day_shape.tolist() == (
        shape.tolist()
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("requests_per_day", -1),
        ("requests_per_day", {"kind": "normal", "mean": 1, "sd": 1}),
        ("peak_to_mean", 0.5),
        ("day_shape", [1] * 23),
        ("day_shape", [0] + [1] * 23),
        ("input_tokens", -5),
        ("output_tokens", -5),
        ("input_tokens", {"per_request": -5}),
        ("mean_factor", {"per_request": 5, "mean_factor": -1}),
    ],
)
def test_impossible_demand_is_refused_by_name(key: str, value: Any) -> None:
    place = "input_tokens" if key == "mean_factor" else key
    with pytest.raises(ValidationError) as refusal:
        demand(**{place: value})
    assert key in complaint(refusal.value)
