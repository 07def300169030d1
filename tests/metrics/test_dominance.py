"""Stochastic dominance on constructed pairs, and what is said of savings, buffers and reserves."""

import numpy as np
import pytest
from scipy import stats

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.dominance import verdict, violations
from simtco.metrics.finding import Finding
from simtco.metrics.metric import comparisons, findings

U = (np.arange(4096) + 0.5) / 4096


def normal(mean: float, sd: float) -> np.ndarray:
    return np.asarray(stats.norm.ppf(U, mean, sd))


@pytest.mark.parametrize(
    ("own", "other", "first", "second"),
    [
        (normal(90, 10), normal(100, 10), 0.0, 0.0),  # cheaper everywhere
        (normal(100, 10), normal(90, 10), 1.0, 1.0),
        (normal(100, 5), normal(100, 20), None, 0.0),  # as dear on average, and safer
        (normal(100, 20), normal(100, 5), None, 1.0),
        (np.repeat([10.0, 30.0], 2048), np.full(4096, 20.0), 0.5, 1.0),
        (np.full(4096, 7.0), np.full(4096, 7.0), 0.5, 0.5),
    ],
)
def test_constructed_pairs(
    own: np.ndarray, other: np.ndarray, first: float | None, second: float
) -> None:
    if first is not None:
        assert violations(own, other)["first"][0] == pytest.approx(first, abs=1e-12)
    assert violations(own, other)["second"][0] == pytest.approx(second, abs=1e-12)


def test_the_violation_of_two_points_by_hand() -> None:
    """10 or 40 against 20: the curves enclose (20 - 10) / 2 and (40 - 20) / 2; 10 / 15 is against.

    The mean excess differs by 5 at 10, 10 at 20 and 0 at 40, always against.
    """
    own, other = np.tile([10.0, 40.0], 2048), np.full(4096, 20.0)
    assert violations(own, other)["first"][0] == pytest.approx(2 / 3)
    assert violations(other, own)["first"][0] == pytest.approx(1 / 3)
    assert violations(own, other)["second"][0] == 1.0
    assert verdict("second", 1.0) == "is dominated in second order"
    assert verdict("first", 0.0) == "dominates in first order"


PAIR = """
title = "two lognormal bills"
horizon_months = 1
simulation = { trials = 65_536 }
[strategies.rent.costs]
bill = { kind = "line", once = { kind = "lognormal", p50 = 1_000, sigma = 0.3 } }
[strategies.host.costs]
bill = { kind = "line", once = { kind = "lognormal", p50 = 900, sigma = 0.4 } }
"""


@pytest.fixture(scope="module")
def pair() -> tuple[dict[str, Finding], dict[str, Finding]]:
    result = run(compose(parse_document(PAIR, "test.toml"), Catalogue()))
    return dict(findings(result)["rent"]), dict(comparisons(result)["host"])


def near(found: Finding, expected: float) -> bool:
    assert found.standard_error is not None
    return abs(found.number - expected) < 5 * found.standard_error


def test_savings_that_a_plan_needs(pair: tuple[dict[str, Finding], dict[str, Finding]]) -> None:
    """The ratio of the two strays is lognormal with sigma 0.5; base is the median."""
    _, host = pair
    assert host["plan_saving"].number == pytest.approx(0.1)
    needed = 1 - np.exp(stats.norm.ppf(0.2) * 0.5)
    assert near(host["needed_saving.in_proportion"], needed)
    assert near(host["p_cheaper_if_10_percent"], stats.norm.cdf(-np.log(0.9) / 0.5))
    assert near(host["p_cheaper_if_20_percent"], stats.norm.cdf(-np.log(0.8) / 0.5))
    assert near(host["p_cheaper_if_10_percent"], host["p_cheaper"].number)


def test_a_plan_that_gets_cheaper_alone_must_hold_what_its_futures_add() -> None:
    """Rent less hosting is N(-100, 50) with an sd of 30 and 40: in 8 of 10 at least -100 - 50 z."""
    text = PAIR.replace('"lognormal", p50 = 1_000, sigma = 0.3', '"normal", mean = 500, sd = 30')
    text = text.replace('"lognormal", p50 = 900, sigma = 0.4', '"normal", mean = 600, sd = 40')
    result = run(compose(parse_document(text, "test.toml"), Catalogue()))
    found = comparisons(result)["host"]["needed_saving.as_it_is"]
    least = -100 - 50 * stats.norm.ppf(0.8)
    assert near(found, 1 - (600 + least) / 500)


def test_buffer_contingency_and_reserve_of_a_lognormal_bill(
    pair: tuple[dict[str, Finding], dict[str, Finding]],
) -> None:
    rent, _ = pair
    p80, p81, p95 = 1_000 * np.exp(0.3 * stats.norm.ppf([0.8, 0.81, 0.95]))
    assert near(rent["contingency"], p80 - 1_000)
    assert near(rent["management_reserve"], p95 - p80)
    assert near(rent["next_point"], p81 - p80)
    rule = stats.norm.cdf(np.log(1.3) / 0.3)
    assert abs(rent["p_within_30_percent"].number - rule) < 2 / 65_536, "a net of that many points"
