"""Renewals: how often something is replaced, against processes whose counts are known."""

import numpy as np
import pytest
from scipy import stats

from simtco.words.arrays import Floats
from simtco.words.renewals import Ppf, life_left, renewals


def always(months: float) -> Ppf:
    return lambda u: np.full_like(u, months)


def certain(count: int) -> list[float]:
    return [0.0] * count + [1.0]


@pytest.mark.parametrize(
    ("first", "later", "months", "count"),
    [
        (10, 10, 24, 2),  # months 10 and 20
        (10, 10, 9, 0),
        (10, 10, 10, 1),  # the last day counts
        (10, 10, 20, 2),
        (6, 10, 24, 2),  # 6 and 16; 26 lies beyond
        (10, 6, 24, 3),  # 10, 16 and 22
        (0.5, 0.5, 3, 6),
        (12.25, 0.75, 13, 2),  # 12.25 and 13
        (700, 700, 600, 0),
    ],
)
def test_lives_that_are_known(first: float, later: float, months: int, count: int) -> None:
    found = renewals(always(first), always(later), months).chances
    assert found.tolist() == pytest.approx(certain(count), abs=1e-9)


@pytest.mark.parametrize(("mean", "months"), [(4.0, 12), (16.0, 24), (16.0, 120), (2.0, 60)])
def test_memoryless_lives_are_replaced_poisson_often(mean: float, months: int) -> None:
    """Rate months / mean; the lattice moves a shutdown by a quarter of a day at most."""

    def life(u: Floats) -> Floats:
        return np.asarray(-mean * np.log1p(-u))

    found = renewals(life, life, months).chances
    assert found == pytest.approx(
        stats.poisson.pmf(np.arange(len(found)), months / mean), abs=1.5e-4
    )
    assert stats.poisson.sf(len(found) - 1, months / mean) < 1e-9


@pytest.mark.parametrize("shape", [2.0, 9.0])
def test_gamma_lives_add_up_to_gammas(shape: float) -> None:
    """P(K >= k) = P(gamma of shape k x shape <= months).

    A shutdown within half a step, 1/256 month, of the end may fall on its wrong side: no sum of
    lives has a density above 0.06 a month there.
    """
    life = stats.gamma(shape, scale=16 / shape)
    found = renewals(life.ppf, life.ppf, 36).chances
    k = np.arange(len(found) + 1)
    at_least = stats.gamma(np.maximum(k, 1e-9) * shape, scale=16 / shape).cdf(36)
    assert found == pytest.approx(-np.diff(at_least), abs=0.06 / 256)


def test_a_first_life_of_another_sort() -> None:
    """First uniform on (0, 10), then always 10: one in 10 months for sure, a second in half."""
    found = renewals(lambda u: 10.0 * u, always(10), 15).chances
    assert found == pytest.approx([0, 0.5, 0.5], abs=0.002)


@pytest.mark.parametrize("age", [0.0, 5.0, 30.0])
def test_a_memoryless_life_has_as_much_left_at_any_age(age: float) -> None:
    life = stats.expon(scale=12)
    u = np.array([0.01, 0.5, 0.99])
    np.testing.assert_allclose(life_left(life.ppf, age, life.cdf(age))(u), life.ppf(u), rtol=1e-9)


def test_what_is_left_of_a_uniform_life() -> None:
    """Uniform on (6, 18) and 9 old: 0 to 9 left, alike; at 3 old, 3 to 15."""
    life = stats.uniform(6, 12)
    u = np.array([0.25, 0.5, 0.75])
    assert life_left(life.ppf, 9, life.cdf(9))(u) == pytest.approx(9 * u)
    assert life_left(life.ppf, 3, life.cdf(3))(u) == pytest.approx(3 + 12 * u)


def test_what_is_left_of_a_life_that_few_reach_is_a_number() -> None:
    """1 in 1e12 lognormal lives is 700 months: even its last future has a figure."""
    life = stats.lognorm(0.5, scale=20)
    left = life_left(life.ppf, 700, life.cdf(700))(np.array([0.5, 1 - 1e-10]))
    assert np.isfinite(left).all()
