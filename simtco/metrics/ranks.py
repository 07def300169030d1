"""Orders and ranks of draws."""

import numpy as np
from numpy.typing import NDArray

from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats


def rank_scores(rows: Floats) -> Floats:
    """Ranks (D, B, N) of draws (D, T) within each block, ties sharing theirs, at mean 0 and sd 1.

    Zeros where all draws of a block are the same.
    """
    blocks = rows.reshape(len(rows), rows.shape[1] // BLOCK_TRIALS, BLOCK_TRIALS)
    ranks = np.array([[midranks(block) for block in row] for row in blocks]).reshape(blocks.shape)
    centred = ranks - ranks.mean(axis=2, keepdims=True)
    spread = centred.std(axis=2, keepdims=True)
    return np.asarray(np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0))


def midranks(values: Floats) -> Floats:
    """Ranks (T,) of values, from 1; ties share the mean of theirs."""
    order = np.argsort(values)
    ordered, ranks = values[order], np.empty(len(values))
    rises = ordered[1:] > ordered[:-1]
    if np.all(rises):
        ranks[order] = np.arange(1.0, len(values) + 1.0)
    else:
        starts = np.concatenate([[0], np.flatnonzero(rises) + 1])
        counts = np.diff(starts, append=len(values))
        ranks[order] = np.repeat(starts + (counts + 1) / 2.0, counts)
    return ranks


def in_order(values: Floats) -> NDArray[np.intp]:
    """Places (T,) of values from the lowest to the highest, equal ones as they stand.

    A stable sort of doubles takes four times as long as an unstable one, which leaves only the ties
    to be put right: by their number, which is short enough to be sorted digit by digit.
    """
    order = np.argsort(values)
    ordered = values[order]
    rises = ordered[1:] > ordered[:-1]
    if np.all(rises):
        return order
    number = np.empty(len(values), dtype=np.min_scalar_type(len(values)))
    number[order[0]] = 0
    number[order[1:]] = np.cumsum(rises)
    return np.argsort(number, kind="stable")
