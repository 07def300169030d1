"""The short ways to write an uncertain number, and what is refused by name."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from simtco.words.belief import Belief
from simtco.words.families.lognormal import Lognormal
from simtco.words.families.metalog import Metalog
from simtco.words.families.normal import Normal
from tests.words.conftest import FakeWorld, complaint

Z95 = float(stats.norm.ppf(0.95))


def belief(raw: Any) -> Belief:
    return Belief.model_validate(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [(7, 7.0), (-0.5, -0.5), ("5%", 0.05), ("-20%", -0.2), ("1_200.5%", 12.005), ("0%", 0.0)],
)
def test_a_number_or_a_percentage_is_known(raw: Any, value: float) -> None:
    assert belief(raw).family.ppf(np.array([0.01, 0.99])) == pytest.approx([value, value])
    assert belief(raw).base == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10_000 to 40_000", 1e4, 4e4),
        ("0.6 to 1.7", 0.6, 1.7),
        ("5% to 20%", 0.05, 0.2),
        ("1e3 to 2e4", 1e3, 2e4),
        ("  3   to 4 ", 3, 4),
    ],
)
def test_a_range_above_0_is_the_middle_nine_tenths_of_a_lognormal(
    text: str, low: float, high: float
) -> None:
    known = stats.lognorm(np.log(high / low) / (2 * Z95), scale=np.sqrt(low * high))
    u = np.array([0.001, 0.05, 0.5, 0.95, 0.999])
    assert isinstance(belief(text).family, Lognormal)
    np.testing.assert_allclose(belief(text).family.ppf(u), known.ppf(u), rtol=1e-9)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("-20% to 200%", -0.2, 2.0), ("0 to 5", 0.0, 5.0), ("-8 to -3", -8.0, -3.0)],
)
def test_a_range_that_reaches_0_is_the_middle_nine_tenths_of_a_normal(
    text: str, low: float, high: float
) -> None:
    known = stats.norm((low + high) / 2, (high - low) / (2 * Z95))
    u = np.array([0.001, 0.05, 0.5, 0.95, 0.999])
    assert isinstance(belief(text).family, Normal)
    np.testing.assert_allclose(belief(text).family.ppf(u), known.ppf(u), rtol=1e-9, atol=1e-12)


def test_percentiles_alone_are_a_metalog_in_any_order() -> None:
    mixed = belief({"p90": 44, "unit": "USD", "p10": 8, "p50": 29})
    assert isinstance(mixed.family, Metalog)
    assert mixed.family == belief({"p10": 8, "p50": 29, "p90": 44}).family
    assert mixed.unit == "USD"


def test_the_three_ways_to_write_a_lognormal_mean_the_same() -> None:
    """Mean m exp(s^2 / 2), cv sqrt(exp(s^2) - 1), P5 and P95 m exp(-+ z s)."""
    median, sigma = 1_500.0, 0.8
    ways = [
        {"p50": median, "sigma": sigma},
        {"mean": median * np.exp(sigma**2 / 2), "cv": np.sqrt(np.exp(sigma**2) - 1)},
        {"p5": median * np.exp(-Z95 * sigma), "p95": median * np.exp(Z95 * sigma)},
    ]
    u = np.array([1e-6, 0.1, 0.5, 0.9, 1 - 1e-6])
    for way in ways:
        family = belief({"kind": "lognormal", **way}).family
        np.testing.assert_allclose(family.ppf(u), stats.lognorm.ppf(u, sigma, 0, median), rtol=1e-9)
        assert family.base == pytest.approx(median)


def test_three_percentiles_of_a_lognormal_are_fitted_by_least_squares_of_logarithms() -> None:
    """z = -a, 0, a and y = ln x: slope (y3 - y1) / 2a, centre the mean of y."""
    low, middle, high = np.log([10.0, 30.0, 50.0])
    family = belief({"kind": "lognormal", "p10": 10, "p50": 30, "p90": 50}).family
    assert isinstance(family, Lognormal)
    centre, slope = (low + middle + high) / 3, (high - low) / (2 * stats.norm.ppf(0.9))
    assert family.percentile(0.5) == pytest.approx(np.exp(centre))
    assert family.percentile(0.9) == pytest.approx(np.exp(centre + slope * stats.norm.ppf(0.9)))
    misses = [
        np.exp(centre - (high - low) / 2) / 10 - 1,
        np.exp(centre) / 30 - 1,
        np.exp(centre + (high - low) / 2) / 50 - 1,
    ]
    assert family.fit_error == pytest.approx(max(abs(miss) for miss in misses))
    assert "misses a stated percentile by" in family.sentence()


def test_a_lognormal_that_meets_its_percentiles_says_nothing_of_a_miss() -> None:
    family = belief({"kind": "lognormal", "p10": 10, "p50": 20, "p90": 40}).family
    assert isinstance(family, Lognormal)
    assert family.fit_error == pytest.approx(0, abs=1e-12)
    assert "misses" not in family.sentence()


def test_a_belief_draws_its_own_stream_and_its_base_in_a_plan() -> None:
    price = belief({"kind": "pert", "low": 1, "mode": 2, "high": 9, "base": 3})
    price.assign_name("price")
    price.assign_name("another")
    assert price.name == "price"
    assert price.draw(FakeWorld()).tolist() == [3.0]
    drawn = FakeWorld(trials=100, drawn=[price])
    expected = price.family.ppf(drawn.uniforms("price", 1)[0])
    assert price.draw(drawn).tolist() == expected.tolist()


REFUSED: list[tuple[Any, str, str]] = [
    ({"p10": 8, "p50": 29, "p90": 30}, "percentiles", "move it, state min or max"),
    ({"p10": 8, "p50": 2, "p90": 30}, "p50", "p50 = 2 must be above p10 = 8"),
    ({"p10": 8, "p50": 8, "p90": 30}, "p50", "p50 = 8 must be above p10 = 8"),
    ({"p10": 8, "p90": 30}, "percentiles", "need three or more"),
    ({"p10": 8, "p50": 29, "p90": 44, "min": 9}, "min", "min = 9 must lie below p10"),
    ({"p10": 8, "p50": 29, "p90": 44, "max": 44}, "max", "max = 44 must lie above p90"),
    ({"p10": True, "p50": 29, "p90": 44}, "p10", "must be a number"),
    ({"p0": 1, "p10": 2, "p50": 3, "p90": 4}, "p0", "Extra inputs"),
    ({"p05": 1, "p5": 2, "p50": 3, "p90": 9}, "p5", "p05"),
    ({"kind": "lognormal", "p05": 1, "p5": 2}, "p5", "p05"),
    ({"kind": "discrete", "values": [1, 2], "weights": [1]}, "weights", "2 values need as many"),
    ({"kind": "discrete", "values": [1, 2], "weights": [-1, 2]}, "weights", "negative"),
    ({"kind": "discrete", "values": [1, 2], "weights": [0, 0]}, "weights", "above 0"),
    ({"kind": "discrete", "values": []}, "values", "at least 1"),
    ({"kind": "empirical", "probabilities": [0, 1], "values": [1, 2, 3]}, "values", "not 3"),
    ({"kind": "empirical", "probabilities": [0.1, 1], "values": [1, 2]}, "probabilities", "0"),
    ({"kind": "empirical", "probabilities": [0, 0.9], "values": [1, 2]}, "probabilities", "1"),
    (
        {"kind": "empirical", "probabilities": [0, 0.5, 0.5, 1], "values": [1, 2, 3, 4]},
        "probabilities",
        "must rise",
    ),
    ({"kind": "empirical", "probabilities": [0, 1], "values": [2, 1]}, "values", "not fall"),
    ({"kind": "lognormal", "p50": -1, "sigma": 1}, "p50", "above 0 in a lognormal"),
    ({"kind": "lognormal", "p50": 1, "sigma": 0}, "sigma", "greater than 0"),
    ({"kind": "lognormal", "p50": 1}, "sigma", "needs one of"),
    ({"kind": "lognormal", "p10": 1, "sigma": 1}, "p50", "needs one of"),
    ({"kind": "lognormal", "mean": 1}, "cv", "needs one of"),
    ({"kind": "lognormal", "p5": 1, "p95": 2, "cv": 1}, "percentiles", "needs one of"),
    ({"kind": "normal", "mean": 1}, "sd", "mean and sd"),
    ({"kind": "normal", "mean": 1, "sd": -1}, "sd", "greater than 0"),
    ({"kind": "normal", "mean": 1, "sd": 1, "p5": 1}, "mean", "needs one of"),
    ({"kind": "normal", "p5": 1}, "percentiles", "two or more"),
    ({"kind": "uniform", "low": 1, "high": 1}, "high", "must be above low = 1"),
    ({"kind": "loguniform", "low": 0, "high": 1}, "low", "greater than 0"),
    ({"kind": "loguniform", "low": 2, "high": 1}, "high", "must be above low = 2"),
    ({"kind": "pert", "low": 3, "mode": 3, "high": 3}, "high", "must be above low = 3"),
    ({"kind": "pert", "low": 1, "mode": 5, "high": 3}, "mode", "between low = 1 and high = 3"),
    (
        {"kind": "triangular", "low": 1, "mode": 1, "high": 3, "ends": "p10-p90"},
        "mode",
        "strictly inside",
    ),
    ({"kind": "pert", "low": 1, "mode": 2, "high": 3, "ends": "p25-p75"}, "ends", "'p20-p80'"),
    ({"kind": "pert", "low": 1, "mode": 2, "high": 3, "lambda": 0}, "lambda", "greater than 0"),
    ({"kind": "pert", "low": 1, "mode": 2, "high": 3, "peak": 2}, "peak", "Extra inputs"),
    ({"kind": "lognormall", "p50": 1}, "kind", "lognormall"),
    ("5 to 4", "5 to 4", "the first number must be below the second"),
    ("4 to 4", "4 to 4", "the first number must be below the second"),
    ("10,000 to 40,000", "10,000 to 40,000", "is not a number"),
    ("five", "five", "is not a number"),
]


@pytest.mark.parametrize(("raw", "key", "words"), REFUSED)
def test_what_is_impossible_is_refused_by_name(raw: Any, key: str, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        belief(raw)
    assert key in complaint(refusal.value)
    assert words in complaint(refusal.value)


@pytest.mark.parametrize("raw", [True, None, [1], {}, float("nan"), float("inf"), "nan", ""])
def test_what_is_no_number_is_refused(raw: Any) -> None:
    with pytest.raises(ValidationError):
        belief(raw)


@pytest.mark.parametrize("top", [100, 1_000])
def test_a_metalog_without_a_finite_mean_is_refused(top: float) -> None:
    """Above a minimum the tail is (u / (1 - u)) ** t with t = a2 + a3 / 2: no mean from t = 1 on.

    By hand for P10 = 1, P50 = 10, P90 = 100: a2 = ln 100 / (2 ln 9) = 1.048 and a3 = 0.
    """
    with pytest.raises(ValidationError, match="mean"):
        belief({"p10": 1, "p50": 10, "p90": top, "min": 0})
