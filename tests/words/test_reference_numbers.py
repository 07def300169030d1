"""Numbers that others published, and closed forms: facts/risk-practice.md, section 4.2.

Its lines name their own sources: R mc2d and Wolfram (PERT), the Analytica documentation and
metalogdistributions.com (metalog), the README of pyfair. What they print decides the tolerances.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.special import expit, logit

from simtco.words.belief import Belief
from simtco.words.family import Family

Table = dict[str, Any]

PERT: Table = {"kind": "pert", "low": 10, "mode": 20, "high": 60}
TRIANGULAR: Table = {"kind": "triangular", "low": 10, "mode": 20, "high": 60}
SPT: Table = {"p10": 8, "p50": 29, "p90": 44}
LOGNORMAL: Table = {"kind": "lognormal", "mean": 100, "cv": 0.5}


def family_of(table: Table) -> Family:
    return Belief.model_validate(table).family


@pytest.mark.parametrize(
    ("table", "mean", "sd"),
    [
        (PERT, 25, 8.660254),
        ({"kind": "pert", "low": 2, "mode": 4, "high": 9}, 4.5, 1.2677314),
        ({"kind": "pert", "low": 20, "mode": 100, "high": 900}, 220, 139.38641),
        (TRIANGULAR, 30, 10.8012345),
        (LOGNORMAL, 100, 50),
    ],
)
def test_published_mean_and_sd(table: Table, mean: float, sd: float) -> None:
    assert family_of(table).mean == pytest.approx(mean, rel=1e-9)
    assert family_of(table).sd == pytest.approx(sd, rel=1e-7)


def test_the_schoolbook_sd_of_a_skewed_pert_is_not_ours() -> None:
    """(high - low) / 6 = 8.3333 is exact only where the mode lies in the middle."""
    assert family_of(PERT).sd != pytest.approx((60 - 10) / 6, rel=0.01)


def test_a_pert_of_weight_one() -> None:
    """Shapes 4/3 and 5/3; mean (0.1 + 0.3 + 0.7) / 3."""
    weak = family_of({"kind": "pert", "low": 0.1, "mode": 0.3, "high": 0.7, "lambda": 1})
    assert weak.mean == pytest.approx(0.3666667, abs=1e-7)


@pytest.mark.parametrize(
    ("table", "p", "value"),
    [
        (PERT, 0.1, 14.49511),
        (PERT, 0.5, 23.83361),
        (PERT, 0.8, 32.51293),
        (PERT, 0.9, 37.2667),
        ({"kind": "pert", "low": 2, "mode": 4, "high": 9}, 0.8, 5.62588),
        ({"kind": "pert", "low": 20, "mode": 100, "high": 900}, 0.5, 192.44877),
        ({"kind": "pert", "low": 20, "mode": 100, "high": 900}, 0.9, 419.81252),
        (TRIANGULAR, 0.1, 17.0711),
        (TRIANGULAR, 0.5, 28.3772),
        (TRIANGULAR, 0.8, 40),
        (TRIANGULAR, 0.9, 45.8579),
        (SPT, 0.05, 0.3560),
        (SPT, 0.25, 19.0625),
        (SPT, 0.75, 37.0625),
        (SPT, 0.95, 48.5986),
        (SPT | {"min": 0}, 0.05, 4.7996),
        (SPT | {"min": 0}, 0.95, 47.1350),
        (SPT | {"min": 0, "max": 60}, 0.05, 4.3595),
        (SPT | {"min": 0, "max": 60}, 0.95, 47.3252),
        (LOGNORMAL, 0.1, 48.8238),
        (LOGNORMAL, 0.5, 89.4427),
        (LOGNORMAL, 0.8, 133.1084),
        (LOGNORMAL, 0.9, 163.8545),
        (LOGNORMAL, 0.95, 194.5318),
        (LOGNORMAL, 0.99, 268.4112),
    ],
)
def test_published_percentile(table: Table, p: float, value: float) -> None:
    assert family_of(table).percentile(p) == pytest.approx(value, rel=1e-6, abs=6e-5)


@pytest.mark.parametrize(
    ("ends", "coefficients", "back"),
    [
        ({}, (29, 8.19215304, -3.41339710), lambda line: line),
        ({"min": 0}, (3.36729583, 0.38793215, -0.49548900), np.exp),
        (
            {"min": 0, "max": 60},
            (-0.06669137, 0.65614665, -0.41348671),
            lambda line: 60 * expit(line),
        ),
    ],
    ids=["endless", "above 0", "between 0 and 60"],
)
def test_the_published_coefficients_of_a_metalog(
    ends: Table, coefficients: tuple[float, ...], back: Callable[[float], float]
) -> None:
    """Eight decimals; they weigh by 1, logit(u) and (u - 1/2) logit(u), here up to 5."""
    a1, a2, a3 = coefficients
    for p in (0.01, 0.2, 0.5, 0.8, 0.99):
        line = a1 + a2 * logit(p) + a3 * (p - 0.5) * logit(p)
        assert family_of(SPT | ends).percentile(p) == pytest.approx(back(line), rel=2e-7, abs=2e-6)


def test_a_triangular_whose_ends_are_p10_and_p90() -> None:
    family = family_of(TRIANGULAR | {"ends": "p10-p90"})
    assert family.ppf(np.array([0.0, 1.0])) == pytest.approx([-4.83359, 83.77038], abs=1e-5)
    assert family.mean == pytest.approx(32.97893, abs=1e-5)
    assert family.percentile(0.8) == pytest.approx(50.15399, abs=1e-5)
    assert "lie below 0, down to -4.83" in family.feedback()


def test_the_mean_of_a_lognormal_lies_at_its_59th_percentile() -> None:
    """F(mean) = 0.59336, to half a digit of it: density at the mean is 0.0082."""
    assert family_of(LOGNORMAL).percentile(0.59336) == pytest.approx(100, abs=1e-3)


def test_the_worst_twentieth_of_a_lognormal_averages_241() -> None:
    """TVaR95 = 241.00725: 200,000 equal slices of the last twentieth, each at its middle."""
    u = 0.95 + 0.05 * (np.arange(200_000) + 0.5) / 200_000
    assert family_of(LOGNORMAL).ppf(u).mean() == pytest.approx(241.00725, rel=2e-5)


@pytest.mark.parametrize("middle", [0.1667, 0.5, 0.8333])
def test_three_percentiles_have_a_metalog_while_the_middle_keeps_its_distance(
    middle: float,
) -> None:
    """Feasible if k < (q50 - q10) / (q90 - q10) < 1 - k, with k = 0.166578 at P10 and P90."""
    assert family_of({"p10": 0, "p50": middle, "p90": 1}).base == pytest.approx(middle)


@pytest.mark.parametrize("middle", [0.1664, 0.8336])
def test_three_percentiles_have_no_metalog_when_the_middle_is_near_an_end(middle: float) -> None:
    with pytest.raises(ValidationError, match="no smooth distribution passes through"):
        family_of({"p10": 0, "p50": middle, "p90": 1})
