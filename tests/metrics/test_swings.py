"""Tornado and worst futures against closed forms of a sum of two normals."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.swings import Swing, swings
from simtco.metrics.worst_tail import worst_tail

SUM = """
title = "a sum of normals"
horizon_months = 2
[simulation]
trials = 32_768
seed = {seed}
sampler = "{sampler}"
[inputs]
a = {{ kind = "normal", mean = 10, sd = 1 }}
b = {{ kind = "normal", mean = 10, sd = 2, base = 9 }}
[strategies.s.costs]
a = {{ kind = "line", once = "@inputs.a" }}
b = {{ kind = "line", hidden = true, monthly = "@inputs.b" }}
[strategies.s.shocks]
leak = {{ kind = "event", probability = 0.1, impact = 1 }}
"""
NORMAL = stats.norm
UPPER = float(NORMAL.pdf(NORMAL.ppf(0.9)) / 0.1)
"""Mean of a standard normal in its highest tenth."""


@cache
def result(seed: int = 33, sampler: str = "sobol") -> Result:
    text = SUM.format(seed=seed, sampler=sampler)
    return run(compose(parse_document(text, "test.toml"), Catalogue()), workers=1)


def found(of: Result) -> dict[str, Swing]:
    return {swing.input: swing for swing in swings(of)}


def test_alone_in_the_plan() -> None:
    """b is paid in two months, hidden or not; at base 9, P10 and P90 are 10 -+ 2 z."""
    z = float(NORMAL.ppf(0.9))
    own = found(result())
    assert own["inputs.a"].alone == pytest.approx((-z, z))
    assert own["inputs.b"].alone == pytest.approx((2 * (1 - 2 * z), 2 * (1 + 2 * z)))
    assert own["strategies.s.shocks.leak"].alone is None


def test_the_widest_comes_first() -> None:
    assert [swing.input for swing in swings(result())] == [
        "inputs.b",
        "inputs.a",
        "strategies.s.shocks.leak",
    ]


def test_a_shock_moves_the_mean_by_what_it_costs_in_its_worst_tenth() -> None:
    """It costs 1 in a tenth of futures, and 0.1 on average."""
    low, high = found(result())["strategies.s.shocks.leak"].mean
    assert high[1] is not None
    assert abs(high[0] - 0.9) < 5 * high[1] + 0.01
    assert low[1] is not None
    assert abs(low[0] + 0.1) < 5 * low[1] + 0.01


def test_what_the_worst_futures_have_in_common() -> None:
    """Of b, nearly all; of the leak, a little: a median between the middle and the top."""
    own = {mark.input: mark.percentile[0] for mark in worst_tail(result())}
    assert next(iter(own)) == "inputs.b"
    assert own["inputs.b"] == pytest.approx(_median_in_the_tail(), abs=0.01)
    assert 0.5 < own["strategies.s.shocks.leak"] < own["inputs.a"]


def _median_in_the_tail() -> float:
    """Of b, from 4 million independent sums of its normal, a's and the leak."""
    generator = np.random.default_rng(1)
    b = generator.normal(size=4_000_000)
    total = 4 * b + generator.normal(size=len(b)) + (generator.uniform(size=len(b)) < 0.1)
    return float(NORMAL.cdf(np.median(b[total > np.quantile(total, 0.95)])))
