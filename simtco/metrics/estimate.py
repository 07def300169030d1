"""Estimates over trials, with standard errors from the spread of blocks.

Blocks are independent and alike, so the mean of anything varies between blocks by chance alone:
the standard deviation of block means over the root of their number is its standard error
(L'Ecuyer and Lemieux, Recent advances in randomized quasi-Monte Carlo methods, 2002). A statistic
that is no mean is read from all trials together, since a block's own is biased, and its error is
that of the mean it answers to near the estimate (sectioning: Asmussen and Glynn, Stochastic
Simulation, 2007, section III.5; Nakayama, ACM TOMACS 24(4), 2014).
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats

Estimate = tuple[float, float | None]
_REACH = 0.01  # how far to either side the slope of a quantile function is taken


def mean(values: Floats | NDArray[np.bool_]) -> Estimate:
    """Mean of values (T,) over trials."""
    blocks = np.asarray(values, dtype=np.float64).reshape(-1, BLOCK_TRIALS)
    return float(np.mean(blocks)), standard_error(blocks.mean(axis=1))


def sd(values: Floats) -> Estimate:
    """Standard deviation of values (T,); its square answers to the mean square deviation."""
    spread = float(np.std(values))
    blocks = ((values - np.mean(values)) ** 2).reshape(-1, BLOCK_TRIALS)
    error = standard_error(blocks.mean(axis=1))
    return spread, None if error is None else error / (2.0 * spread) if spread > 0 else 0.0


def quantiles(values: Floats, shares: Sequence[float]) -> list[Estimate]:
    """Quantiles of values (T,): each answers to the share of trials at or under it.

    An error in that share is an error in money times the slope of the quantile function there.
    """
    reach = [min(_REACH, share / 2.0, (1.0 - share) / 2.0) for share in shares]
    ends = [share + side * h for share, h in zip(shares, reach, strict=True) for side in (-1, 0, 1)]
    below, at, above = np.quantile(values, ends).reshape(-1, 3).T
    slopes = (above - below) / (2.0 * np.array(reach))
    blocks = values.reshape(-1, BLOCK_TRIALS)
    errors = [standard_error(np.mean(blocks <= value, axis=1)) for value in at]
    grain = 1.0 / (math.sqrt(3.0) * len(values))  # sd of a share that is known to +-1 trial
    return [
        (float(value), None if error is None else float(math.hypot(error, grain) * slope))
        for value, slope, error in zip(at, slopes, errors, strict=True)
    ]


def quantile_difference(values: Floats, low: float, high: float) -> Estimate:
    """The quantile of a high share less that of a low one; their errors go together."""
    shares = np.array([low, high])
    reach = np.minimum(_REACH, np.minimum(shares, 1.0 - shares) / 2.0)
    below, at, above = np.quantile(values, [shares - reach, shares, shares + reach])
    slopes = (above - below) / (2.0 * reach)
    blocks = values.reshape(-1, BLOCK_TRIALS)
    under = np.stack([np.mean(blocks <= value, axis=1) for value in at])
    error = standard_error(slopes @ (under * np.array([[-1.0], [1.0]])))
    return float(at[1] - at[0]), error


def tail_mean(values: Floats, share: float) -> Estimate:
    """Mean of the dearest 1 - share of values (T,): CVaR.

    Rockafellar and Uryasev, Journal of Risk 2(3), 2000, equation 4: q + E[max(X - q, 0)] / (1 - p)
    with q the quantile, whose own error does not count to first order.
    """
    start = np.quantile(values, share)
    excess = np.maximum(values - start, 0.0).reshape(-1, BLOCK_TRIALS).mean(axis=1)
    error = standard_error(excess)
    cvar = float(start + excess.mean() / (1.0 - share))
    return cvar, None if error is None else error / (1.0 - share)


def standard_error(blocks: Floats) -> float | None:
    """Standard error of the mean of block statistics (B,); None for a single block."""
    if len(blocks) < 2:
        return None
    return float(np.std(blocks, ddof=1) / np.sqrt(len(blocks)))
