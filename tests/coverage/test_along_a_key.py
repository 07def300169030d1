"""Intervals along a swept key: crossovers, bands, chances and expected losses."""

import numpy as np
import pytest
from scipy import stats

from simtco.engine.sweep import sweep
from simtco.files.axis import axis
from simtco.files.catalogue import Catalogue
from simtco.files.load import along, compose
from simtco.files.toml import parse_document
from simtco.metrics.crossover import crossover
from simtco.metrics.sweep import at
from tests.coverage.intervals import Found, held, outside

# A lognormal price a request beside a fixed rent: they cross at the rent over the price.
DAYS = 365.25 / 12
SIGMA, RENT, MOST = 0.5, 1_000.0, 4_000.0
TEXT = f"""
title = "a price a request, or a fixed rent"
horizon_months = 1
simulation = {{ trials = 65_536, seed = SEED, sampler = "SAMPLER" }}
[demand]
requests_per_day = 1_000
input_tokens = 1
output_tokens = 1
[strategies.api.costs.bill]
kind = "line"
category = "compute"
per_request = {{ kind = "lognormal", p50 = 0.01, sigma = {SIGMA} }}
[strategies.own.costs.rent]
kind = "line"
category = "compute"
monthly = {RENT}
"""
WHOLE = stats.lognorm(SIGMA, scale=RENT / (0.01 * DAYS))
INSIDE = float(WHOLE.cdf(MOST))
BILL = stats.lognorm(SIGMA, scale=0.01 * DAYS * MOST)
SHARES = (0.1, 0.5, 0.9)


def excess(over: float) -> float:
    """Mean excess of the bill at the last point over an amount: Black and Scholes 1973."""
    d = (np.log(0.01 * DAYS * MOST / over) + SIGMA**2) / SIGMA
    mean = float(BILL.mean())
    return float(mean * stats.norm.cdf(d) - over * stats.norm.cdf(d - SIGMA))


EXACT = {
    "no crossover": 1.0 - INSIDE,
    **{f"crossover P{100 * p:.0f}": float(WHOLE.ppf(p * INSIDE)) for p in SHARES},
    "mean": float(BILL.mean()),
    **{f"P{100 * p:.0f}": float(BILL.ppf(p)) for p in SHARES},
    "cheaper": INSIDE,
    "loss of api": excess(RENT),
    "loss of own": RENT - float(BILL.mean()) + excess(RENT),
}


def found(seed: int, sampler: str) -> Found:
    text = TEXT.replace("SEED", str(seed)).replace("SAMPLER", sampler)
    document = parse_document(text, "linear.toml")
    key = "demand.requests_per_day"
    over = axis(compose(document, Catalogue()), key, 1.0, MOST, 2)
    swept = sweep(along(document, [over], Catalogue()), workers=1)
    crossed = crossover(np.array(over.values), swept.difference("own"))
    api, own = at(swept, 1, "api"), at(swept, 1, "own")
    assert own.p_cheaper is not None
    estimates = (
        crossed.none,
        *crossed.levels,
        api.mean,
        *api.levels,
        own.p_cheaper,
        api.regret,
        own.regret,
    )
    return {name: (each, 16) for name, each in zip(EXACT, estimates, strict=True)}


@pytest.mark.parametrize("sampler", ["sobol", "random"])
def test_95_percent_intervals_hold_the_truth(sampler: str) -> None:
    assert outside(held(lambda seed: found(seed, sampler), EXACT)) == {}
