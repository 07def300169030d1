"""Intervals of what a run says of each strategy, where closed forms say the truth."""

import math

import pytest
from scipy import stats

from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.metric import comparisons, findings
from simtco.metrics.precision import run
from tests.coverage.intervals import Found, held, outside

TEXT = """
title = "sums of normal bills"
horizon_months = 1
budget = 1_100
simulation = { trials = 65_536, seed = SEED, sampler = "SAMPLER" }
[strategies.a.costs.one]
kind = "line"
once = { kind = "normal", mean = 600, sd = 60 }
[strategies.a.costs.two]
kind = "line"
once = { kind = "normal", mean = 400, sd = 80 }
[strategies.b.costs.one]
kind = "line"
once = { kind = "normal", mean = 700, sd = 72 }
[strategies.b.costs.two]
kind = "line"
once = { kind = "normal", mean = 350, sd = 96 }
"""
A = stats.norm(1_000, 100)
GAP = math.hypot(100, 120)
P_CHEAPER = float(stats.norm.cdf(-50 / GAP))
EXACT = {
    "mean": 1_000.0,
    "p80": float(A.ppf(0.8)),
    "p95": float(A.ppf(0.95)),
    "cvar95": 1_000 + 100 * float(stats.norm.pdf(stats.norm.ppf(0.95))) / 0.05,
    "buffer.p80": float(A.ppf(0.8)) / 1_000 - 1,
    "p_within_budget": float(A.cdf(1_100)),
    "p_cheapest": 1 - P_CHEAPER,
    # of the strategy of least mean this is EVPI: Clark, Operations Research 9, 1961
    "expected_regret": GAP * float(stats.norm.pdf(50 / GAP)) - 50 * P_CHEAPER,
    "p_cheaper": P_CHEAPER,
}


def found(seed: int, sampler: str, of: str = TEXT) -> Found:
    text = of.replace("SEED", str(seed)).replace("SAMPLER", sampler)
    result = run(compose(parse_document(text, "t.toml"), Catalogue()), 1)
    told = {**findings(result)["a"], "p_cheaper": comparisons(result)["b"]["p_cheaper"]}
    return {key: ((told[key].number, told[key].standard_error), result.blocks) for key in EXACT}


@pytest.mark.parametrize("sampler", ["sobol", "random"])
def test_intervals_hold_the_truth(sampler: str) -> None:
    shares = held(lambda seed: found(seed, sampler), EXACT)
    assert not outside(shares), shares
