"""Scores of ranks against Spearman's correlation, ties included."""

import numpy as np
import pytest
from scipy import stats

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.ranks import rank_scores


def test_the_mean_product_of_scores_is_spearman_s_rank_correlation_of_each_block() -> None:
    generator = np.random.default_rng(7)
    number = generator.normal(size=2 * BLOCK_TRIALS)
    count = generator.poisson(np.exp(number / 2.0)).astype(float)
    scores = rank_scores(np.stack([number, count]))
    for block in range(2):
        span = slice(block * BLOCK_TRIALS, (block + 1) * BLOCK_TRIALS)
        expected = stats.spearmanr(number[span], count[span]).statistic
        found = np.mean(scores[0, block] * scores[1, block])
        assert found == pytest.approx(expected, abs=1e-12)


def test_what_is_the_same_in_all_futures_has_no_rank() -> None:
    assert not rank_scores(np.full((1, BLOCK_TRIALS), 3.0)).any()
