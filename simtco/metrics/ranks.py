"""Ranks of draws, so scaled that the mean of a product is a rank correlation."""

import numpy as np

from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats


def rank_scores(rows: Floats) -> Floats:
    """Ranks (D, B, N) of draws (D, T) within each block, ties sharing theirs, at mean 0 and sd 1.

    Zeros where all draws of a block are the same.
    """
    blocks = rows.reshape(len(rows), rows.shape[1] // BLOCK_TRIALS, BLOCK_TRIALS)
    ranks = np.array([[_ranks(block) for block in row] for row in blocks]).reshape(blocks.shape)
    centred = ranks - ranks.mean(axis=2, keepdims=True)
    spread = centred.std(axis=2, keepdims=True)
    return np.asarray(np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0))


def _ranks(values: Floats) -> Floats:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2.0)[place])
