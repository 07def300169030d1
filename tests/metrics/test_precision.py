"""A run that goes on until it is as precise as the experiment asks."""

import numpy as np
import pytest
from scipy import stats

from simtco.engine.plan import checkpoints
from simtco.engine.run import run as every_trial
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.precision import criteria, half_width, measured, run
from tests.report import written

BILLS = """
title = "two bills"
horizon_months = 1
budget = 1_100
[simulation]
{simulation}
[strategies.a.costs.bill]
kind = "line"
once = {{ kind = "normal", mean = 1_000, sd = 100 }}
[strategies.b.costs.bill]
kind = "line"
once = {{ kind = "normal", mean = 1_050, sd = 120 }}
"""
ALL = (
    "mean = 5\np75 = 5\ncvar95 = '1%'\nexpected_regret = '5%'\np_cheaper = 0.01\n"
    "p_cheapest = 0.01\np_within_budget = 0.01\nbuffer = '1%'"
)


def bills(simulation: str) -> Experiment:
    return compose(parse_document(BILLS.format(simulation=simulation), "t.toml"), Catalogue())


def test_it_stops_at_the_first_checkpoint_that_is_precise_enough() -> None:
    """Random points: P80 of a normal has a standard error of sd sqrt(p (1 - p) / n) / phi(z)."""
    asked = bills('trials = "auto"\nsampler = "random"\ntolerance = { p80 = 1 }')
    result = run(asked)
    z = stats.norm.ppf(0.8)
    spread = 120 * np.sqrt(0.8 * 0.2) / stats.norm.pdf(z)
    needed = (1.96 * spread) ** 2
    assert needed / 2 < result.trials < needed * 4
    before = every_trial(
        bills(f'trials = {result.trials // 2}\nsampler = "random"\ntolerance = {{ p80 = 1 }}')
    )
    assert all(each.met for each in criteria(result))
    assert not all(each.met for each in criteria(before))


def test_the_trials_are_those_of_a_run_of_that_length() -> None:
    auto = run(bills('trials = "auto"'))
    assert np.array_equal(auto.totals, run(bills(f"trials = {auto.trials}")).totals)
    assert auto.trials == 65_536


def test_it_stops_at_the_ceiling_and_says_what_is_missing() -> None:
    asked = bills(
        'trials = "auto"\nmax_trials = 100_000\ntolerance = { p99 = "0.0001%", mean = 50 }'
    )
    result = run(asked)
    assert result.trials == 102_400
    assert [(each.key, each.met) for each in criteria(result)] == [
        ("mean", True),
        ("mean", True),
        ("p99", False),
        ("p99", False),
    ]


def test_checkpoints_double_whatever_the_workers() -> None:
    assert [*checkpoints(bills('trials = "auto"\nmax_trials = 500_000'))] == [16, 32, 64, 123]
    assert [*checkpoints(bills('trials = "auto"\nmax_trials = 9_000'))] == [3]
    assert [*checkpoints(bills("trials = 500_000"))] == [123]
    asked = bills('trials = "auto"\nsampler = "random"\ntolerance = { mean = 1 }')
    assert np.array_equal(run(asked, 1).totals, run(asked, 2).totals)


def test_every_criterion_is_an_interval_that_holds_the_truth() -> None:
    """Normal bills, and the lesser of two (Clark, Operations Research 9, 1961)."""
    found = {
        (each.strategy, each.key): each
        for each in criteria(run(bills(f"trials = 65_536\n[simulation.tolerance]\n{ALL}")))
    }
    gap = float(np.hypot(100, 120))
    p_b = float(stats.norm.cdf(-50 / gap))
    regret = gap * float(stats.norm.pdf(50 / gap)) - 50 * p_b
    truth = {
        ("a", "mean"): 1_000.0,
        ("a", "p75"): float(stats.norm.ppf(0.75, 1_000, 100)),
        ("a", "cvar95"): 1_000 + 100 * float(stats.norm.pdf(stats.norm.ppf(0.95))) / 0.05,
        ("a", "expected_regret"): regret,
        ("b", "p_cheaper"): p_b,
        ("b", "p_cheapest"): p_b,
        ("a", "p_within_budget"): float(stats.norm.cdf(1.0)),
        ("a", "buffer"): float(stats.norm.ppf(0.8, 1_000, 100)) / 1_000 - 1,
    }
    for key, expected in truth.items():
        width = found[key].half_width
        assert width is not None
        assert abs(found[key].value - expected) < 2 * width, key
    assert ("a", "p_cheaper") not in found
    assert found["a", "cvar95"].allowed == pytest.approx(0.01 * found["a", "cvar95"].value)
    assert found["b", "p_cheaper"].allowed == 0.01


def test_the_interval_is_student_s() -> None:
    """Percentiles of Student's t with 15 degrees of freedom, 97.5%: 2.131."""
    assert half_width(1.0, 16) == pytest.approx(2.131, abs=5e-4)


def test_a_base_of_nothing_leaves_no_buffer_to_be_precise_about() -> None:
    asked = BILLS.replace("mean = 1_000", "mean = 0").format(simulation="trials = 8_192")
    result = every_trial(compose(parse_document(asked, "t.toml"), Catalogue()))
    assert measured(result, "a", "buffer") == (0.0, 0.0)


def test_what_costs_the_same_is_not_cheaper() -> None:
    assert measured(written.result("nothing"), "also_free", "p_cheaper")[0] == 0.0
