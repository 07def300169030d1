"""What a distribution says back: a share, a tail, and what was probably not meant."""

import pytest

from simtco.words.belief import Belief
from tests.words.family_examples import TABLES, Table, every, family_of


def feedback(table: Table, unit: str = "USD") -> str:
    return family_of(table).feedback(unit)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            # mean / p95 = 1 / ln 20, p99 = 3 ln 100
            {"kind": "exponential", "mean": 3},
            "this exponential's mean is 33.4% of its p95; 1 in 100 exceeds 13.8 USD",
        ),
        (
            # p95 = 116.45, p99 = 123.26
            {"kind": "normal", "mean": 100, "sd": 10},
            "this normal's mean is 85.9% of its p95; 1 in 100 exceeds 123 USD",
        ),
        (
            # p95 = 3.5 million exp(1.6449 sigma), p99 = 3.5 million exp(2.3263 sigma), sigma 0.2
            {"kind": "lognormal", "p50": 3_500_000, "sigma": 0.2},
            "this lognormal's mean is 73.4% of its p95; 1 in 100 exceeds 5,570,000 USD",
        ),
        (
            {"kind": "uniform", "low": -3, "high": -1},
            "this uniform's mean is -2.00 USD, its p95 -1.10 USD; 1 in 100 exceeds -1.02 USD",
        ),
        (
            {"kind": "discrete", "values": [1, 2, 3]},
            "this discrete's mean is 66.7% of its p95; none exceeds 3.00 USD",
        ),
        (
            {"kind": "discrete", "values": [1, 2, 3], "weights": [10, 985, 5]},
            "this discrete's mean is 99.8% of its p95; at most 1 in 100 exceeds 2.00 USD",
        ),
        ({"kind": "constant", "value": 7}, "no future departs from 7.00 USD"),
        (
            {"kind": "student_t", "degrees_of_freedom": 2, "centre": -9, "scale": 1},
            # p95 = -9 + 2.91999, p99 = -9 + 6.96456: tables of Student's t
            "this student t's mean is -9.00 USD, its p95 -6.08 USD; 1 in 100 exceeds -2.04 USD",
        ),
    ],
)
def test_the_mean_is_held_against_p95_and_the_tail_is_named(table: Table, said: str) -> None:
    assert feedback(table) == said


def test_without_a_unit_none_is_said() -> None:
    assert feedback({"kind": "exponential", "mean": 3}, "").endswith("; 1 in 100 exceeds 13.8")


@every
def test_every_family_says_something_back(table: Table) -> None:
    said = feedback(table)
    assert said
    assert "  " not in said
    assert Belief.model_validate(table).family.feedback("USD") == said


def test_a_mean_above_p80_is_decided_by_a_few() -> None:
    """Mean 1.25 / 0.25 = 5, and 1 - 5 ** -1.25 = 0.866 of all futures stay under it."""
    said = feedback({"kind": "pareto", "min": 1, "alpha": 1.25})
    assert said.endswith(
        "; a few large values decide the mean of 5.00 USD: 87 in 100 futures stay under it"
    )


def test_a_mean_under_p80_is_not_remarked_on() -> None:
    """Mean 2 against p80 = 5 ** 0.5 = 2.24."""
    assert "a few large values" not in feedback({"kind": "pareto", "min": 1, "alpha": 2})


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        # P(X < mode) = (mode - 10) / 50; medians 60 - sqrt(0.5 x 50 x 40), 10 + sqrt(0.5 x 50 x 40)
        (20, "8 in 10 futures lie above the mode of 20.0, and half of all under 28.4 USD"),
        (50, "8 in 10 futures lie below the mode of 50.0, and half of all under 41.6 USD"),
    ],
)
def test_a_mode_outside_the_middle_half_is_remarked_on(mode: float, said: str) -> None:
    family = {"kind": "triangular", "low": 10, "mode": mode, "high": 60}
    assert feedback(family).endswith(f"; {said}")


@pytest.mark.parametrize("mode", [23, 30, 47])
def test_a_mode_in_the_middle_half_is_not(mode: float) -> None:
    assert "mode" not in feedback({"kind": "triangular", "low": 10, "mode": mode, "high": 60})


def test_a_triangular_by_percentiles_that_reaches_below_zero_says_how_far() -> None:
    """facts/risk-practice.md, 4.2: from -4.83359 to 83.77038 with the mode at 20.

    P(X < 0) = 4.83359 ** 2 / (88.60397 x 24.83359) = 0.0106.
    """
    table = {"kind": "triangular", "low": 10, "mode": 20, "high": 60, "ends": "p10-p90"}
    assert feedback(table).endswith(
        "; 1 in 100 futures lie below 0, down to -4.83 USD, though low does not; "
        'if that cannot be, use kind = "lognormal" or ends = "min-max"'
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        # 10.5 is 1.4164 sd of 7.413 above 0
        ({"kind": "normal", "p10": 1, "p90": 20}, "8 in 100 futures lie below 0"),
        # 2 is 2 sd above 0: 0.02275
        ({"kind": "normal", "mean": 2, "sd": 1}, "2 in 100 futures lie below 0"),
        # the straight line through both starts at 1 - 2.375
        ({"kind": "uniform", "p10": 1, "p90": 20}, "6 in 100 futures lie below 0"),
        # P(t < -1) = 1 / 2 - 1 / (2 sqrt 3) with 2 degrees of freedom
        (
            {"kind": "student_t", "degrees_of_freedom": 2, "centre": 5, "scale": 5},
            "21 in 100 futures lie below 0",
        ),
    ],
)
def test_a_lower_tail_below_zero_is_remarked_on(table: Table, said: str) -> None:
    tail = 'though every value stated lies above; if that cannot be, use kind = "lognormal"'
    assert feedback(table).endswith(f"; {said}, {tail}")


def test_a_metalog_below_zero_is_told_of_its_min() -> None:
    """P5 is 0.3560 (facts/risk-practice.md, 4.2), so fewer than 1 in 20 lie below 0."""
    said = feedback({"p10": 8, "p50": 29, "p90": 44})
    assert "; 5 in 100 futures lie below 0, though every value" in said
    assert said.endswith("if that cannot be, state min = 0")


@pytest.mark.parametrize(
    "table",
    [
        {"kind": "normal", "mean": 100, "sd": 10},
        {"kind": "normal", "p10": -1, "p90": 20},
        {"kind": "normal", "mean": -1, "sd": 1},
        {"kind": "uniform", "low": -1, "high": 20},
        {"kind": "beta", "low": -5, "high": 20, "p10": 1, "p90": 9},
        {"kind": "generalised_pareto", "threshold": -5, "p50": 1, "p90": 9},
        {"kind": "lognormal", "p10": 1, "p90": 20},
        {"p10": 1, "p50": 5, "p90": 9, "min": -2},
        {"kind": "triangular", "low": -1, "mode": 5, "high": 20, "ends": "p10-p90"},
        {"kind": "triangular", "low": -1, "mode": 5, "high": 20},
        TABLES["pert by percentiles"] | {"low": 1_010, "mode": 1_020, "high": 1_060},
    ],
)
def test_what_stays_above_zero_or_was_said_to_go_below_is_not_remarked_on(table: Table) -> None:
    assert "below 0" not in feedback(table)
