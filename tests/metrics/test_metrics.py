"""Metrics on constructed futures, and their standard errors against repeated seeds."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy import stats

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import BLOCK_TRIALS
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics import block_means, estimate, metric
from simtco.metrics.cheapest import is_cheapest
from simtco.metrics.metric import comparisons, findings
from simtco.words.wording import figure

NORMALS = """
title = "two lognormal bills, one plan"
horizon_months = 4
budget = 1_100
confidence = 0.85
[simulation]
trials = 65_536
seed = {seed}
sampler = "{sampler}"
[strategies.a.costs.bill]
kind = "line"
category = "compute"
once = {{ kind = "normal", mean = 1_000, sd = 100, base = 950 }}
[strategies.b.costs.bill]
kind = "line"
category = "data"
once = {{ kind = "normal", mean = 1_050, sd = 120 }}
[strategies.b.costs.forgotten]
kind = "line"
category = "evaluation"
hidden = true
once = 10
[strategies.b.shocks.breach]
kind = "incidents"
category = "security"
per_year = 3
severity = 20
"""


@cache
def result(seed: int = 33, sampler: str = "sobol") -> Result:
    text = NORMALS.format(seed=seed, sampler=sampler)
    return run(compose(parse_document(text, "test.toml"), Catalogue()))


def value(strategy: str, key: str) -> float:
    return findings(result())[strategy][key].number


def error(strategy: str, key: str) -> float:
    found = findings(result())[strategy][key].standard_error
    assert found is not None
    return found


def test_findings_depend_neither_on_threads_nor_on_how_many_trials_they_take_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = findings(result()), comparisons(result())
    monkeypatch.setattr(metric, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(block_means, "MOST_AT_ONCE", 3 * BLOCK_TRIALS)
    again = replace(result())  # of which nothing is kept
    assert (findings(again), comparisons(again)) == alone


def test_percentiles_of_a_normal_bill() -> None:
    for key, share in {"p5": 0.05, "p50": 0.5, "p80": 0.8, "p85": 0.85, "p99": 0.99}.items():
        expected = stats.norm.ppf(share, 1_000, 100)
        assert abs(value("a", key) - expected) < 5 * error("a", key)


def test_cvar_of_a_normal_bill() -> None:
    """CVaR of a normal: mean + sd phi(z) / (1 - p); McNeil, Frey, Embrechts 2015, example 2.14."""
    expected = 1_000 + 100 * stats.norm.pdf(stats.norm.ppf(0.95)) / 0.05
    assert abs(value("a", "cvar95") - expected) < 5 * error("a", "cvar95")


def test_base_percentile_and_budget_of_a_normal_bill() -> None:
    assert value("a", "base") == 950
    assert abs(value("a", "base_percentile") - stats.norm.cdf(-0.5)) < 0.002
    assert abs(value("a", "p_within_budget") - stats.norm.cdf(1.0)) < 0.002


def test_buffer_is_the_percentile_over_the_base() -> None:
    found = findings(result())["a"]
    for key in ("p50", "p80", "p85", "p90", "p95"):
        ((level, error),) = estimate.quantiles(result().total("a"), [float(key[1:]) / 100])
        expected = level / 950 - 1
        assert error is not None
        buffer = found[f"buffer.{key}"]
        assert buffer.number == pytest.approx(expected, rel=1e-12)
        assert buffer.standard_error == pytest.approx(error / 950, rel=1e-12)
        assert buffer.sentence.startswith(f"The base estimate and {figure(100 * expected)}% hold")


def test_paired_difference_of_independent_bills() -> None:
    """b - a is normal plus 10 plus 20 times a Poisson number with mean 1."""
    counts = np.arange(30)
    mixture = stats.poisson.pmf(counts, 1.0)
    scale = np.hypot(100, 120)
    expected = float(mixture @ stats.norm.cdf(0, 60 + 20 * counts, scale))
    found = comparisons(result())["b"]["p_cheaper"]
    assert found.standard_error is not None
    assert abs(found.number - expected) < 5 * found.standard_error


@pytest.mark.parametrize(
    ("bill", "said"), [(700, "300 USD less"), (1_200, "200 USD more"), (1_000, "0 USD more")]
)
def test_a_difference_is_said_with_its_side(bill: int, said: str) -> None:
    text = (
        'title = "t"\nhorizon_months = 1\nsimulation = { trials = 4_096 }\n'
        '[strategies.a.costs]\nbill = { kind = "line", once = 1_000 }\n'
        f'[strategies.b.costs]\nbill = {{ kind = "line", once = {bill} }}\n'
    )
    found = comparisons(run(compose(parse_document(text, "test.toml"), Catalogue())))["b"]
    assert found["difference.mean"].sentence == f"On average b costs {said}."


def test_chances_of_being_cheapest_add_up_to_one() -> None:
    assert value("a", "p_cheapest") + value("b", "p_cheapest") == pytest.approx(1.0)


def test_expected_regret_is_the_mean_excess_over_the_cheapest() -> None:
    totals = result().totals
    cheapest = totals.min(axis=0)
    assert value("a", "expected_regret") == pytest.approx(np.mean(totals[0] - cheapest))
    assert min(value("a", "expected_regret"), value("b", "expected_regret")) >= 0


def test_the_reconciliation_adds_up_exactly() -> None:
    for strategy in ("a", "b"):
        found = findings(result())[strategy]
        steps = sum(
            found[f"reconciliation.{step}"].number
            for step in ("hidden", "skew", "shocks", "spread")
        )
        assert found["base"].number + steps == pytest.approx(found["p85"].number, rel=1e-12)


def test_the_reconciliation_names_each_cause() -> None:
    assert value("b", "reconciliation.hidden") == 10
    shocks = findings(result())["b"]["reconciliation.shocks"]
    assert abs(shocks.number - 20) < 5 * (shocks.standard_error or 0) + 0.01
    assert abs(value("b", "reconciliation.skew")) < 1.0


def test_categories_add_up_to_the_mean() -> None:
    found = findings(result())["b"]
    parts = {key: f.number for key, f in found.items() if key.startswith("categories.")}
    assert set(parts) == {"categories.data", "categories.evaluation", "categories.security"}
    assert sum(parts.values()) == pytest.approx(found["mean"].number, rel=1e-12)


def test_break_even_of_a_single_start_is_month_one_or_never() -> None:
    found = comparisons(result())["b"]
    by_month = found["break_even.p_by_month"].value
    assert isinstance(by_month, tuple)
    assert len(by_month) == 4
    assert by_month[0] >= found["p_cheaper"].number
    assert found["break_even.p_ever"].number == pytest.approx(by_month[-1])
    assert found["break_even.p90_month"].value is None


@pytest.mark.parametrize(("often", "month"), [(0.5, 1.0), (0.45, None)])
def test_the_month_by_which_a_share_of_futures_breaks_even(
    often: float, month: float | None
) -> None:
    """b costs nothing that often, else 2,000, against 1,000: half the futures is P50 itself."""
    text = (
        'title = "t"\nhorizon_months = 2\nsimulation = { trials = 8_192 }\n'
        '[strategies.a.costs]\nbill = { kind = "line", once = 1_000 }\n'
        '[strategies.b.costs.bill]\nkind = "line"\n'
        f'once = {{ kind = "discrete", values = [0, 2_000], weights = [{often}, {1 - often}] }}\n'
    )
    found = comparisons(run(compose(parse_document(text, "test.toml"), Catalogue())))["b"]
    assert found["break_even.p10_month"].value == 1.0
    assert found["break_even.p50_month"].value == month
    assert found["break_even.p90_month"].value is None


def test_one_block_alone_claims_no_standard_error() -> None:
    text = NORMALS.format(seed=1, sampler="sobol").replace("65_536", "4_096")
    single = run(compose(parse_document(text, "test.toml"), Catalogue()))
    assert all(f.standard_error is None for f in findings(single)["a"].values())


def test_a_base_of_nothing_has_no_buffer() -> None:
    text = NORMALS.format(seed=1, sampler="sobol").replace("base = 950", "base = 0")
    single = run(compose(parse_document(text, "test.toml"), Catalogue()))
    assert findings(single)["a"]["buffer.p80"].value is None


EXACT = {
    "mean": 1_000.0,
    "p80": float(stats.norm.ppf(0.8, 1_000, 100)),
    "p95": float(stats.norm.ppf(0.95, 1_000, 100)),
    "cvar95": 1_000 + 100 * float(stats.norm.pdf(stats.norm.ppf(0.95))) / 0.05,
    "buffer.p80": float(stats.norm.ppf(0.8, 1_000, 100)) / 950 - 1,
    "base_percentile": float(stats.norm.cdf(-0.5)),
}


@pytest.mark.parametrize("sampler", ["sobol", "random"])
def test_95_percent_intervals_cover_the_truth(sampler: str) -> None:
    """t intervals over 16 blocks: 60 seeds x 6 estimates; each covers 50 or more times.

    At a true coverage of 95%, 49 or fewer of 60 happen once in 3,000.
    """
    reach = stats.t.ppf(0.975, 15)
    held = dict.fromkeys(EXACT, 0)
    for seed in range(60):
        found = findings(result(seed, sampler))["a"]
        for key, exact in EXACT.items():
            spread = found[key].standard_error
            assert spread is not None
            held[key] += abs(found[key].number - exact) < reach * spread
    assert min(held.values()) >= 50, held


def test_strategies_that_cost_the_same_are_the_cheapest_together() -> None:
    """Two sums of the same money in another order differ by rounding, and by that alone."""
    totals = np.array([[1.0, 0.1 + 0.2, 5.0], [2.0, 0.3, 4.0], [3.0, 0.4, 4.0]])
    assert is_cheapest(totals).tolist() == [
        [True, True, False],
        [False, True, True],
        [False, False, True],
    ]
