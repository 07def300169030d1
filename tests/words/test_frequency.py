"""How many events a period sees, against scipy's counts and sums of them."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from simtco.words.arrays import Floats
from simtco.words.compound_sum import CompoundSum
from simtco.words.frequency import FAR, CountedEvents, Frequency, MixedPoisson
from tests.words.conftest import moments

ONE = np.ones(1)
BODY_AND_TAIL = np.array([0.5, 0.8, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999])


def clustered(mean: float, dispersion: float) -> MixedPoisson:
    return MixedPoisson(np.array([mean]), ONE, dispersion)


def negative_binomial(mean: float, dispersion: float) -> Any:
    """Size mean / (d - 1), chance 1 / d: mean and d times mean as variance."""
    return stats.nbinom(mean / (dispersion - 1), 1 / dispersion)


def exponential(u: Floats) -> Floats:
    return np.asarray(-np.log1p(-u))


CLUSTERS = [(m, d) for m in (0.001, 0.1, 2, 50) for d in (1.01, 1.5, 10, 100)]
clusters = pytest.mark.parametrize(("mean", "dispersion"), CLUSTERS)


@clusters
def test_the_generating_function_of_clusters_is_that_of_a_negative_binomial(
    mean: float, dispersion: float
) -> None:
    """E[z^K] term by term, at real z and at complex ones."""
    k = np.arange(40_000)
    chances = negative_binomial(mean, dispersion).pmf(k)
    for z in (0.0, 0.3, 0.9, -0.5, 0.6 + 0.7j, -0.2 - 0.9j):
        lack = np.array([1.0 - z], dtype=np.complex128)
        found = clustered(mean, dispersion).pgf(lack)[0]
        assert found == pytest.approx(complex(chances @ np.power(complex(z), k)), abs=1e-9)


def test_clusters_of_one_are_poisson() -> None:
    lack = np.linspace(0.0, 1.0, 11)
    np.testing.assert_allclose(clustered(3.0, 1.0).pgf(lack), np.exp(-3.0 * lack), rtol=1e-15)
    np.testing.assert_allclose(clustered(3.0, 1.0 + 1e-9).pgf(lack), np.exp(-3.0 * lack), rtol=1e-7)


def test_the_clusters_of_a_year_are_those_of_its_months_added_up() -> None:
    """Twelve independent months with a twelfth of the mean have the year's generating function."""
    lack = np.linspace(0.0, 1.0, 11)
    year, month = clustered(6.0, 3.0).pgf(lack), clustered(0.5, 3.0).pgf(lack)
    np.testing.assert_allclose(year, month**12, rtol=1e-13)


@clusters
def test_hardly_any_count_exceeds_the_most(mean: float, dispersion: float) -> None:
    """A Poisson of the mean `most` stays above K in all but 1e-10 of the futures: K's own quantile
    there lies under that Poisson's."""
    most = clustered(mean, dispersion).most
    quantile = negative_binomial(mean, dispersion).isf(10 * FAR)
    assert quantile <= stats.poisson.isf(FAR, max(most, mean))


@clusters
def test_clusters_of_exponential_losses_are_exceeded_as_often_as_the_exact_mixture_says(
    mean: float, dispersion: float
) -> None:
    """k losses of Exp(1) make a gamma of shape k; to a part in 1,000 down to 1 in a million."""
    found = CompoundSum(clustered(mean, dispersion), exponential)
    number = negative_binomial(mean, dispersion)
    assert found.p_nothing == pytest.approx(number.pmf(0), rel=1e-12)
    p = BODY_AND_TAIL[found.p_nothing < BODY_AND_TAIL]
    k = np.arange(1, 20_000)
    tail = stats.gamma.sf(found.ppf(p)[:, None], k) @ number.pmf(k)
    np.testing.assert_allclose(tail, 1 - p, rtol=1e-3)


