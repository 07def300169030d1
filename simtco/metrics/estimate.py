"""Estimates over trials, with standard errors from the spread of blocks.

Blocks are independent and alike, so the statistic of each block varies around the truth; the
standard deviation between blocks over the root of their number is the standard error of their
mean (L'Ecuyer and Lemieux, Recent advances in randomized quasi-Monte Carlo methods, 2002). A
quantile is read from all trials together, because a block's own is biased.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats

Estimate = tuple[float, float | None]


def mean(values: Floats | NDArray[np.bool_]) -> Estimate:
    """Mean of values (T,) over trials."""
    blocks = np.asarray(values, dtype=np.float64).reshape(-1, BLOCK_TRIALS)
    return float(np.mean(blocks)), standard_error(blocks.mean(axis=1))


def sd(values: Floats) -> Estimate:
    """Standard deviation of values (T,)."""
    blocks = values.reshape(-1, BLOCK_TRIALS)
    return float(np.std(values)), standard_error(blocks.std(axis=1))


def quantiles(values: Floats, shares: Sequence[float]) -> list[Estimate]:
    """Quantiles of values (T,), each with its standard error."""
    pooled = np.quantile(values, shares)
    blocks = np.quantile(values.reshape(-1, BLOCK_TRIALS), shares, axis=1)
    return [
        (float(value), standard_error(each)) for value, each in zip(pooled, blocks, strict=True)
    ]


def tail_mean(values: Floats, share: float) -> Estimate:
    """Mean of the dearest 1 - share of values (T,): CVaR."""
    blocks = values.reshape(-1, BLOCK_TRIALS)
    return _mean_above(values, share), standard_error(
        np.array([_mean_above(block, share) for block in blocks])
    )


def standard_error(blocks: Floats) -> float | None:
    """Standard error of the mean of block statistics (B,); None for a single block."""
    if len(blocks) < 2:
        return None
    return float(np.std(blocks, ddof=1) / np.sqrt(len(blocks)))


def _mean_above(values: Floats, share: float) -> float:
    kept = max(round(len(values) * (1.0 - share)), 1)
    return float(np.partition(values, len(values) - kept)[-kept:].mean())
