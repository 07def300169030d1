"""One example of every family, more where a family can be given in several ways, and scipy's own.

Families whose values come in steps have theirs in tests/words/discrete_examples.py.
"""

from functools import cache
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter
from scipy import stats

from simtco.words.distribution import Distribution
from simtco.words.family import Family
from tests.words import discrete_examples

Table = dict[str, Any]

EXAMPLES: dict[str, Table] = {
    "beta": {"alpha": 2, "beta": 5},
    "constant": {"value": 42.0},
    "discrete": {"values": [5, 1, 2], "weights": [2, 3, 5]},
    "empirical": {"probabilities": [0, 0.1, 0.5, 0.9, 1], "values": [1, 2, 5, 20, 60]},
    "exponential": {"mean": 3},
    "gamma": {"shape": 2.5, "scale": 4},
    "generalised_pareto": {"threshold": 10, "scale": 5, "shape": 0.2},
    "lognormal": {"p50": 1_500, "sigma": 1.0},
    "loguniform": {"low": 0.2, "high": 30.0},
    "metalog": {"p10": 8, "p50": 29, "p90": 44},
    "normal": {"mean": 16_000, "sd": 1_500},
    "pareto": {"min": 100, "alpha": 2.5},
    "pert": {"low": 10, "mode": 20, "high": 60},
    "student_t": {"degrees_of_freedom": 5, "centre": 10, "scale": 2},
    "triangular": {"low": 10, "mode": 20, "high": 60},
    "uniform": {"low": -3, "high": 7},
    "weibull": {"shape": 1.5, "scale": 8},
    **discrete_examples.EXAMPLES,
}
"""One table for every family; a new family needs one here."""

