"""Overruns: of what, how far, and how fat their tail is."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import optimize, stats

from simtco.words.arrays import Cash
from simtco.words.costs.line import Line
from simtco.words.shocks.overrun import Overrun
from simtco.words.strategies.plain import Plain
from tests.words.conftest import FakeWorld, complaint, moments, world_of

COSTS = {
    "build": {"kind": "line", "once": 10_000, "monthly": 70},
    "move": {"kind": "line", "once": 5_000, "month": 3, "monthly": 30, "hidden": True},
    "hosting": {"kind": "line", "monthly": 400},
}
LINES = {name: Line.model_validate(table) for name, table in COSTS.items()}


def overrun(ratio: Any = 1.3, **keys: Any) -> Overrun:
    return Overrun.model_validate({"ratio": ratio} | keys).among(LINES)


def bill(name: str) -> Cash:
    return LINES[name].cash(FakeWorld(4), None)


@pytest.mark.parametrize(
    ("keys", "start", "third"),
    [
        ({}, 3_000, 1_500),
        ({"costs": ["build"]}, 3_000, 0),
        ({"costs": ["move"]}, 0, 1_500),
        ({"ratio": 1}, 0, 0),
        ({"ratio": 0.8}, -2_000, -1_000),
        ({"ratio": 0}, -10_000, -5_000),
    ],
)
def test_what_is_paid_once_overruns_and_nothing_else(
    keys: dict[str, Any], start: float, third: float
) -> None:
    shock = overrun(**keys)
    cash = shock.cash(world_of(shock, 4), bill)
    assert cash.start == pytest.approx([start])
    months = np.broadcast_to(np.atleast_2d(cash.months), (4, 1))[:, 0]
    assert months == pytest.approx([0, 0, third, 0])


def test_the_mean_of_a_lognormal_overrun() -> None:
    """Mean ratio 1.4 of 15,000: 6,000 more."""
    shock = overrun({"kind": "lognormal", "mean": 1.4, "cv": 0.6})
    mean, sd = moments(lambda u: shock.ppf(u, 12))
    assert mean == pytest.approx(1.4, rel=1e-6)
    assert sd == pytest.approx(0.84, rel=1e-5)
    cash = shock.cash(world_of(shock, 4, 200_000), bill)
    money = cash.start + cash.months.sum(axis=0)
    assert money.mean() == pytest.approx(6_000, abs=4.5 * 15_000 * 0.84 / np.sqrt(200_000))


REFERENCE_CLASS = {
    "kind": "mixture",
    "components": [
        {"kind": "lognormal", "mean": 0.91, "cv": 0.2},
        {"kind": "pareto", "min": 1.5, "alpha": 1.38, "max": 15},
    ],
    "weights": [0.82, 0.18],
}


def test_the_reference_class_of_it_projects() -> None:
    """By the root of the mixture's cdf, and as fitted and simulated in facts/priors.md, section 5.

    The simulation gave P10 0.71, P50 0.94, P80 1.32, P90 2.24, P95 3.53, P99 8.4.
    """
    body = stats.lognorm(np.sqrt(np.log(1.04)), scale=0.91 / np.sqrt(1.04))
    tail = stats.pareto(1.38, scale=1.5)

    def cdf(x: float) -> float:
        return float(0.82 * body.cdf(x) + 0.18 * tail.cdf(x) / tail.cdf(15))

    shares = [0.1, 0.5, 0.8, 0.9, 0.95, 0.99]
    exact = [optimize.brentq(lambda x, p=p: cdf(x) - p, 0.1, 15) for p in shares]
    found = overrun(REFERENCE_CLASS).ppf(np.array(shares), 12)
    assert found == pytest.approx(exact, rel=1e-4)
    assert found == pytest.approx([0.71, 0.94, 1.32, 2.24, 3.53, 8.4], rel=0.02)


def test_a_plan_overruns_by_nothing() -> None:
    cash = overrun(3).cash(FakeWorld(4), bill)
    assert not cash.start.any()
    assert not cash.months.any()


def test_where_no_cost_is_named_all_that_are_paid_once_overrun() -> None:
    assert overrun().costs == ("build", "move")
    assert overrun(costs=["move"]).costs == ("move",)
    shocks = {"slip": {"kind": "overrun", "ratio": 2}}
    strategy = Plain.model_validate({"costs": COSTS, "shocks": shocks})
    slip = strategy.shocks["slip"]
    assert isinstance(slip, Overrun)
    assert slip.costs == ("build", "move")


def test_what_pays_nothing_once_does_not_fit() -> None:
    assert list(overrun(costs=["hosting", "bild"]).unfit(LINES, 12)) == [
        ("costs", '"bild" names no cost of the strategy; did you mean "build"?'),
        ("costs", '"hosting" pays nothing once; only what is paid once can overrun'),
    ]
    bare = {"hosting": LINES["hosting"]}
    assert list(Overrun.model_validate({"ratio": 2}).among(bare).unfit(bare, 12)) == [
        (
            "kind",
            "the strategy has no one-off cost that could overrun, such as a line with once",
        )
    ]
    assert not list(overrun().unfit(LINES, 12))


FAT = {"kind": "pareto", "min": 1, "alpha": 1.5}


@pytest.mark.parametrize(
    ("ratio", "caveat"),
    [
        (1.3, ""),
        ("0.8 to 2", ""),
        ({"kind": "pert", "low": 0.8, "mode": 1, "high": 3}, ""),
        ({"kind": "pareto", "min": 1, "alpha": 2.5}, ""),
        (FAT, "the tail is so fat that its mean may not exist; truncate it"),
        (
            FAT | {"truncate": {"high": 15}},
            "no project beyond 15.0 times the estimate; uncut, its mean may not exist",
        ),
        (FAT | {"floor": 1.2}, "the tail is so fat that its mean may not exist; truncate it"),
        (
            FAT | {"alpha": 0.9, "max": 20},
            "no project beyond 20.0 times the estimate; uncut, its mean may not exist",
        ),
        (FAT | {"alpha": 2.5, "max": 20}, "no project beyond 20.0 times the estimate"),
        (
            REFERENCE_CLASS,
            "no project beyond 15.0 times the estimate; uncut, its mean may not exist",
        ),
    ],
    ids=str,
)
def test_a_fat_tail_is_told(ratio: Any, caveat: str) -> None:
    """A Pareto tail has a standard deviation above an index of 2, and a mean above 1."""
    shock = overrun(ratio)
    assert shock.caveat == caveat
    assert shock.sentence().endswith(caveat)


def test_a_negative_ratio_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        overrun({"kind": "normal", "mean": 1, "sd": 1})
    assert "ratio must not be below 0; its base is 1.00" in complaint(refusal.value)


def test_a_ratio_that_hardly_ever_is_negative_is_held_at_nothing() -> None:
    shock = overrun({"kind": "normal", "mean": 1, "sd": 0.4})
    assert shock.ppf(np.array([1e-6, 0.5]), 12) == pytest.approx([0, 1])


def test_the_sentence_says_of_what_and_how_far() -> None:
    assert overrun().sentence() == (
        "what is paid once for build, move comes to: taken as known: 1.30 times the estimate"
    )
