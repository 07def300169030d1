"""Standard errors from the spread of blocks."""

import math

import numpy as np
import pytest
from scipy import stats

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate


def test_two_blocks_have_a_spread_and_one_has_none() -> None:
    """Of 1 and 3: sd sqrt(2), over sqrt(2)."""
    assert estimate.standard_error(np.array([1.0, 3.0])) == 1.0
    assert estimate.standard_error(np.array([1.0])) is None


def test_the_error_of_a_difference_of_quantiles_counts_that_they_move_together() -> None:
    """Var q(p) = p (1 - p) / (n f^2), Cov(q(p), q(r)) = p (1 - r) / (n f g) for p < r.

    (David and Nagaraja, Order Statistics, 2003, section 10.3.) From 200 blocks an error is known to
    one part in 20.
    """
    low, high = 0.5, 0.8
    normal = np.random.default_rng(8).standard_normal(200 * BLOCK_TRIALS)
    below, above = float(stats.norm.ppf(low)), float(stats.norm.ppf(high))
    f, g = float(stats.norm.pdf(below)), float(stats.norm.pdf(above))
    variance = low * (1 - low) / f**2 + high * (1 - high) / g**2 - 2 * low * (1 - high) / (f * g)
    expected = np.sqrt(variance / len(normal))
    found, error = estimate.quantile_difference(normal, low, high)
    assert abs(found - (above - below)) < 4 * expected
    assert error == pytest.approx(expected, rel=0.2)


def test_a_share_on_which_all_blocks_agree_is_known_to_one_trial_and_no_better() -> None:
    """The truth lies anywhere within one trial: the sd of a uniform number in +-1/T is 1/(T √3)."""
    holds = np.arange(2 * BLOCK_TRIALS) % 4 == 0
    share, error = estimate.share_of(holds)
    assert share == 0.25
    assert error == pytest.approx(1 / (2 * BLOCK_TRIALS * math.sqrt(3)), rel=1e-12)
    assert estimate.at_or_under(1.0 - holds, [0.0]) == [(share, error)]
    assert estimate.share_of(holds[:BLOCK_TRIALS]) == (0.25, None)
