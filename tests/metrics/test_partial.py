"""Estimates over the futures in which a number applies, against those of as many drawn alone."""

import numpy as np
import pytest
from scipy import stats

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import partial

BLOCKS, SHARE = 200, 0.25
NORMAL = np.random.default_rng(9).standard_normal(BLOCKS * BLOCK_TRIALS) + 100.0
APPLIES = np.random.default_rng(10).uniform(size=len(NORMAL)) < SHARE
VALUES = np.where(APPLIES, NORMAL, np.nan)


def test_a_mean_is_as_unsure_as_that_of_the_futures_in_which_it_applies() -> None:
    """sd / sqrt(n); from 200 blocks an error is known to one part in 20."""
    found = partial.mean(VALUES)
    assert found is not None
    expected = 1 / np.sqrt(SHARE * len(VALUES))
    assert abs(found[0] - 100.0) < 4 * expected
    assert found[1] == pytest.approx(expected, rel=0.2)


@pytest.mark.parametrize("level", [0.1, 0.5, 0.9])
def test_a_quantile_is_as_unsure_as_that_of_the_futures_in_which_it_applies(level: float) -> None:
    """sqrt(p (1 - p) / n) / phi(z), the error of a sample quantile."""
    z = float(stats.norm.ppf(level))
    expected = np.sqrt(level * (1 - level) / (SHARE * len(VALUES))) / stats.norm.pdf(z)
    ((found, error),) = partial.quantiles(VALUES, [level])
    assert abs(found - 100.0 - z) < 4 * expected
    assert error == pytest.approx(expected, rel=0.2)


def test_what_never_applies_has_no_estimate() -> None:
    never = np.full(BLOCK_TRIALS, np.nan)
    assert partial.mean(never) is None
    assert partial.quantiles(never, [0.5]) == ()
