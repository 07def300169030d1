"""Backtests of forecasts whose answer is known."""

import numpy as np
import pytest
from scipy import stats

from simtco.usage.calibration_test import calibration_test
from simtco.usage.conditioned import condition_scores, conditioned, likeliest_noise
from simtco.words.arrays import Floats

N = 1 << 15
MU, SIGMA, NOISE = 1_000.0, 200.0, 120.0


def futures(rng: np.random.Generator, months: int, n: int, spread: float = 1.0) -> Floats:
    """A level that all months share, and what each month adds on its own; both normal."""
    level = SIGMA * rng.standard_normal(n)
    return MU + spread * (level + NOISE * rng.standard_normal((months, n)))


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_rest_agrees_with_the_conjugate_normal(logarithmic: bool) -> None:
    """Gelman and others, Bayesian Data Analysis, 3rd ed. 2013, equations 2.11 and 2.12."""
    rng = np.random.default_rng(1)
    monthly = futures(rng, 8, N)
    actual = np.array([1_210.0, 1_090.0, 1_330.0, 1_180.0])
    held = len(actual)
    precision = 1 / SIGMA**2 + held / NOISE**2
    mean = (MU / SIGMA**2 + actual.sum() / NOISE**2) / precision
    sd = np.sqrt(1 / precision + NOISE**2)
    scale = 5e-3 if logarithmic else 1.0  # a lognormal of sigma about 1
    given = (np.exp(scale * monthly), np.exp(scale * actual)) if logarithmic else (monthly, actual)
    found = conditioned(given[0], (0, 1, 2, 3), given[1], seed=1)
    assert found.noise == 0.0
    assert found.rows == (4, 5, 6, 7)
    futures_ = np.log(found.futures) / scale if logarithmic else found.futures
    off = sd / np.sqrt(N)
    for month in futures_:
        assert month.mean() == pytest.approx(mean, abs=6 * off + 0.01 * sd)
        assert month.std() == pytest.approx(sd, rel=0.02)
        assert np.quantile(month, 0.9) == pytest.approx(mean + sd * stats.norm.ppf(0.9), rel=0.01)
    # months to come share what is not known of the level
    expected = (1 / precision) / sd**2
    together: Floats = np.cov(futures_[:2])
    assert together[0, 1] / together[0, 0] == pytest.approx(expected, abs=0.03)


def test_the_update_of_scores_is_the_conditional_normal() -> None:
    """Mean C(f, o) C(o, o)^-1 y and the Schur complement; Eaton, Multivariate Statistics, 1983."""
    rng = np.random.default_rng(2)
    root = rng.normal(size=(3, 3))
    covariance = root @ root.T
    scores = np.linalg.cholesky(covariance) @ rng.standard_normal((3, 200_000))
    observed = np.array([0.7, -0.4])
    for noise in (0.0, 0.8):
        moved = condition_scores(scores, covariance, (0, 1), (2,), observed, noise, rng)
        inner = np.linalg.inv(covariance[:2, :2] + noise**2 * np.eye(2))
        gain = covariance[2, :2] @ inner
        assert moved.mean() == pytest.approx(gain @ observed, abs=0.02)
        variance = covariance[2, 2] - gain @ covariance[:2, 2] + noise**2
        assert moved.var() == pytest.approx(variance, rel=0.02)


def test_noise_that_the_forecast_lacks_is_found() -> None:
    rng = np.random.default_rng(3)
    level = np.ones((80, 80))
    found = [likeliest_noise(level, rng.normal() + 0.5 * rng.normal(size=80)) for _ in range(20)]
    assert np.mean(found) == pytest.approx(0.5, rel=0.05)
    assert likeliest_noise(np.eye(3), np.zeros(3)) == 0.0


def test_what_is_seen_of_every_month_changes_nothing_else() -> None:
    monthly = futures(np.random.default_rng(4), 3, 4_096)
    found = conditioned(monthly, (0, 1, 2), np.array([900.0, 1_000.0, 1_100.0]), seed=1)
    assert (found.rows, found.futures.shape) == ((), (0, 4_096))


P_VALUES = ("p_held", "p_spread", "p_low", "p_uniform", "p_jumps")


def test_a_right_forecast_passes_and_its_percentiles_are_even() -> None:
    """300 true paths of months that hang together: even percentiles, even p values, few alarms."""
    rng = np.random.default_rng(5)
    found = []
    for _ in range(300):
        monthly = futures(rng, 12, 1_000)
        found.append(calibration_test(monthly, futures(rng, 12, 1)[:, 0]))
    one_month = [each.percentiles[0] for each in found]  # independent between paths
    assert stats.kstest(one_month, "uniform").pvalue > 0.01
    for name in ("p_spread", "p_low", "p_uniform", "p_jumps"):
        assert stats.kstest([getattr(each, name) for each in found], "uniform").pvalue > 0.01
    for name in P_VALUES:  # never more alarms than stated: 5% of 300 is 15, sd 3.8
        assert np.mean([getattr(each, name) <= 0.05 for each in found]) < 0.05 + 4 * 0.0126
    alarms = [each.verdict != "sound" for each in found]
    assert np.mean(alarms) < 0.11


@pytest.mark.parametrize(
    ("spread", "shift", "verdict"),
    [(0.25, 0.0, "too narrow"), (1.0, 700.0, "too low"), (1.0, -700.0, "too high")],
)
def test_a_wrong_forecast_is_called_what_it_is(spread: float, shift: float, verdict: str) -> None:
    rng = np.random.default_rng(6)
    said = []
    for _ in range(40):
        monthly = MU + spread * NOISE * rng.standard_normal((12, 2_000))
        actual = MU + shift + NOISE * rng.standard_normal(12)
        said.append(calibration_test(monthly, actual).verdict)
    assert said.count(verdict) >= 36


def test_months_that_jump_more_than_a_forecast_of_one_level_are_too_steady() -> None:
    rng = np.random.default_rng(7)
    monthly = MU + SIGMA * rng.standard_normal(4_000) + 10 * rng.standard_normal((12, 4_000))
    actual = MU + 0.5 * SIGMA * np.tile([1.0, -1.0], 6)
    assert calibration_test(monthly, actual).verdict == "too steady"


def test_a_forecast_that_is_far_too_wide() -> None:
    rng = np.random.default_rng(8)
    monthly = MU + 20 * NOISE * rng.standard_normal((12, 4_000))
    assert calibration_test(monthly, MU + NOISE * rng.standard_normal(12)).verdict == "too wide"


def test_counts_of_a_year_by_hand() -> None:
    """Futures 0 to 99 each month: a cost of 80.5 has 81 below it."""
    monthly = np.tile(np.arange(100.0), (4, 1))
    found = calibration_test(monthly, np.array([-1.0, 50.0, 78.5, 95.5]))
    assert list(found.percentiles) == [0.0, 0.505, 0.79, 0.96]
    assert (found.held, found.inside, found.above, found.below) == (3, 2, 1, 1)
