"""First-order indices and Shapley effects against published numbers and closed forms."""

from functools import cache

import numpy as np
import pytest

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import BLOCK_TRIALS
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.contribution import Contribution, contributions
from simtco.metrics.shapley import shapley_effects
from simtco.metrics.spline import spline
from simtco.words.arrays import Floats
from tests.report import written

TRIALS = 32_768
SUM = """
title = "a sum of normals, and of nothing"
horizon_months = 1
[simulation]
trials = 32_768
seed = {seed}
sampler = "{sampler}"
[inputs]
a = {{ kind = "normal", mean = 10, sd = 1 }}
b = {{ kind = "normal", mean = 10, sd = 2 }}
[strategies.s.costs]
a = {{ kind = "line", once = "@inputs.a" }}
b = {{ kind = "line", once = "@inputs.b" }}
[strategies.other.costs]
c = {{ kind = "line", once = {{ kind = "normal", mean = 20, sd = 1 }} }}
{rest}
"""


@cache
def result(seed: int = 33, sampler: str = "sobol", rest: str = "") -> Result:
    text = SUM.format(seed=seed, sampler=sampler, rest=rest)
    return run(compose(parse_document(text, "test.toml"), Catalogue()), workers=1)


def found(of: Result, strategy: str = "s") -> dict[str, Contribution]:
    return {each.input: each for each in contributions(of) if each.strategy == strategy}


def index(column: Floats, money: Floats) -> float:
    """Var(fit) / Var, less what a fit to noise explains."""
    laid = spline(column)
    ordered = money[laid.order]
    fitted = laid.fit(ordered[None])[0]
    explained = laid.shares @ (fitted - money.mean()) ** 2
    return float(explained - laid.noise(ordered - laid.spread(fitted))) / float(money.var())


def ishigami(x: Floats) -> Floats:
    return np.asarray(np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))


def sobol_g(x: Floats) -> Floats:
    a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])[:, None]
    return np.asarray(np.prod((np.abs(4 * x - 2) + a) / (1 + a), axis=0))


@pytest.mark.parametrize(("column", "expected"), [(0, 0.3139051911), (1, 0.4424111448), (2, 0.0)])
def test_ishigami(column: int, expected: float) -> None:
    """Ishigami and Homma 1990, a = 7, b = 0.1. The sampling sd of an index is below 0.004."""
    x = np.random.default_rng(1).uniform(-np.pi, np.pi, (3, TRIALS))
    assert index(x[column], ishigami(x)) == pytest.approx(expected, abs=0.012)


def test_sobol_g() -> None:
    """Saltelli and Sobol 1995; a = 0, 1, 4.5, 9, 99 four times."""
    x = np.random.default_rng(2).uniform(size=(8, TRIALS))
    y = sobol_g(x)
    expected = [0.716192, 0.179048, 0.023676, 0.007162, *[0.000072] * 4]
    assert [index(row, y) for row in x] == pytest.approx(expected, abs=0.012)


def test_steps_and_gaps_are_fitted_as_they_are() -> None:
    """A yes-or-no number with P = 0.2 worth 3, in noise of sd 1: 9 x 0.16 / (9 x 0.16 + 1)."""
    generator = np.random.default_rng(3)
    yes = (generator.uniform(size=TRIALS) < 0.2).astype(float)
    money = 3 * yes + generator.normal(size=TRIALS)
    assert index(yes, money) == pytest.approx(1.44 / 2.44, abs=0.02)
    assert index(np.zeros(TRIALS), money) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("rho", "first"), [(0.0, 0.2), (0.5, 0.3392857), (0.9, 0.4668605), (1.0, 0.5)]
)
def test_shapley_of_two_normals(rho: float, first: float) -> None:
    """y = x1 + x2, sd 1 and 2 (Owen and Prieur 2017, section 4.1)."""
    z = np.random.default_rng(4).normal(size=(2, TRIALS))
    x = np.stack([z[0], 2 * (rho * z[0] + np.sqrt(1 - rho**2) * z[1])])
    effects = shapley_effects(np.argsort(x, axis=1, kind="stable"), x.sum(axis=0)[None])
    (one,), (two,) = effects
    assert one[1] is not None
    assert abs(one[0] - first) < 5 * one[1] + 1e-3
    assert one[0] + two[0] == pytest.approx(1.0, abs=1e-3)


