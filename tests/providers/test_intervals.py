"""Intervals against published ones, and how often they hold."""

import numpy as np
import pytest
from scipy.stats import binomtest

from simtco.providers.quantile_interval import quantile_interval
from simtco.providers.wilson import wilson


@pytest.mark.parametrize(
    ("counted", "trials"), [(0, 10), (2, 10), (5, 100), (37, 37), (812, 1_000)]
)
def test_the_interval_of_a_share_is_wilsons(counted: int, trials: int) -> None:
    expected = binomtest(counted, trials).proportion_ci(method="wilson")
    assert wilson(counted, trials) == pytest.approx((expected.low, expected.high))


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert quantile_interval(np.array([]), 0.5) is None


def test_the_median_of_100_lies_between_the_40th_and_the_61st() -> None:
    """The table of binomial intervals: 96.5% of the time."""
    found = quantile_interval(np.arange(1.0, 101.0)[::-1], 0.5)
    assert found is not None
    assert (found.value, found.low, found.high) == (50.5, 40.0, 61.0)
    assert str(found) == "50.5 (40.0 to 61.0)"


def test_small_samples_say_what_they_cannot_tell() -> None:
    """Five values are all below the median once in 32 times, more often than 1 in 40."""
    few = quantile_interval(np.arange(1.0, 6.0), 0.5)
    assert few is not None
    assert (few.low, few.high) == (None, None)
    assert str(few) == "3.00 (too few)"
    tail = quantile_interval(np.arange(1.0, 61.0), 0.95)
    assert tail is not None
    assert tail.high is None, "60 values lie below p95 in 4.6% of samples"
    assert str(tail).endswith("or more)")


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_intervals_hold_as_often_as_they_say(share: float) -> None:
    """1,000 samples of 200 lognormal values; at least 95%, and 4 standard errors at most above."""
    random = np.random.default_rng(5)
    truth = float(np.quantile(np.exp(np.random.default_rng(6).normal(size=2_000_000)), share))
    held = 0
    for _ in range(1_000):
        found = quantile_interval(np.exp(random.normal(size=200)), share)
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high
    assert 0.93 <= held / 1_000 <= 0.99