@clusters
def test_clusters_of_exponential_losses_have_mean_and_sd(mean: float, dispersion: float) -> None:
    """E[S] = mean; Var[S] = mean Var[X] + Var[K] E[X]^2 = mean (1 + dispersion)."""
    found = moments(CompoundSum(clustered(mean, dispersion), exponential).ppf)
    assert found == pytest.approx((mean, np.sqrt(mean * (1 + dispersion))), rel=1e-4)


def test_a_belief_about_the_rate_mixes_clusters() -> None:
    """P(S = 0) is the weighted mean of the single ones."""
    means, weights = np.array([0.5, 4.0]), np.array([0.75, 0.25])
    both = CompoundSum(MixedPoisson(means, weights, 2.5), exponential)
    single = [clustered(mean, 2.5).pgf(ONE)[0] for mean in means]
    assert both.p_nothing == pytest.approx(weights @ single, rel=1e-14)


COUNTED = CountedEvents(np.array([0.2, 0.5, 0.0, 0.3]))


def test_counted_events_of_exponential_losses() -> None:
    """0, 1 or 3 losses of Exp(1): P(S > x) = 0.5 e^-x + 0.3 P(gamma of shape 3 > x)."""
    found = CompoundSum(COUNTED, exponential)
    assert found.p_nothing == pytest.approx(0.2, rel=1e-12)
    x = found.ppf(BODY_AND_TAIL)
    tail = 0.5 * np.exp(-x) + 0.3 * stats.gamma.sf(x, 3)
    np.testing.assert_allclose(tail, 1 - BODY_AND_TAIL, rtol=1e-3)


def test_counted_events_that_are_certain_add_up() -> None:
    """Two losses of 1.5 for sure are 3."""
    found = CompoundSum(CountedEvents(np.array([0.0, 0.0, 1.0])), lambda u: np.full_like(u, 1.5))
    assert found.ppf(np.array([0.01, 0.5, 0.99])) == pytest.approx([3, 3, 3], rel=1e-3)


@pytest.mark.parametrize(
    "frequency",
    [
        clustered(2.0, 1.0),
        clustered(2.0, 5.0),
        clustered(0.01, 1.0),
        clustered(300.0, 2.0),
        COUNTED,
    ],
    ids=["poisson", "clusters", "rare", "many", "counted"],
)
def test_the_worst_of_them(frequency: Frequency) -> None:
    """P(max <= x) = E[F(x)^K], here for F(x) = 1 - e^-x; 0 as often as nothing happens."""
    found = CompoundSum(frequency, exponential)
    p = BODY_AND_TAIL[found.p_nothing < BODY_AND_TAIL]
    x = found.worst(p)
    exceeded = 1.0 - frequency.pgf(np.exp(-x))
    np.testing.assert_allclose(exceeded, 1 - p, rtol=1e-6)
    assert found.worst(np.array([0.5, 1.0]) * found.p_nothing).tolist() == [0.0, 0.0]


def test_the_worst_of_poisson_exponential_losses() -> None:
    """Two a year: P(max <= x) = exp(-2 e^-x), so that x = -ln(-ln(p) / 2): at 0.95, 3.66344."""
    worst = CompoundSum(clustered(2.0, 1.0), exponential).worst(np.array([0.95]))
    assert worst[0] == pytest.approx(-np.log(-np.log(0.95) / 2), rel=1e-7)


def test_the_worst_of_a_few_sizes_is_one_of_them() -> None:
    """100 in 9 and 1,000 in 1 of 10 losses, one a year: P(max < 1,000) = exp(-0.1) = 0.9048."""

    def severity(u: Floats) -> Floats:
        return np.where(u <= 0.9, 100.0, 1_000.0)

    found = CompoundSum(clustered(1.0, 1.0), severity).worst(np.array([0.36, 0.5, 0.904, 0.906]))
    assert found.tolist() == [0.0, 100.0, 100.0, 1_000.0]