def test_many_members_share_what_all_explain() -> None:
    """Eight alike with rank correlation: an eighth each, by random orders."""
    generator = np.random.default_rng(5)
    x = generator.normal(size=(8, TRIALS)) + generator.normal(size=TRIALS)
    effects = shapley_effects(np.argsort(x, axis=1), x.sum(axis=0)[None])
    assert [row[0][0] for row in effects] == pytest.approx([0.125] * 8, abs=0.01)


def test_without_correlation_the_shapley_effect_is_the_first_order_index() -> None:
    own = found(result())
    assert list(own)[:2] == ["inputs.b", "inputs.a"]
    assert all(each.shapley == each.first_order for each in own.values())


def test_an_input_that_is_not_drawn_by_a_strategy_is_noise() -> None:
    own = found(result())["strategies.other.costs.c.once"]
    assert 0.0 <= own.first_order[0] <= own.noise_floor
    assert not own.matters
    assert found(result())["inputs.b"].matters


def test_inputs_that_a_strategy_never_draws_do_not_matter_to_it() -> None:
    """Twelve strategies with two inputs each: of 264 pairs that have nothing to do, none."""
    text = written.EXPERIMENTS["twelve"].replace("trials = 8192", "trials = 32_768")
    each = contributions(run(compose(parse_document(text, "test.toml"), Catalogue())))
    telling = [one for one in each if one.matters]
    assert len(telling) == 24
    assert all(one.input.startswith(f"strategies.{one.strategy}.") for one in telling)


def test_a_cluster_has_shapley_effects_of_its_own() -> None:
    """Spearman's rank of normals with correlation 0.5 is 6 / pi arcsin(0.25)."""
    rank = 6 / np.pi * np.arcsin(0.25)
    rest = f'[[correlations]]\ninputs = ["inputs.a", "inputs.b"]\nrank = {rank}'
    own = found(result(rest=rest))
    assert own["inputs.a"].shapley[0] == pytest.approx(0.3392857, abs=0.005)
    assert own["inputs.a"].first_order[0] == pytest.approx(4 / 7, abs=0.005)
    assert sum(own[f"inputs.{name}"].shapley[0] for name in "ab") == pytest.approx(1, abs=0.002)


def test_errors_of_fair_shares_are_the_jackknife_s() -> None:
    """Efron and Tibshirani 1993, equation 11.5: over the effects without one block each."""
    normal = np.random.default_rng(3).standard_normal((3, 3 * BLOCK_TRIALS))
    members, money = normal[:2] + 0.5 * normal[2], normal.sum(axis=0, keepdims=True)
    without = []
    for block in range(3):
        left = np.flatnonzero(np.arange(3 * BLOCK_TRIALS) // BLOCK_TRIALS != block)
        without.append(shapley_effects(np.argsort(members[:, left]), money[:, left]))
    effects = np.array([[row[0][0] for row in each] for each in without])
    strayed = ((effects - effects.mean(axis=0)) ** 2).sum(axis=0)
    errors = [row[0][1] for row in shapley_effects(np.argsort(members), money)]
    assert errors == pytest.approx(np.sqrt(2 / 3 * strayed), rel=1e-9)


def test_the_error_of_an_index_is_that_of_a_squared_correlation() -> None:
    """2 r (1 - r^2) / sqrt(n) for jointly normal numbers, here r^2 = 4 / 5.

    From eight blocks a variance is known to 53%, from twelve runs of them to 15%.
    """
    errors = [found(result(seed, "random"))["inputs.b"].first_order[1] for seed in range(12)]
    expected = 2 * np.sqrt(0.8) * 0.2 / np.sqrt(TRIALS)
    assert None not in errors
    assert np.sqrt(np.mean(np.square(np.array(errors, float)))) == pytest.approx(expected, rel=0.3)
