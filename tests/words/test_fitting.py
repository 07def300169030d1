"""Curves fitted to percentiles: exact through few, nearest to many, by scipy.stats."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import minimize
from scipy.special import logit

from simtco.words.arrays import Floats
from simtco.words.base import kind_of
from simtco.words.distribution import FAMILIES
from simtco.words.percentiles import PercentileFamily, probability
from tests.words.conftest import laws
from tests.words.family_examples import Table, family_of


def _logs(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers between two ends, each order of magnitude as likely as any other."""
    return st.floats(math.log(low), math.log(high)).map(math.exp)


CURVES: dict[str, st.SearchStrategy[tuple[Table, Any]]] = {
    "beta": st.builds(
        lambda a, b: ({"low": -2, "high": 6}, stats.beta(a, b, -2, 8)),
        _logs(0.5, 1e3),
        _logs(0.5, 1e3),
    ),
    "exponential": _logs(1e-3, 1e6).map(lambda mean: ({}, stats.expon(scale=mean))),
    "gamma": st.builds(
        lambda shape, scale: ({}, stats.gamma(shape, scale=scale)),
        _logs(0.05, 1e5),
        _logs(1e-3, 1e6),
    ),
    "generalised_pareto": st.builds(
        lambda shape, scale: ({}, stats.genpareto(shape, 50, scale)),
        st.floats(-2, 0.95).filter(lambda shape: abs(shape) > 1e-6),
        _logs(1e-2, 1e6),
    ),
    "lognormal": st.builds(
        lambda sigma, p50: ({}, stats.lognorm(sigma, scale=p50)), _logs(1e-3, 4), _logs(1e-3, 1e6)
    ),
    "loguniform": st.builds(
        lambda low, ratio: ({}, stats.loguniform(low, ratio * low)),
        _logs(1e-3, 1e6),
        _logs(1.01, 1e6),
    ),
    "normal": st.builds(lambda mean, sd: ({}, stats.norm(mean, sd)), _logs(1, 1e6), _logs(1, 1e6)),
    "pareto": st.builds(
        lambda alpha, low: ({}, stats.pareto(alpha, scale=low)), _logs(1.05, 50), _logs(1e-3, 1e6)
    ),
    "student_t": st.builds(
        lambda free, scale: ({"degrees_of_freedom": free}, stats.t(free, 7, scale)),
        _logs(1.05, 1e3),
        _logs(1e-2, 1e6),
    ),
    "uniform": st.builds(
        lambda low, width: ({}, stats.uniform(low, width)), st.floats(-1e6, 1e6), _logs(1, 1e6)
    ),
    "weibull": st.builds(
        lambda shape, scale: ({}, stats.weibull_min(shape, scale=scale)),
        _logs(0.1, 100),
        _logs(1e-3, 1e6),
    ),
}
"""What else the table says, and the curve whose percentiles it states."""

_SETS = {
    "exponential": [("p50",), ("p95",), ("p10", "p90")],
    "generalised_pareto": [
        ("p10", "p50", "p90"),
        ("p1", "p80", "p95"),
        ("p5", "p25", "p50", "p99"),
    ],
}
_PAIRS = [("p10", "p90"), ("p50", "p95"), ("p1", "p20"), ("p5", "p50", "p95")]


def test_every_family_that_takes_percentiles_alone_is_fitted_here() -> None:
    fitted = {kind_of(f) for f in FAMILIES if issubclass(f, PercentileFamily) and f.ways}
    assert fitted == set(CURVES)


@pytest.mark.parametrize("kind", CURVES)
@laws
@given(data=st.data())
def test_the_percentiles_of_a_curve_give_that_curve_back(kind: str, data: st.DataObject) -> None:
    table, known = data.draw(CURVES[kind])
    keys = data.draw(st.sampled_from(_SETS.get(kind, _PAIRS)))
    stated = {key: float(known.ppf(probability(key))) for key in keys}
    family = family_of({"kind": kind, **table, **stated})
    assert isinstance(family, PercentileFamily)
    assert family.fit_error < 1e-6
    for p in (0.01, 0.1, 0.5, 0.9, 0.99):
        scale = known.ppf(0.999) - known.ppf(0.001)
        assert family.percentile(p) == pytest.approx(known.ppf(p), rel=1e-5, abs=1e-6 * scale)


