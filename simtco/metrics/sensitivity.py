"""Which inputs move the cost."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.words.arrays import Floats

_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class Driver:
    """How strongly one input moves a strategy: rank correlation with its TCO, from -1 to 1."""

    strategy: str
    input: str
    rank_correlation: float
    standard_error: float | None


def sensitivity(result: Result) -> list[Driver]:
    """Spearman's rank correlation of every input with every TCO, the strongest first.

    Taken over the first 16,384 futures; an input that a strategy never draws stands near 0.
    """
    count = min(_BLOCKS, result.blocks)
    span = count * BLOCK_TRIALS
    inputs = _scores(result.inputs[:, :span], count)
    totals = _scores(result.totals[:, :span], count)
    blocks = np.einsum("ibn,sbn->sib", inputs, totals) / BLOCK_TRIALS
    drivers = [
        Driver(strategy, name, float(each.mean()), estimate.standard_error(each))
        for strategy, rows in zip(result.strategies, blocks, strict=True)
        for name, each in zip(result.input_names, rows, strict=True)
    ]
    return sorted(drivers, key=lambda driver: -abs(driver.rank_correlation))


def _scores(rows: Floats, blocks: int) -> Floats:
    """Ranks within each block, ties sharing theirs, at mean 0 and sd 1: (rows, B, N)."""
    ranks = np.array(
        [[_ranks(block) for block in row.reshape(blocks, -1)] for row in rows]
    ).reshape(len(rows), blocks, -1)
    centred = ranks - ranks.mean(axis=2, keepdims=True)
    spread = centred.std(axis=2, keepdims=True)
    return np.asarray(np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0))


def _ranks(values: Floats) -> Floats:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2.0)[place])