VARIANTS: dict[str, Table] = {
    "beta by mean and sd": {"kind": "beta", "mean": 30, "sd": 10, "low": 0, "high": 100},
    "beta, a steep U": {"kind": "beta", "alpha": 0.02, "beta": 0.3},
    "beta, a flat U": {"kind": "beta", "alpha": 0.02, "beta": 0.5},
    "beta, narrow": {"kind": "beta", "alpha": 1e6, "beta": 3e6},
    "beta by two percentiles": {"kind": "beta", "p10": 0.2, "p90": 0.7},
    "discrete, weights left out": {"kind": "discrete", "values": [3, 1, 2]},
    "exponential by its median": {"kind": "exponential", "p50": 30},
    "gamma by mean and cv": {"kind": "gamma", "mean": 100, "cv": 0.5},
    "gamma, mostly nothing": {"kind": "gamma", "shape": 0.05, "scale": 10},
    "gamma, narrow": {"kind": "gamma", "shape": 1e5, "scale": 1e-3},
    "gamma by two percentiles": {"kind": "gamma", "p10": 3, "p90": 20},
    "generalised_pareto with an end": {
        "kind": "generalised_pareto",
        "threshold": 0,
        "scale": 3,
        "shape": -0.4,
    },
    "generalised_pareto without an sd": {
        "kind": "generalised_pareto",
        "threshold": -2,
        "scale": 3,
        "shape": 0.6,
    },
    "generalised_pareto of shape 0": {
        "kind": "generalised_pareto",
        "threshold": 4,
        "scale": 3,
        "shape": 0,
    },
    "lognormal by mean and cv": {"kind": "lognormal", "mean": 100, "cv": 0.5},
    "lognormal by two percentiles": {"kind": "lognormal", "p5": 1_500, "p95": 6_000},
    "loguniform by two percentiles": {"kind": "loguniform", "p20": 2, "p70": 20},
    "normal by two percentiles": {"kind": "normal", "p5": -2, "p95": 5},
    "metalog above a minimum": {"kind": "metalog", "p10": 8, "p50": 29, "p90": 44, "min": 0},
    "metalog below a maximum": {"kind": "metalog", "p10": 8, "p50": 19, "p90": 44, "max": 90},
    "metalog between ends": {
        "kind": "metalog",
        "p10": 8,
        "p50": 29,
        "p90": 44,
        "min": 0,
        "max": 60,
    },
    "metalog of four": {"kind": "metalog", "p10": 8, "p25": 18, "p50": 29, "p90": 45},
    "metalog of five": {"kind": "metalog", "p5": 3, "p25": 10, "p50": 16, "p75": 24, "p95": 45},
    "pert, weak mode": {"kind": "pert", "low": 0.1, "mode": 0.3, "high": 0.7, "lambda": 1.0},
    "pert, mode at the low end": {"kind": "pert", "low": 0, "mode": 0, "high": 1},
    "pert, mode at the high end": {"kind": "pert", "low": 0, "mode": 1, "high": 1},
    "pert, strong mode": {"kind": "pert", "low": 0, "mode": 0.5, "high": 1, "lambda": 100.0},
    "pert by percentiles": {"kind": "pert", "low": 10, "mode": 20, "high": 60, "ends": "p10-p90"},
    "pareto without an sd": {"kind": "pareto", "min": 1, "alpha": 1.16},
    "pareto up to a max": {"kind": "pareto", "min": 1, "alpha": 0.8, "max": 1_000},
    "pareto up to a max, alpha 1": {"kind": "pareto", "min": 1, "alpha": 1, "max": 50},
    "pareto up to a max, alpha 2": {"kind": "pareto", "min": 3, "alpha": 2, "max": 50},
    "pareto by two percentiles": {"kind": "pareto", "p50": 100, "p90": 150},
    "pareto by min and a percentile": {"kind": "pareto", "min": 10, "p90": 20},
    "student_t without an sd": {
        "kind": "student_t",
        "degrees_of_freedom": 1.5,
        "centre": 0,
        "scale": 1,
    },
    "student_t, nearly a normal": {
        "kind": "student_t",
        "degrees_of_freedom": 1e6,
        "centre": 0,
        "scale": 1,
    },
    "student_t by two percentiles": {
        "kind": "student_t",
        "degrees_of_freedom": 4,
        "p10": 10,
        "p90": 30,
    },
    "triangular, mode at the low end": {"kind": "triangular", "low": 0, "mode": 0, "high": 1},
    "triangular by percentiles": {
        "kind": "triangular",
        "low": 10,
        "mode": 20,
        "high": 60,
        "ends": "p5-p95",
    },
    "uniform by two percentiles": {"kind": "uniform", "p20": 2, "p70": 20},
    "weibull, failing early": {"kind": "weibull", "shape": 0.4, "scale": 8},
    "weibull by two percentiles": {"kind": "weibull", "p10": 2, "p90": 20},
    **discrete_examples.VARIANTS,
}
"""Other ways to give a family, each under a name that begins with its kind."""


def _lognormal(low: float, high: float) -> Any:
    """The lognormal with this 90% interval."""
    sigma = np.log(high / low) / (2 * stats.norm.ppf(0.95))
    return stats.lognorm(sigma, scale=np.sqrt(low * high))


def _weibull(p10: float, p90: float) -> Any:
    """log x is a straight line over log(-log(1 - p)); scale is at -log(1 - p) = 1."""
    tenth, ninetieth = np.log(-np.log([0.9, 0.1]))
    shape = (ninetieth - tenth) / np.log(p90 / p10)
    return stats.weibull_min(shape, scale=p10 * np.exp(-tenth / shape))


