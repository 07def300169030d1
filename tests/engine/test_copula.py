"""Uniform numbers that move together, against the closed forms of the two copulas."""

import numpy as np
import pytest
from scipy import stats

from simtco.engine.copula import joined
from simtco.files.cluster import Cluster
from simtco.words.arrays import Floats
from simtco.words.rank_correlation import spearman_of

TRIALS = 1 << 17
COPULAS = pytest.mark.parametrize("freedom", [None, 4.0], ids=["gaussian", "t"])


def drawn(cluster: Cluster, trials: int = TRIALS) -> Floats:
    """Numbers (D, N) of a cluster, from independent ones of numpy's."""
    own = np.random.default_rng(5).random((len(cluster.members) + 1, trials))
    return joined(cluster, own[1:], None if cluster.freedom is None else own[0])


def cluster(ranks: Floats, freedom: float | None = None) -> Cluster:
    return Cluster(tuple(f"inputs.x{i}" for i in range(len(ranks))), ranks, freedom)


def pair(pearson: float, freedom: float | None) -> Cluster:
    """Two numbers whose normals have this Pearson correlation."""
    rank = float(spearman_of(np.array(pearson), freedom))
    return cluster(np.array([[1.0, rank], [rank, 1.0]]), freedom)


RANKS = np.array([[1.0, 0.6, -0.3, 0.0], [0.6, 1.0, 0.2, 0.1], [-0.3, 0.2, 1, 0], [0, 0.1, 0, 1]])


@COPULAS
def test_the_ranks_are_those_asked_for(freedom: float | None) -> None:
    found = stats.spearmanr(drawn(cluster(RANKS, freedom)), axis=1).statistic
    assert found == pytest.approx(RANKS, abs=4.0 / np.sqrt(TRIALS))


@COPULAS
def test_every_member_stays_uniform(freedom: float | None) -> None:
    for row in drawn(cluster(RANKS, freedom)):
        assert stats.kstest(row, "uniform").pvalue > 1e-4


@COPULAS
def test_no_number_reaches_an_end(freedom: float | None) -> None:
    """A generator may say 0, whose normal is infinite; ppf wants 0 < u < 1."""
    ends = np.array([0.0, 2.0**-53, 0.5, 1.0 - 2.0**-53])
    own = np.array(np.meshgrid(ends, ends, ends)).reshape(3, -1)
    for rank in (-0.999, -0.4, 0.4, 0.999):
        both = cluster(np.array([[1.0, rank], [rank, 1.0]]), freedom)
        moved = joined(both, own[:2], None if freedom is None else own[2])[1]
        assert np.all((moved > 0.0) & (moved < 1.0))


@COPULAS
@pytest.mark.parametrize("pearson", [-0.8, 0.3, 0.9])
def test_kendalls_tau_is_that_of_any_elliptical_copula(
    pearson: float, freedom: float | None
) -> None:
    """tau = 2/pi asin r, whatever the degrees: Lindskog, McNeil and Schmock 2003."""
    found = stats.kendalltau(*drawn(pair(pearson, freedom))).statistic
    assert abs(found - 2.0 / np.pi * np.arcsin(pearson)) < 4.0 / np.sqrt(TRIALS)


@pytest.mark.parametrize("pearson", [0.0, 0.5])
def test_the_extremes_of_a_t_copula_come_together(pearson: float) -> None:
    """2 t_{nu+1}(-sqrt((nu+1)(1-r)/(1+r))): McNeil, Frey and Embrechts 2015, example 7.39.

    With two degrees a share q of the worst is off the limit by the order of q, so that 0.998 is
    far enough out; a Gaussian pair has 0.12 there at r = 0.5 and 0.002 at 0, not 0.39 and 0.18.
    """
    freedom, share = 2.0, 0.002
    limit = 2.0 * stats.t.cdf(-np.sqrt(3.0 * (1.0 - pearson) / (1.0 + pearson)), freedom + 1.0)
    first, second = drawn(pair(pearson, freedom), 1 << 20)
    worst = first > 1.0 - share
    for together in (second[worst] > 1.0 - share, second[first < share] < share):
        error = np.sqrt(limit * (1.0 - limit) / worst.sum())
        assert abs(together.mean() - limit) < 4.0 * error + share


@COPULAS
def test_the_first_member_keeps_its_own(freedom: float | None) -> None:
    own = np.random.default_rng(5).random((5, TRIALS))
    moved = joined(cluster(RANKS, freedom), own[:4], None if freedom is None else own[4])
    assert np.array_equal(moved[0], own[0])
    assert not np.array_equal(moved[1], own[1])


def test_a_gaussian_member_that_nothing_earlier_moves_keeps_its_own() -> None:
    ranks = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.5, 0.5, 1.0]])
    own = np.random.default_rng(5).random((3, TRIALS))
    moved = joined(cluster(ranks), own, None)
    assert np.array_equal(moved[:2], own[:2])
    assert not np.array_equal(moved[2], own[2])


@COPULAS
def test_rank_one_is_the_same_number_and_minus_one_the_opposite(freedom: float | None) -> None:
    ranks = np.array(
        [[1.0, 1.0, -1.0, 0.3], [1.0, 1.0, -1, 0.3], [-1, -1, 1, -0.3], [0.3, 0.3, -0.3, 1]]
    )
    first, same, opposite, apart = drawn(cluster(ranks, freedom))
    assert np.array_equal(first, same)
    assert np.array_equal(first, 1.0 - opposite)
    assert stats.spearmanr(first, apart).statistic == pytest.approx(0.3, abs=0.01)


@COPULAS
def test_what_cannot_be_becomes_the_nearest_that_can(freedom: float | None) -> None:
    """Forty numbers, each at 0.9 with the next alone: 2 cos(pi/41) 0.9 > 1, so impossible."""
    asked = np.eye(40) + 0.9 * (np.eye(40, k=1) + np.eye(40, k=-1))
    repaired = cluster(asked, freedom)
    assert repaired.repaired
    assert repaired.distance > repaired.largest_change > 0.1
    found = stats.spearmanr(drawn(repaired), axis=1).statistic
    assert found == pytest.approx(repaired.used, abs=5.0 / np.sqrt(TRIALS))


def test_what_can_be_stays_as_asked() -> None:
    possible = cluster(RANKS, 4.0)
    assert not possible.repaired
    assert possible.distance == possible.largest_change == 0.0
