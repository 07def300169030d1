"""Intervals of drivers, allocation, information, stress, options and scenarios.

All costs are jointly normal, so that every truth has a closed form or is one integral.
"""

from functools import cache

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.scenarios import scenarios
from simtco.files.toml import parse_document
from simtco.metrics import movers
from simtco.metrics.contribution import contributions
from simtco.metrics.estimate import Estimate
from simtco.metrics.information import information
from simtco.metrics.metric import comparisons, findings
from simtco.metrics.scenarios import side_by_side
from simtco.metrics.sensitivity import sensitivity
from simtco.metrics.shares import shares
from simtco.metrics.spider import PERCENTILES, spider
from simtco.metrics.stress import stress
from simtco.metrics.swings import swings
from simtco.metrics.worst_tail import worst_tail
from tests.coverage.intervals import Found, held, outside

RHO = 0.5
RANK = 6 / np.pi * np.arcsin(RHO / 2)  # Spearman's of a normal pair with that correlation
TEXT = f"""
title = "jointly normal costs"
horizon_months = 1
confidence = 0.8
simulation = {{ trials = 65_536, seed = SEED, sampler = "SAMPLER" }}
inputs.a = {{ kind = "normal", mean = 10, sd = 1 }}
inputs.b = {{ kind = "normal", mean = 10, sd = 2 }}
correlations = [{{ inputs = ["inputs.a", "inputs.b"], rank = {RANK} }}]
[strategies.one.costs]
a = {{ kind = "line", category = "data", once = "@inputs.a" }}
b = {{ kind = "line", category = "compute", once = "@inputs.b" }}
c = {{ kind = "line", category = "data", once = {{ kind = "normal", mean = 2, sd = 1.5 }} }}
[strategies.two.costs]
a = {{ kind = "line", once = "@inputs.a" }}
f = {{ kind = "line", once = {{ kind = "normal", mean = 13, sd = 1.5 }} }}
[scenarios.wider]
"inputs.b" = {{ kind = "normal", mean = 12, sd = 3 }}
"""
NAMES = ("inputs.a", "inputs.b", "strategies.one.costs.c.once", "strategies.two.costs.f.once")
A, B, C, F = NAMES
SDS = np.array([1.0, 2.0, 1.5, 1.5])
COVARIANCE = np.diag(SDS**2)
COVARIANCE[0, 1] = COVARIANCE[1, 0] = RHO * SDS[0] * SDS[1]
ONE, TWO = np.array([1.0, 1.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0, 1.0])
MEAN = 22.0  # of both strategies' costs: 10 + 10 + 2 and 10 + 13 less 1
SD = float(np.sqrt(ONE @ COVARIANCE @ ONE))
LESS = 1.0  # what two costs more on average
WITH = COVARIANCE @ ONE / SDS / SD  # correlation of each input with the cost of one
WIDER = np.array([1.0, 1.5, 1.0, 1.0])  # what the scenario multiplies each sd by
Z80, Z95 = float(stats.norm.ppf(0.8)), float(stats.norm.ppf(0.95))
TENTH = float(stats.norm.pdf(stats.norm.ppf(0.9)) / 0.1)  # mean of the highest of a normal
TWENTIETH = float(stats.norm.pdf(Z95) / 0.05)


def loss(sd: float, mean: float = LESS) -> float:
    """E[max(X, 0)] of a normal X with mean -`mean`: value of information (risk-practice, 4.2)."""
    return float(sd * stats.norm.pdf(mean / sd) - mean * stats.norm.sf(mean / sd))


def level_in_the_tenth(rho: float, side: int) -> float:
    """The P80 of a standard normal in the futures in which another is in its extreme tenth."""

    def share(level: float) -> float:
        def density(z: float) -> float:
            below = stats.norm.cdf((level - side * rho * z) / np.sqrt(1 - rho**2))
            return float(below * stats.norm.pdf(z) / 0.1)

        return float(integrate.quad(density, stats.norm.ppf(0.9), 9)[0]) - 0.8

    return float(optimize.brentq(share, -6, 6))


