"""Errors of estimates over a part of all futures, against those of as many futures drawn alone."""

import numpy as np
import pytest
from scipy import stats

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import conditional, estimate

BLOCKS, SHARE = 200, 0.1
NORMAL = np.random.default_rng(5).standard_normal(BLOCKS * BLOCK_TRIALS)
PART, BESIDE = conditional.lowest(np.random.default_rng(6).permutation(len(NORMAL)), SHARE)


def test_the_part_is_the_share_and_its_edge_lies_half_inside() -> None:
    assert len(PART) == round(SHARE * len(NORMAL))
    assert len(np.intersect1d(PART, BESIDE)) == len(BESIDE) // 2


def test_the_mean_of_a_part_that_tells_nothing() -> None:
    """sd / sqrt(n); from 200 blocks an error is known to one part in 20."""
    expected = 1 / np.sqrt(len(PART))
    found, off = conditional.mean(NORMAL, PART, BESIDE)
    assert abs(found) < 4 * expected
    assert estimate.standard_error(off) == pytest.approx(expected, rel=0.2)


@pytest.mark.parametrize("level", [0.05, 0.5, 0.8, 0.95])
def test_a_quantile_of_a_part_that_tells_nothing(level: float) -> None:
    """sqrt(p (1 - p) / n) / phi(z), the error of a sample quantile."""
    z = float(stats.norm.ppf(level))
    expected = np.sqrt(level * (1 - level) / len(PART)) / stats.norm.pdf(z)
    found, off = conditional.quantile(NORMAL, PART, BESIDE, level)
    assert abs(found - z) < 4 * expected
    assert estimate.standard_error(off) == pytest.approx(expected, rel=0.2)
