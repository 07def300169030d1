"""The nearest correlation matrix and its factor, against published numbers and linear algebra."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simtco.words.arrays import Floats
from simtco.words.rank_matrix import factor, is_possible, nearest


def of_pairs(first: float, second: float, third: float) -> Floats:
    """The matrix of three numbers with these correlations of 1-2, 1-3, 2-3."""
    return np.array([[1.0, first, second], [first, 1.0, third], [second, third, 1.0]])


def chain(count: int, rank: float) -> Floats:
    """Each number correlated with the next alone: impossible for many at a high rank."""
    return np.eye(count) + rank * (np.eye(count, k=1) + np.eye(count, k=-1))


def random_matrix(count: int, seed: int) -> Floats:
    """Symmetric, of unit diagonal, and hardly ever possible."""
    lower = np.tril(np.random.default_rng(seed).uniform(-1.0, 1.0, (count, count)), -1)
    return np.asarray(lower + lower.T + np.eye(count))


@pytest.mark.parametrize(
    ("asked", "expected", "distance"),
    [
        ((1.0, 0.0, 1.0), (0.760690, 0.157298, 0.760690), 0.527790),
        ((0.9, 0.0, 0.8), (0.775238, 0.079056, 0.690979), 0.259618),
    ],
)
def test_the_nearest_matrix_of_the_literature(
    asked: tuple[float, float, float], expected: tuple[float, float, float], distance: float
) -> None:
    """Higham, IMA Journal of Numerical Analysis 22(3), 2002, section 4, and probabilit's README."""
    found = nearest(of_pairs(*asked))
    assert found == pytest.approx(of_pairs(*expected), abs=1e-6)
    assert np.linalg.norm(found - of_pairs(*asked)) == pytest.approx(distance, abs=1e-6)


@pytest.mark.parametrize(
    "matrix",
    [of_pairs(0.5, 0.3, 0.2), of_pairs(1.0, 1.0, 1.0), of_pairs(-1.0, 0.4, -0.4), np.eye(40)],
    ids=["definite", "all the same", "opposite", "independent"],
)
def test_a_possible_matrix_comes_back_as_it_is(matrix: Floats) -> None:
    assert is_possible(matrix)
    assert np.array_equal(nearest(matrix), matrix)


def test_what_is_possible_is_known_to_the_edge() -> None:
    """Three numbers at one rank r: eigenvalues 1 - r and 1 + 2 r, so that r = -1/2 is the least."""
    assert is_possible(of_pairs(-0.5, -0.5, -0.5))
    assert not is_possible(of_pairs(-0.5001, -0.5001, -0.5001))
    assert nearest(of_pairs(-0.9, -0.9, -0.9)) == pytest.approx(of_pairs(-0.5, -0.5, -0.5))


@settings(deadline=None, max_examples=40)
@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_the_nearest_is_a_correlation_matrix_and_no_move_towards_what_was_asked_is(
    count: int, seed: int
) -> None:
    """The set is convex: it holds no matrix between the nearest one and the one asked."""
    asked = random_matrix(count, seed)
    found = nearest(asked)
    assert np.array_equal(np.diag(found), np.ones(count))
    assert np.array_equal(found, found.T)
    assert np.linalg.eigvalsh(found)[0] > -1e-12 * count
    if not is_possible(asked):
        assert not is_possible(found + 1e-3 * (asked - found))
        other = 0.9 * found + 0.1 * np.eye(count)
        assert np.linalg.norm(found - asked) < np.linalg.norm(other - asked)


@pytest.mark.parametrize(
    "matrix",
    [
        of_pairs(0.5, 0.3, 0.2),
        of_pairs(1.0, 0.4, 0.4),
        nearest(of_pairs(1.0, 0.0, 1.0)),
        nearest(chain(120, 0.9)),
        nearest(random_matrix(60, 1)),
    ],
    ids=["definite", "two the same", "repaired", "repaired chain", "repaired, of low rank"],
)
def test_the_factor_gives_the_matrix_back_singular_or_not(matrix: Floats) -> None:
    lower = factor(matrix)
    assert np.array_equal(lower, np.tril(lower))
    assert lower[0, 0] == 1.0
    assert lower @ lower.T == pytest.approx(matrix, abs=1e-9)
    assert np.linalg.norm(lower, axis=1) == pytest.approx(np.ones(len(matrix)), abs=1e-14)
