"""A random number of losses as one variable, against exact mixtures and published sums."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from simtco.words.arrays import Floats
from simtco.words.compound_sum import CompoundSum
from simtco.words.families.discrete import Discrete
from simtco.words.families.pareto import Pareto
from simtco.words.frequency import MixedPoisson
from tests.words.conftest import SIGMAS, moments

ONE = np.ones(1)
BODY_AND_TAIL = np.array([0.5, 0.8, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999])


def exponential(u: Floats) -> Floats:
    return np.asarray(-np.log1p(-u))


def lognormal(median: float, sigma: float) -> Any:
    return stats.lognorm(sigma, scale=median)


def compound(count: float, severity: Callable[[Floats], Floats]) -> CompoundSum:
    return CompoundSum(MixedPoisson(np.array([float(count)]), ONE), severity)


def poisson_gamma_tail(x: Floats, count: float) -> Floats:
    """P(S > x) of a Poisson number of Exp(1) losses: k of them make a gamma of shape k."""
    k = np.arange(1, int(count + 12 * np.sqrt(count) + 40))
    tails = stats.gamma.sf(x[:, None], k)
    return np.asarray(tails @ stats.poisson.pmf(k, count))


PUBLISHED = {
    1: {0.8: 1.86009, 0.95: 3.91804, 0.99: 6.17712},
    2: {0.5: 1.46941, 0.8: 3.42056, 0.95: 5.95692, 0.99: 8.62257},
    5: {0.5: 4.49059, 0.8: 7.44559, 0.95: 10.93415, 0.99: 14.40438},
}


@pytest.mark.parametrize("count", PUBLISHED)
def test_poisson_exponential_quantiles(count: int) -> None:
    """facts/risk-practice.md, section 4.3: the exact gamma mixture, five digits."""
    found = compound(count, exponential)
    for p, value in PUBLISHED[count].items():
        assert found.ppf(np.array([p]))[0] == pytest.approx(value, rel=5e-6)


@pytest.mark.parametrize("count", [0.001, 0.1, 1, 2, 5, 50])
def test_poisson_exponential_sums_are_exceeded_as_often_as_the_exact_mixture_says(
    count: float,
) -> None:
    """To a part in 1,000 of the chance, down to 1 in a million."""
    found = compound(count, exponential)
    p = BODY_AND_TAIL[found.p_nothing < BODY_AND_TAIL]
    np.testing.assert_allclose(poisson_gamma_tail(found.ppf(p), count), 1 - p, rtol=1e-3)


@pytest.mark.parametrize("count", [0.001, 0.1, 1, 2, 5, 50, 500, 10_000])
def test_poisson_exponential_mean_and_sd(count: float) -> None:
    """Mean count, variance 2 count."""
    mean, sd = moments(compound(count, exponential).ppf)
    assert mean == pytest.approx(count, rel=1e-5)
    assert sd == pytest.approx(np.sqrt(2 * count), rel=1e-3)


SUMS = {
    "api incidents": (2, 1_500, 1.0, 4946.16, 5766.35, 3267, 15644),
    "self-hosted incidents": (6, 4_000, 1.2, 49306.40, 41354.20, 39320, 122856),
    "retraining": (3, 8_000, 0.6, 28733.22, 19860.80, 25504, 65970),
}


@pytest.mark.parametrize("name", SUMS)
def test_the_three_compound_sums_of_the_reference_workload(name: str) -> None:
    """facts/engine-costs.md, section 2: exact mean and sd, P50 and P95 by another FFT.

    At sigma 1.2 the 4e-11 of futures beyond every table carry 1e-5 of the sd.
    """
    count, median, sigma, mean, sd, p50, p95 = SUMS[name]
    found = compound(count, lognormal(median, sigma).ppf)
    assert moments(found.ppf) == pytest.approx((mean, sd), rel=2e-5)
    assert found.ppf(np.array([0.5, 0.95])) == pytest.approx([p50, p95], rel=1e-4)


def test_poisson_lognormal_quantiles() -> None:
    """facts/risk-practice.md, section 4.3: FFT to one cell of its grid, four digits printed."""
    sigma = np.sqrt(np.log(2))
    found = compound(2, lognormal(50_000 / np.sqrt(2), sigma).ppf)
    assert moments(found.ppf) == pytest.approx((100_000, 100_000), rel=1e-5)
    u = np.array([0.5, 0.8, 0.95, 0.99])
    assert found.ppf(u) == pytest.approx([74_080, 163_700, 291_920, 447_700], rel=3e-4)


@pytest.mark.parametrize("count", [0.001, 2, 20, 10_000])
def test_a_long_tail_is_left_behind_as_often_as_a_plain_simulation_does(count: float) -> None:
    """Sigma 2.5. n simulated sums pass a P-quantile with standard error sqrt(P (1 - P) / n)."""
    rng = np.random.default_rng(7)
    trials = 400_000 if count < 10 else 40_000 if count < 100 else 500
    numbers = rng.poisson(count, trials)
    losses = rng.lognormal(np.log(1_000), 2.5, numbers.sum())
    sums = np.bincount(np.repeat(np.arange(trials), numbers), losses, trials)
    found = compound(count, lognormal(1_000, 2.5).ppf)
    for p in (0.01, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999, 0.9995):
        if p > found.p_nothing:
            above = np.mean(sums > found.ppf(np.array([p]))[0])
            assert above == pytest.approx(1 - p, abs=SIGMAS * np.sqrt(p * (1 - p) / trials))


@pytest.mark.parametrize("count", [0.5, 2, 20, 300])
def test_a_constant_loss_makes_poisson_quantiles(count: float) -> None:
    """Halfway up each jump, so that no rounding decides; to half of one loss and 0.5%."""
    k = np.arange(0, 2_000)
    below, at = stats.poisson.cdf(k - 1, count), stats.poisson.cdf(k, count)
    kept = (at > below + 0.002) & (at < 0.9999)
    found = compound(count, lambda u: np.full_like(u, 100.0)).ppf((below[kept] + at[kept]) / 2)
    np.testing.assert_allclose(found, 100.0 * k[kept], rtol=0.005, atol=1e-9)


@pytest.mark.parametrize("count", [0.001, 0.5, 2, 20, 300, 10_000])
def test_a_constant_loss_makes_poisson_moments(count: float) -> None:
    mean, sd = moments(compound(count, lambda u: np.full_like(u, 100.0)).ppf)
    assert mean == pytest.approx(100 * count, rel=1e-3)
    assert sd == pytest.approx(100 * np.sqrt(count), rel=2e-3)


def test_two_losses_of_different_size_make_the_lattice_of_two_poissons() -> None:
    """100 in 7 and 1,000 in 3 of 10, twice a year: a Poisson(1.4) and a Poisson(0.6), thinned."""
    small, large = stats.poisson.pmf(np.arange(40), 1.4), stats.poisson.pmf(np.arange(40), 0.6)
    chances: dict[int, float] = {}
    for i, j in itertools.product(range(40), range(40)):
        total = 100 * i + 1_000 * j
        chances[total] = chances.get(total, 0.0) + small[i] * large[j]
    totals = np.array(sorted(chances))
    at = np.cumsum([chances[total] for total in totals])
    below = np.concatenate(([0.0], at[:-1]))
    kept = (at - below > 0.004) & (at < 0.999)
    losses = Discrete(values=(100, 1_000), weights=(0.7, 0.3))
    found = compound(2, losses.ppf).ppf((at[kept] + below[kept]) / 2)
    np.testing.assert_allclose(found, totals[kept], rtol=0.005, atol=1e-9)


@pytest.mark.parametrize("count", [0.001, 0.1, 2, 300])
@pytest.mark.parametrize(
    ("values", "weights"),
    [((100, 1_000), (0.7, 0.3)), ((0, 100), (0.7, 0.3)), ((0, 100), (0.99, 0.01))],
)
def test_losses_of_a_few_sizes_keep_mean_and_sd(
    count: float, values: tuple[float, float], weights: tuple[float, float]
) -> None:
    losses, w = np.array(values), np.array(weights)
    mean, sd = moments(compound(count, Discrete(values=values, weights=weights).ppf).ppf)
    assert mean == pytest.approx(count * (w @ losses), rel=1e-3)
    assert sd == pytest.approx(np.sqrt(count * (w @ losses**2)), rel=1e-3)


def test_a_rare_disaster_among_small_losses_costs_as_much_as_it_is_likely() -> None:
    """1 in 1,000 losses costs a million, the rest 1; 0.001 losses a year: 1 in a million years.

    Given a loss, P(disaster) = 0.001: with half that chance left, the sum is a million.
    """
    found = compound(0.001, Discrete(values=(1, 1e6), weights=(0.999, 0.001)).ppf)
    disaster = -np.expm1(-1e-6)
    sums = found.ppf(np.array([1 - 0.5 * disaster, 1 - 0.8 * disaster, 1 - 1.5 * disaster]))
    assert sums == pytest.approx([1e6, 1e6, 1], rel=0.01)


@pytest.mark.parametrize("count", [0.0, 0.001, 2.0, 30.0])
@pytest.mark.parametrize("free", [0.0, 0.3, 0.5])
def test_nothing_happens_as_often_as_poisson_says(count: float, free: float) -> None:
    """P(S = 0) = exp(-count P(X > 0))."""
    losses = Discrete(values=(0, 100), weights=(free, 1 - free))
    found = compound(count, losses.ppf)
    assert found.p_nothing == pytest.approx(np.exp(-count * (1 - free)), rel=1e-3 * max(count, 1))
    u = found.p_nothing * np.array([0.0, 0.5, 1.0])
    assert found.ppf(u).tolist() == [0.0, 0.0, 0.0]


def test_losses_of_nothing_cost_nothing() -> None:
    assert compound(2, np.zeros_like).ppf(np.array([0.1, 0.9])).tolist() == [0.0, 0.0]


def test_a_very_rare_loss_is_the_loss_itself() -> None:
    """0.001 a year: above 0 in 1 of 1,000 years, and then one loss but for 1 in 2,000."""
    found = compound(0.001, lognormal(1_500, 1.0).ppf)
    within = np.array([0.1, 0.5, 0.9])
    u = found.p_nothing + within * (1 - found.p_nothing)
    assert found.p_nothing == pytest.approx(np.exp(-0.001), rel=1e-12)
    np.testing.assert_allclose(found.ppf(u), lognormal(1_500, 1.0).ppf(within), rtol=2e-3)


@pytest.mark.parametrize("sigma", [0.6, 1.0])
def test_very_many_losses_are_all_but_normal(sigma: float) -> None:
    """10,000 a year: mean n mu, variance n E[X^2], quantiles by Cornish-Fisher with its skewness.

    The next term is of order 1 / n.
    """
    count, mu = 10_000, float(lognormal(10, sigma).mean())
    second, third = (float(lognormal(10, sigma).moment(k)) for k in (2, 3))
    sd, skewness = np.sqrt(count * second), third / second**1.5 / np.sqrt(count)
    z = special.ndtri(np.array([0.05, 0.5, 0.8, 0.95, 0.99]))
    expected = count * mu + sd * (z + (z**2 - 1) * skewness / 6)
    found = compound(count, lognormal(10, sigma).ppf).ppf(special.ndtr(z))
    np.testing.assert_allclose(found, expected, rtol=0, atol=0.01 * sd)


@pytest.mark.parametrize(("shape", "scale"), [(2.0, 1.0), (4.0, 0.5), (0.8, 3.0)])
def test_a_gamma_belief_about_the_count_makes_a_negative_binomial(
    shape: float, scale: float
) -> None:
    """Counts and weights by generalised Gauss-Laguerre; losses of 1."""
    counts, weights = special.roots_genlaguerre(40, shape - 1)
    weights = weights / special.gamma(shape)
    found = CompoundSum(MixedPoisson(counts * scale, weights), np.ones_like)
    number = stats.nbinom(shape, 1 / (1 + scale))
    assert found.p_nothing == pytest.approx(number.pmf(0), abs=1e-12)
    k = np.arange(1, 12)
    middle = (number.cdf(k) + number.cdf(k - 1)) / 2
    np.testing.assert_allclose(found.ppf(middle), k, atol=0.005)
    assert moments(found.ppf) == pytest.approx((number.mean(), number.std()), rel=1e-3)


def test_several_counts_are_a_mixture_of_each() -> None:
    """P(S > x) is the weighted mean of the single ones."""
    counts, weights = np.array([0.5, 2.0, 9.0]), np.array([0.5, 0.3, 0.2])
    p = np.array([0.6, 0.9, 0.99, 0.999])
    sums = CompoundSum(MixedPoisson(counts, weights), exponential).ppf(p)
    tail = sum(w * poisson_gamma_tail(sums, c) for c, w in zip(counts, weights, strict=True))
    np.testing.assert_allclose(tail, 1 - p, rtol=1e-4)


@pytest.mark.parametrize("alpha", [1.05, 1.16, 1.5, 3.0])
@pytest.mark.parametrize("sum_", [55.0, 70.0, 99.0])
def test_the_body_is_met_however_long_the_tail(alpha: float, sum_: float) -> None:
    """Two losses of at least 50 exceed 99: P(S <= x) = exp(-c) (1 + c F(x)) for x < 100."""
    loss = Pareto.model_validate({"kind": "pareto", "min": 50, "alpha": alpha})
    found = CompoundSum(MixedPoisson(np.array([2.0]), np.ones(1)), loss.ppf)
    share = np.exp(-2.0) * (1.0 + 2.0 * (1.0 - (sum_ / 50.0) ** -alpha))
    assert found.ppf(np.array([share]))[0] == pytest.approx(sum_, rel=2e-3)


def test_losses_that_are_never_above_nothing_leave_no_sum() -> None:
    """Weights of a belief about the count add up to 1 only to the last digit."""
    weights = np.full(7, 1 / 7)
    assert weights.sum() < 1.0 or weights.cumsum()[-1] < 1.0
    found = CompoundSum(MixedPoisson(np.full(7, 0.3), weights), np.zeros_like)
    assert found.p_nothing == 1.0
    assert found.ppf(np.array([0.5, 1.0 - 2.0**-53])).tolist() == [0.0, 0.0]
