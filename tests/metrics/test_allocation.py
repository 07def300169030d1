"""Euler allocation of jointly normal costs against its closed form, and what it says of a run."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.allocation import allocation, near
from simtco.metrics.shares import INTERACTION, MEAN, Shares, shares

# Two correlated normal costs and one of their own: means, sds, and a Pearson correlation of 0.5.
MEANS, SDS = np.array([500.0, 300.0, 200.0]), np.array([40.0, 60.0, 30.0])
RANK = 6 / np.pi * np.arcsin(0.25)  # Spearman's of a normal pair with correlation 0.5
COVARIANCE = np.outer(SDS, SDS) * np.array([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
SD = float(np.sqrt(COVARIANCE.sum()))
BETAS = COVARIANCE.sum(axis=1) / SD**2
PLAN = f"""
title = "three normal bills"
horizon_months = 1
confidence = 0.9
simulation = {{ seed = SEED, trials = TRIALS }}
inputs.a = {{ kind = "normal", mean = 500, sd = 40, base = 450 }}
inputs.b = {{ kind = "normal", mean = 300, sd = 60 }}
correlations = [{{ inputs = ["inputs.a", "inputs.b"], rank = {RANK} }}]
[strategies.all.costs]
a = {{ kind = "line", category = "compute", once = "@inputs.a" }}
b = {{ kind = "line", category = "data", once = "@inputs.b" }}
[strategies.all.costs.c]
kind = "line"
category = "data"
hidden = true
once = {{ kind = "normal", mean = 200, sd = 30 }}
"""


def euler(level: float) -> np.ndarray:
    """E[X | S = level] of jointly normal X with sum S: mean + cov(X, S) / var(S) (level - E[S])."""
    return np.asarray(MEANS + BETAS * (level - MEANS.sum()))


P90 = MEANS.sum() + SD * stats.norm.ppf(0.9)
CVAR = MEANS.sum() + SD * stats.norm.pdf(stats.norm.ppf(0.95)) / 0.05


@cache
def found(seed: int = 33, trials: int = 65_536) -> dict[str, Shares]:
    text = PLAN.replace("SEED", str(seed)).replace("TRIALS", str(trials))
    result = run(compose(parse_document(text, "test.toml"), Catalogue()))
    return {each.of: each for each in shares(result)}


@pytest.mark.parametrize(
    ("of", "expected"),
    [("contingency", euler(P90) - [450, 300, 0]), ("cvar95", euler(CVAR))],
)
def test_costs_of_normal_sums_give_what_the_closed_form_says(of: str, expected: np.ndarray) -> None:
    for share, value in zip(found()[of].items, expected, strict=True):
        assert share.standard_error is not None
        assert 0 < share.standard_error < 1.0
        assert abs(share.value - value) < 5 * share.standard_error
    compute, data = found()[of].categories
    assert (compute.name, data.name) == ("compute", "data")
    assert data.value == pytest.approx(sum(share.value for share in found()[of].items[1:]))


@pytest.mark.parametrize("of", ["contingency", "cvar95"])
def test_every_way_to_divide_adds_up(of: str) -> None:
    each = found()[of]
    for parts in (each.categories, each.items, each.inputs):
        assert sum(part.value for part in parts) == pytest.approx(each.total[0], rel=1e-12)


def test_inputs_of_a_linear_sum_give_their_part_of_the_spread() -> None:
    """Costs that are their inputs leave nothing over; the mean less base is 1000 - 750."""
    parts = {share.name: share for share in found()["contingency"].inputs}
    assert parts[MEAN].value == pytest.approx(250, abs=0.1)
    assert INTERACTION not in parts, "nothing but rounding is left over"
    spread = euler(P90) - MEANS
    for name, value in zip(("inputs.a", "inputs.b"), spread, strict=False):
        error = parts[name].standard_error
        assert error is not None
        assert abs(parts[name].value - value) < 5 * error


def test_more_futures_than_are_kept_still_add_up() -> None:
    each = found(trials=131_072)["contingency"]
    assert sum(part.value for part in each.items) == pytest.approx(each.total[0], rel=1e-12)


def test_a_cost_that_never_varies_gives_itself() -> None:
    total, parts = np.full(4096, 30.0), np.stack([np.full(4096, 10.0), np.full(4096, 20.0)])
    assert [v for v, _ in allocation(parts, total, (30.0, None), near(total, 0.8))] == [
        pytest.approx(10),
        pytest.approx(20),
    ]


def test_near_a_percentile_is_a_fortieth_of_the_ranks_to_either_side() -> None:
    """Of 1,000 futures those of rank 475 to 524, the middle of them most of all."""
    weights = near(np.arange(1_000.0)[::-1], 0.5)
    assert np.array_equal(np.flatnonzero(weights), np.arange(475, 525))
    assert int(np.argmax(weights)) in {499, 500}
