"""Correlated numbers of an experiment: sums by closed form, ties, shocks, streams, equal bits."""

import time

import numpy as np
import pytest
from scipy import stats

from simtco.engine.block import Batch
from simtco.engine.run import run
from simtco.engine.sampling import Draws
from simtco.files.experiment import Experiment
from simtco.metrics import estimate
from simtco.metrics.achieved_ranks import achieved_ranks
from simtco.words.arrays import Floats
from tests.engine.conftest import Write

HEAD = 'title = "together?"\nhorizon_months = 1\n'
NORMAL = '{ kind = "normal", mean = 100, sd = 20 }'
COPULAS = pytest.mark.parametrize(
    "copula", ["", 'copula = "t"\ndegrees_of_freedom = 4\n'], ids=["gaussian", "t"]
)
SAMPLERS = pytest.mark.parametrize("sampler", ["sobol", "random"])


def simulation(sampler: str, trials: int = 65_536) -> str:
    return f'[simulation]\ntrials = {trials}\nsampler = "{sampler}"\n'


def together(count: int, rank: float, copula: str = "") -> str:
    """The first so many inputs, correlated."""
    names = ", ".join(f'"inputs.x{i}"' for i in range(count))
    return f"[[correlations]]\ninputs = [{names}]\nrank = {rank!r}\n{copula}"


def inputs(*amounts: str) -> str:
    """Inputs x0, x1, ..., and a strategy that pays each of them once."""
    names = "".join(f"x{i} = {amount}\n" for i, amount in enumerate(amounts))
    costs = "".join(
        f'[strategies.all.costs.c{i}]\nkind = "line"\nonce = "@inputs.x{i}"\n'
        for i in range(len(amounts))
    )
    return f"[inputs]\n{names}{costs}"


def draws(experiment: Experiment) -> Floats:
    return Draws(experiment, Batch(0, experiment.simulation.blocks)).inputs()


@SAMPLERS
@pytest.mark.parametrize(
    ("pearson", "expected"),
    [(-1.0, 200.0), (0.0, 223.80464), (0.3, 227.14147), (1.0, 233.66485)],
)
def test_p80_of_the_sum_of_two_normals(
    experiment: Write, sampler: str, pearson: float, expected: float
) -> None:
    """N(200, 20 sqrt(2 + 2 r)) at its P80."""
    rank = 6.0 / np.pi * float(np.arcsin(pearson / 2.0))
    text = HEAD + together(2, rank) + simulation(sampler) + inputs(NORMAL, NORMAL)
    ((found, error),) = estimate.quantiles(run(experiment(text)).total("all"), [0.8])
    assert error is not None
    assert abs(found - expected) < 4.0 * error + 1e-5


@SAMPLERS
@pytest.mark.parametrize(
    ("count", "pearson", "understated"), [(30, 0.2, 0.616), (30, 0.3, 0.679), (10, 0.3, 0.480)]
)
def test_how_far_independence_understates_the_spread(
    experiment: Write, sampler: str, count: int, pearson: float, understated: float
) -> None:
    """1 - 1 / sqrt(1 + (n - 1) r) of n equal items."""
    rank = 6.0 / np.pi * float(np.arcsin(pearson / 2.0))
    text = HEAD + simulation(sampler) + inputs(*[NORMAL] * count)
    apart, joint = (
        run(experiment(text.replace("[sim", f"{entry}[sim"))).total("all").std()
        for entry in ("", together(count, rank))
    )
    assert 1.0 - apart / joint == pytest.approx(understated, abs=0.005)
    assert joint == pytest.approx(20.0 * np.sqrt(count * (1 + (count - 1) * pearson)), rel=0.015)


@SAMPLERS
@COPULAS
def test_the_achieved_ranks_are_those_asked_for(
    experiment: Write, copula: str, sampler: str
) -> None:
    """Whatever the distributions; a shock's size over the horizon may be one of them.

    Ranks within a block of n are nearer to 0 by 3 (rank - tau) / (n + 1) at most.
    """
    entry = together(3, 0.5, copula).replace('"inputs.x2"', '"strategies.all.shocks.breach"')
    shock = (
        '[strategies.all.shocks.breach]\nkind = "incidents"\nper_year = 600\nseverity = "1 to 9"'
    )
    amounts = inputs(NORMAL, '{ kind = "lognormal", p50 = 90, sigma = 1 }')
    result = run(experiment(HEAD + entry + simulation(sampler) + amounts + shock))
    (achieved,) = achieved_ranks(result)
    assert achieved.cluster.members[-1] == "strategies.all.shocks.breach"
    assert achieved.errors is not None
    gaps = np.abs(achieved.ranks - (0.5 + 0.5 * np.eye(3)))
    assert np.all(gaps < 5.0 * achieved.errors + 3.0 / 4097)
    assert gaps[achieved.widest] == gaps.max()
    assert achieved.errors.max() < 0.01