def place_in_the_worst(rho: float) -> float:
    """Median percentile of a normal in the futures in which another is in its highest 5%."""

    def share(level: float) -> float:
        def density(z: float) -> float:
            below = stats.norm.cdf((level - rho * z) / np.sqrt(1 - rho**2))
            return float(below * stats.norm.pdf(z) / 0.05)

        return float(integrate.quad(density, Z95, 9)[0]) - 0.5

    return float(stats.norm.cdf(optimize.brentq(share, -6, 6)))


def excess(mean: float, sd: float, over: float) -> float:
    """Mean excess of a normal over an amount."""
    z = (mean - over) / sd
    return float(sd * stats.norm.pdf(z) + (mean - over) * stats.norm.cdf(z))


@cache
def exact() -> dict[str, float]:
    truth: dict[str, float] = {}
    alone = COVARIANCE @ ONE / SDS  # sd of the mean of one, given an input
    for name, rho, sd in zip(NAMES[:3], WITH[:3], alone[:3], strict=True):
        truth |= {
            f"rank correlation {name}": 6 / np.pi * np.arcsin(rho / 2),
            f"first order {name}": rho**2,
            f"swing of the mean, low {name}": -sd * TENTH,
            f"swing of the mean, high {name}": sd * TENTH,
            f"swing of P80, low {name}": SD * (level_in_the_tenth(rho, -1) - Z80),
            f"swing of P80, high {name}": SD * (level_in_the_tenth(rho, 1) - Z80),
            f"median in the worst 5% {name}": place_in_the_worst(rho),
            f"stress mean {name}": MEAN + sd * TENTH,
            f"stress change {name}": sd * TENTH,
            f"contingency of input {name}": COVARIANCE[NAMES.index(name)] @ ONE / SD * Z80,
            f"spider at P5 {name}": -sd * Z95,
            f"spider at P50 {name}": 0.0,
            f"spider at P80 {name}": sd * Z80,
            f"CVaR of input {name}": COVARIANCE[NAMES.index(name)] @ ONE / SD * TWENTIETH,
        }
    truth[f"median in the worst 5% {F}"] = 0.5
    truth[f"swing of the mean, high {F}"] = 0.0
    together = COVARIANCE[:2] @ ONE  # with one, of a and b
    whole = float(together @ np.linalg.solve(COVARIANCE[:2, :2], together))
    singly = together**2 / SDS[:2] ** 2
    truth[f"Shapley {A}"] = (singly[0] + whole - singly[1]) / 2 / SD**2
    truth[f"Shapley {B}"] = (singly[1] + whole - singly[0]) / 2 / SD**2
    means = {"a": 10.0, "b": 10.0, "c": 2.0}
    for (name, mean), row in zip(means.items(), COVARIANCE[:3] @ ONE, strict=True):
        truth[f"contingency of cost {name}"] = row / SD * Z80
        truth[f"CVaR of cost {name}"] = mean + row / SD * TWENTIETH
    own = (COVARIANCE[0] + COVARIANCE[2]) @ ONE / SD
    truth["contingency of data"], truth["CVaR of data"] = own * Z80, 12.0 + own * TWENTIETH
    away = COVARIANCE @ (ONE - TWO)
    apart = float(np.sqrt((ONE - TWO) @ away))
    for name, sd in zip(NAMES, np.abs(away) / SDS, strict=True):
        truth[f"EVPPI {name}"] = loss(sd)
        truth |= {f"EVSI of {n}: {name}": loss(sd * np.sqrt(n / (n + 1))) for n in (1, 10, 100)}
    truth["EVPPI of a and b"] = loss(SDS[1])  # what one costs more than two, given both, is b's
    truth["regret of one"], truth["regret of two"] = loss(apart), loss(apart, -LESS)
    truth["P95 regret of one"] = apart * Z95 - LESS
    truth["difference mean"], truth["difference P5"] = LESS, LESS - apart * Z95
    truth["difference P95"] = LESS + apart * Z95
    sd_two = float(np.sqrt(TWO @ COVARIANCE @ TWO))
    cross = MEAN + LESS + sd_two * LESS / (SD - sd_two)  # where both are as likely exceeded
    less, more = excess(MEAN, SD, cross), excess(MEAN + LESS, sd_two, cross)
    truth["first-order dominance"] = 1.0 - (less - more) / (2 * (less - more) + LESS)
    truth["saves in its dear tenth"] = away[1] / SDS[1] * TENTH - LESS
    wide = COVARIANCE * np.outer(WIDER, WIDER)
    wider = float(np.sqrt(ONE @ wide @ ONE))
    truth |= {
        "scenario mean": MEAN + 2.0,
        "scenario change": 2.0,
        "scenario P80": MEAN + 2.0 + wider * Z80,
        "scenario cheapest": stats.norm.cdf(-1.0 / np.sqrt((ONE - TWO) @ wide @ (ONE - TWO))),
    }
    return truth