IN_SCIPY: dict[str, Any] = {
    "beta": stats.beta(2, 5),
    "beta by mean and sd": stats.beta(6, 14, 0, 100),
    "beta, a steep U": stats.beta(0.02, 0.3),
    "beta, a flat U": stats.beta(0.02, 0.5),
    "beta, narrow": stats.beta(1e6, 3e6),
    "discrete": stats.rv_discrete(values=([5, 1, 2], [0.2, 0.3, 0.5])),
    "discrete, weights left out": stats.rv_discrete(values=([3, 1, 2], [1 / 3] * 3)),
    "empirical": stats.rv_histogram(
        (np.array([0.1, 0.4, 0.4, 0.1]), np.array([1.0, 2.0, 5.0, 20.0, 60.0])), density=False
    ),
    "exponential": stats.expon(scale=3),
    "exponential by its median": stats.expon(scale=30 / np.log(2)),
    "gamma": stats.gamma(2.5, scale=4),
    "gamma by mean and cv": stats.gamma(4, scale=25),
    "gamma, mostly nothing": stats.gamma(0.05, scale=10),
    "gamma, narrow": stats.gamma(1e5, scale=1e-3),
    "generalised_pareto": stats.genpareto(0.2, 10, 5),
    "generalised_pareto with an end": stats.genpareto(-0.4, 0, 3),
    "generalised_pareto without an sd": stats.genpareto(0.6, -2, 3),
    "generalised_pareto of shape 0": stats.expon(4, 3),
    "lognormal": stats.lognorm(1.0, scale=1_500),
    "lognormal by mean and cv": stats.lognorm(np.sqrt(np.log(1.25)), scale=100 / np.sqrt(1.25)),
    "lognormal by two percentiles": _lognormal(1_500, 6_000),
    "loguniform": stats.loguniform(0.2, 30.0),
    "loguniform by two percentiles": stats.loguniform(2 * 10**-0.4, 20 * 10**0.6),
    "normal": stats.norm(16_000, 1_500),
    "normal by two percentiles": stats.norm(1.5, 3.5 / stats.norm.ppf(0.95)),
    "pareto": stats.pareto(2.5, scale=100),
    "pareto without an sd": stats.pareto(1.16),
    "pareto up to a max": stats.truncpareto(0.8, 1_000),
    "pareto up to a max, alpha 1": stats.truncpareto(1, 50),
    "pareto up to a max, alpha 2": stats.truncpareto(2, 50 / 3, scale=3),
    "pareto by two percentiles": stats.pareto(
        np.log(5) / np.log(1.5), scale=100 * 1.5 ** -(np.log(2) / np.log(5))
    ),
    "pareto by min and a percentile": stats.pareto(np.log(10) / np.log(2), scale=10),
    "pert": stats.beta(1.8, 4.2, 10, 50),
    "pert, weak mode": stats.beta(4 / 3, 5 / 3, 0.1, 0.6),
    "pert, mode at the low end": stats.beta(1, 5),
    "pert, mode at the high end": stats.beta(5, 1),
    "pert, strong mode": stats.beta(51, 51),
    "student_t": stats.t(5, 10, 2),
    "student_t without an sd": stats.t(1.5),
    "student_t, nearly a normal": stats.t(1e6),
    "student_t by two percentiles": stats.t(4, 20, 10 / stats.t.ppf(0.9, 4)),
    "triangular": stats.triang(0.2, 10, 50),
    "triangular, mode at the low end": stats.triang(0, 0, 1),
    "uniform": stats.uniform(-3, 10),
    "uniform by two percentiles": stats.uniform(2 - 0.2 * 36, 36),
    "weibull": stats.weibull_min(1.5, scale=8),
    "weibull, failing early": stats.weibull_min(0.4, scale=8),
    "weibull by two percentiles": _weibull(2, 20),
    **discrete_examples.IN_SCIPY,
}
"""The same distributions, their parameters worked out by hand."""

TABLES = {kind: {"kind": kind, **table} for kind, table in EXAMPLES.items()} | VARIANTS
every = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
each = pytest.mark.parametrize("name", TABLES)

_ADAPTER: TypeAdapter[Family] = TypeAdapter(Distribution)


def family_of(table: Any) -> Family:
    return _ADAPTER.validate_python(table)


@cache
def shared(name: str) -> Family:
    """The family of a name in TABLES, built once."""
    return family_of(TABLES[name])


def scale_of(family: Family) -> float:
    return family.percentile(0.999) - family.percentile(0.001)