@SAMPLERS
def test_numbers_with_ties_keep_their_distributions(experiment: Write, sampler: str) -> None:
    """Both 0 has the chance of the bivariate normal at the two quantiles."""
    coins = [
        f'{{ kind = "discrete", values = [0, 7], weights = [{p}, {1 - p}] }}' for p in (0.7, 0.4)
    ]
    text = HEAD + together(2, 0.5) + simulation(sampler) + inputs(*coins)
    first, second = draws(experiment(text))
    assert set(first) == set(second) == {0.0, 7.0}
    normal = stats.multivariate_normal(
        cov=[[1.0, 2 * np.sin(np.pi / 12)], [2 * np.sin(np.pi / 12), 1]]
    )
    chances = {
        0.7: first == 0,
        0.4: second == 0,
        float(normal.cdf(stats.norm.ppf([0.7, 0.4]))): first + second == 0,
    }
    for chance, found in chances.items():
        assert abs(found.mean() - chance) < 4.0 * np.sqrt(chance * (1 - chance) / len(found))


@SAMPLERS
@COPULAS
@pytest.mark.parametrize("rank", [1.0, -1.0])
def test_rank_one_gives_the_same_order(
    experiment: Write, copula: str, sampler: str, rank: float
) -> None:
    amounts = inputs(NORMAL, '"1 to 5"')
    first, second = draws(
        experiment(HEAD + together(2, rank, copula) + simulation(sampler) + amounts)
    )
    assert np.all(np.diff(rank * second[np.argsort(first)]) >= 0.0)


@SAMPLERS
def test_two_names_alone_correlate_nothing(experiment: Write, sampler: str) -> None:
    """Numbers alike, of one seed, beside a correlated pair and in it at rank 0."""
    amounts = inputs(NORMAL, NORMAL, NORMAL, NORMAL)
    entry = together(2, 0.8) + together(3, 0.0).replace('"inputs.x0", ', "")
    found = draws(experiment(HEAD + entry + simulation(sampler) + amounts))
    ranks = stats.spearmanr(found, axis=1).statistic
    expected = np.eye(4)
    expected[0, 1] = expected[1, 0] = 0.8
    assert ranks == pytest.approx(expected, abs=4.0 / np.sqrt(65_536))


@SAMPLERS
@COPULAS
def test_a_correlation_moves_its_members_alone_and_not_the_first(
    experiment: Write, copula: str, sampler: str
) -> None:
    """The first in the order of the experiment, whatever the order in the entry."""
    amounts = inputs(NORMAL, NORMAL, NORMAL)
    text = HEAD + simulation(sampler, 8192) + amounts
    entry = f'[[correlations]]\ninputs = ["inputs.x1", "@inputs.x0"]\nrank = 0.6\n{copula}'
    before, after = (experiment(each) for each in (text, text.replace("[sim", f"{entry}[sim")))
    apart, joint = draws(before), draws(after)
    assert np.array_equal(apart[[0, 2]], joint[[0, 2]])
    assert not np.array_equal(apart[1], joint[1])


@SAMPLERS
@COPULAS
def test_neither_batches_nor_workers_change_a_bit(
    experiment: Write, copula: str, sampler: str
) -> None:
    text = HEAD + together(20, 0.3, copula) + simulation(sampler, 8 * 4096) + inputs(*[NORMAL] * 20)
    whole = draws(experiment(text))
    blocks = [Draws(experiment(text), Batch(block)).inputs() for block in range(8)]
    assert np.array_equal(whole, np.concatenate(blocks, axis=1))
    longer = text.replace("trials = 32768", "trials = 81920")
    one, two = (run(experiment(longer), workers=workers) for workers in (1, 2))
    assert np.array_equal(one.totals, two.totals)
    assert np.array_equal(one.inputs[:, : whole.shape[1]], whole)


@COPULAS
def test_three_hundred_numbers_take_seconds(experiment: Write, copula: str) -> None:
    text = HEAD + together(300, 0.2, copula) + simulation("sobol", 16_384) + inputs(*[NORMAL] * 300)
    start = time.process_time()
    result = run(experiment(text))
    assert time.process_time() - start < 30.0  # two to six; threads and a busy machine count
    expected = 20.0 * np.sqrt(300 * (1 + 299 * 2 * np.sin(np.pi * 0.2 / 6)))
    if not copula:
        assert result.total("all").std() == pytest.approx(expected, rel=0.02)