def test_two_percentiles_beside_the_threshold_are_enough_for_a_generalised_pareto() -> None:
    """Shape 0.5, scale 2: x = 4 ((1 - p) ** -0.5 - 1), so 4 at p75 and 36 at p99."""
    family = family_of({"kind": "generalised_pareto", "threshold": 0, "p75": 4, "p99": 36})
    assert family.percentile(1 - 1 / 36) == pytest.approx(4 * (6 - 1))
    assert family.mean == pytest.approx(2 / (1 - 0.5))
    assert family.sd == math.inf


Curve = Callable[..., Any]
Scale = Callable[[Floats], Floats]

BENT: dict[str, tuple[Table, Curve, list[float], Scale]] = {
    "beta": ({"p10": 0.1, "p50": 0.5, "p90": 0.6}, stats.beta, [1, 1], logit),
    "exponential": ({"p50": 1, "p90": 9}, lambda mean: stats.expon(0, mean), [1], np.log),
    "gamma": (
        {"p10": 1, "p50": 2, "p90": 30},
        lambda shape, scale: stats.gamma(shape, 0, scale),
        [1, 1],
        np.log,
    ),
    "generalised_pareto": (
        {"p10": 1, "p50": 2, "p80": 8, "p90": 9},
        lambda shape, scale, low: stats.genpareto(shape - 1, low, scale),
        [1, 1, 1],
        np.asarray,
    ),
    "loguniform": (
        {"p10": 1, "p50": 2, "p90": 30},
        lambda low, more: stats.loguniform(low, low * (1 + more)),
        [1, 1],
        np.log,
    ),
    "normal": ({"p10": 1, "p50": 2, "p90": 30}, stats.norm, [1, 1], np.asarray),
    "pareto": (
        {"p10": 1, "p50": 2, "p90": 4},
        lambda alpha, low: stats.pareto(alpha, 0, low),
        [1, 1],
        np.log,
    ),
    "student_t": (
        {"p10": 1, "p50": 2, "p90": 30, "degrees_of_freedom": 3},
        lambda centre, scale: stats.t(3, centre, scale),
        [1, 1],
        np.asarray,
    ),
    "uniform": (
        {"p10": 1, "p50": 7, "p90": 11},
        stats.uniform,
        [1, 1],
        np.asarray,
    ),
    "weibull": (
        {"p10": 1, "p50": 2, "p90": 30},
        lambda shape, scale: stats.weibull_min(shape, 0, scale),
        [1, 1],
        np.log,
    ),
}
"""Percentiles that no curve of the kind meets, its parameters by scipy, the scale of the misses."""


@pytest.mark.parametrize("kind", BENT)
def test_no_curve_comes_nearer_than_the_one_fitted_to_many(kind: str) -> None:
    table, curve, start, scale = BENT[kind]
    stated = {probability(key): value for key, value in table.items() if key[1:].isdigit()}
    p, values = np.array(list(stated.items())).T

    def squares(found: Any) -> float:
        return float(np.sum((scale(np.array(found)) - scale(values)) ** 2))

    nearest = minimize(  # type: ignore[call-overload]  # the stubs ask for functions of *args
        lambda logs: squares(curve(*np.exp(logs)).ppf(p)),
        np.log(start),
        method="Nelder-Mead",
        tol=1e-12,
        options={"maxiter": 5_000, "maxfev": 5_000},
    )
    assert nearest.success
    family = family_of({"kind": kind, **table})
    ours = squares([family.percentile(one) for one in p])
    assert ours > 1e-3
    assert ours == pytest.approx(nearest.fun, rel=1e-6)


def test_a_miss_is_a_share_of_what_was_stated() -> None:
    """-1, 0.5, 1 at scores -a, 0, a: the line through the mean 1/6 with slope 1/a.

    It is off by 1/6, 1/3 and 1/6; values of both signs are held against their range of 2.
    """
    family = family_of({"kind": "normal", "p10": -1, "p50": 0.5, "p90": 1})
    assert isinstance(family, PercentileFamily)
    assert family.percentile(0.5) == pytest.approx(1 / 6)
    assert family.fit_error == pytest.approx(1 / 3 / 2)
    assert family.sentence().endswith("; the curve misses a stated percentile by 16.7%")


def test_a_miss_of_positive_percentiles_is_a_share_of_each() -> None:
    """2, 3, 10 at scores -a, 0, a: mean 5 and slope 4/a, so 1, 5, 9; p50 is off by 2 in 3."""
    family = family_of({"kind": "normal", "p10": 2, "p50": 3, "p90": 10})
    assert isinstance(family, PercentileFamily)
    assert family.fit_error == pytest.approx(2 / 3)