def found(seed: int, sampler: str) -> Found:  # noqa: C901, PLR0912  (one loop a metric)
    document = parse_document(TEXT.replace("SEED", str(seed)).replace("SAMPLER", sampler), "t.toml")
    result = run(compose(document, Catalogue()), workers=1)
    ((_, wider),) = scenarios(document)
    (scenario,) = side_by_side(result, {"wider": compose(wider, Catalogue())})
    many: dict[str, Estimate] = {}
    few: dict[str, Estimate] = {
        f"rank correlation {each.input}": (each.rank_correlation, each.standard_error)
        for each in sensitivity(result)
        if each.strategy == "one"
    }
    fewest: dict[str, Estimate] = {}
    for each in contributions(result):
        if each.strategy == "one":
            few[f"first order {each.input}"] = each.first_order
            few[f"Shapley {each.input}"] = each.shapley
    for swing in swings(result):
        if swing.strategy == "one":
            for end, mean, level in zip(("low", "high"), swing.mean, swing.level, strict=True):
                few[f"swing of the mean, {end} {swing.input}"] = mean
                few[f"swing of P80, {end} {swing.input}"] = level
    for mark in worst_tail(result):
        if mark.strategy == "one":
            few[f"median in the worst 5% {mark.input}"] = mark.percentile
    for leg in spider(result):
        if leg.strategy == "one":
            for share in (0.05, 0.5, 0.8):
                change = leg.changes[PERCENTILES.index(share)]
                few[f"spider at P{100 * share:.0f} {leg.input}"] = change
    for there in stress(result):
        if there.end == "highest":
            many[f"stress mean {there.input}"] = there.means[0]
            many[f"stress change {there.input}"] = there.changes[0]
            if there.input == B:
                many["saves in its dear tenth"] = there.saves
    for parts, of in zip(shares(result)[:2], ("contingency", "CVaR"), strict=True):
        for sort, these, into in (
            ("cost ", parts.items, many),
            ("", parts.categories, many),
            ("input ", parts.inputs, fewest),
        ):
            for part in these:
                into[f"{of} of {sort}{part.name}"] = part.value, part.standard_error
    for worth in information(result):
        name = worth.inputs[0] if len(worth.inputs) == 1 else "of a and b"
        few[f"EVPPI {name}"] = worth.evppi
        few |= {f"EVSI of {n}: {name}": each for n, each in worth.evsi.items()}
    told_of, beside = findings(result), comparisons(result)["two"]
    for key, finding in {
        "regret of one": told_of["one"]["expected_regret"],
        "regret of two": told_of["two"]["expected_regret"],
        "P95 regret of one": told_of["one"]["p95_regret"],
        "difference mean": beside["difference.mean"],
        "difference P5": beside["difference.p5"],
        "difference P95": beside["difference.p95"],
        "first-order dominance": beside["dominance.first_order"],
    }.items():
        many[key] = finding.number, finding.standard_error
    outlook = scenario.strategies["one"]
    many["scenario mean"], many["scenario P80"] = outlook.mean, outlook.level
    many["scenario cheapest"] = outlook.p_cheapest
    assert outlook.change is not None
    many["scenario change"] = outlook.change
    return {
        name: (each, blocks)
        for table, blocks in ((many, 16), (few, 8), (fewest, 4))
        for name, each in table.items()
    }


@pytest.mark.parametrize("sampler", ["sobol", "random"])
def test_95_percent_intervals_hold_the_truth(sampler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(movers, "_SHUFFLES", 1)  # half the time goes to floors without an interval
    assert outside(held(lambda seed: found(seed, sampler), exact())) == {}
