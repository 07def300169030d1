"""Spearman's rank correlation of normals and t variables, against closed forms and simulation."""

import numpy as np
import pytest
from scipy import stats

from simtco.words.rank_correlation import pearson_of, spearman_of

RANKS = np.linspace(-1.0, 1.0, 41)


def test_a_gaussian_rank_is_twice_a_sine() -> None:
    """Pearson 1907: r = 2 sin(pi rank / 6); the rank 0.5 needs 0.517638."""
    assert pearson_of(RANKS, None) == pytest.approx(2.0 * np.sin(np.pi * RANKS / 6.0), abs=1e-15)
    assert float(pearson_of(np.array(0.5), None)) == pytest.approx(0.517638, abs=1e-6)


@pytest.mark.parametrize("freedom", [None, 1.0, 2.5, 4.0, 30.0])
def test_there_and_back(freedom: float | None) -> None:
    pearson = pearson_of(RANKS, freedom)
    assert spearman_of(pearson, freedom) == pytest.approx(RANKS, abs=1e-12)
    assert np.all(np.diff(pearson) > 0.0)
    assert pearson == pytest.approx(-pearson[::-1], abs=1e-15)
    assert pearson[[0, 20, -1]] == pytest.approx([-1.0, 0.0, 1.0], abs=1e-15)


@pytest.mark.parametrize("freedom", [1.0, 3.0, 10.0])
@pytest.mark.parametrize("pearson", [-0.4, 0.7, 0.95])
def test_a_t_rank_is_what_simulated_pairs_have(pearson: float, freedom: float) -> None:
    """Spearman's rank of a million pairs, drawn by scipy's chi2 and numpy's normals."""
    generator = np.random.default_rng(7)
    normal = generator.standard_normal((2, 1_000_000))
    second = pearson * normal[0] + np.sqrt(1.0 - pearson**2) * normal[1]
    scale = np.sqrt(freedom / stats.chi2.rvs(freedom, size=1_000_000, random_state=generator))
    found = stats.spearmanr(normal[0] * scale, second * scale).statistic
    expected = float(spearman_of(np.array(pearson), freedom))
    assert abs(found - expected) < 4e-3  # four times 1 / sqrt(1e6), which bounds its error


def test_a_t_rank_becomes_the_gaussian_one_with_many_degrees() -> None:
    pearson = np.linspace(-0.99, 0.99, 37)
    assert spearman_of(pearson, 1e7) == pytest.approx(spearman_of(pearson, None), abs=1e-5)


@pytest.mark.parametrize("freedom", [1.0, 2.0, 6.0])
def test_a_t_rank_is_exact_to_the_fifth_digit(freedom: float) -> None:
    """The mean of 6/pi asin over three mixing variables, by the trapezoidal rule in artanh.

    The rule converges geometrically there (Trefethen and Weideman, SIAM Review 56(3), 2014).
    """
    place = np.linspace(-12.0, 12.0, 120)
    weights = 0.5 / np.cosh(place) ** 2 * (place[1] - place[0])
    mixing = freedom / stats.chi2.isf(1.0 / (1.0 + np.exp(2.0 * place)), freedom)
    root = np.sqrt(mixing[:, None] / (mixing[:, None] + mixing))
    for pearson in (0.2, 0.61, 0.9, 0.99):
        means = [weights @ np.arcsin(pearson * np.outer(row, row)) @ weights for row in root]
        expected = 6.0 / np.pi * float(weights @ means)
        assert float(spearman_of(np.array(pearson), freedom)) == pytest.approx(expected, abs=1e-5)
