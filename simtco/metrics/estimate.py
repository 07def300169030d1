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

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.block_means import Values
from simtco.metrics.sample import Sample
from simtco.words.arrays import Floats

Estimate = tuple[float, float | None]
_REACH = 0.01  # how far to either side the slope of a quantile function is taken


def mean(values: Values | Sample) -> Estimate:
    """Mean of values (T,) over trials."""
    return mean_by(as_sample(values).by_block())


def mean_by(blocks: Floats) -> Estimate:
    """Mean over all trials, by the means of blocks (B,)."""
    return float(blocks.mean()), standard_error(blocks)


def share_of(holds: Values | Sample) -> Estimate:
    """Share of trials in which something holds (T,)."""
    return share_by(as_sample(holds).by_block())


def share_by(blocks: Floats) -> Estimate:
    """Share of all trials, by the shares of blocks (B,)."""
    error = standard_error(blocks)
    trials = len(blocks) * BLOCK_TRIALS
    return float(blocks.mean()), None if error is None else math.hypot(error, grain(trials))


def at_or_under(values: Floats | Sample, limits: Sequence[float]) -> list[Estimate]:
    """Shares of values (T,) at or under each limit."""
    return [share_by(blocks) for blocks in as_sample(values).under(limits)]


def grain(trials: int) -> float:
    """The sd of a share that is known to one trial: evenly spread blocks may all agree on it."""
    return 1.0 / (math.sqrt(3.0) * trials)


def sd(values: Floats | Sample) -> Estimate:
    """Standard deviation of values (T,); its square answers to the mean square deviation."""
    sample = as_sample(values)
    middle = sample.by_block().mean()
    blocks = sample.changed(lambda part: (part - middle) ** 2)
    spread = math.sqrt(blocks.mean())
    error = standard_error(blocks)
    return spread, None if error is None else error / (2.0 * spread) if spread > 0 else 0.0


def quantiles(values: Floats | Sample, shares: Sequence[float]) -> list[Estimate]:
    """Quantiles of values (T,): each answers to the share of trials at or under it.

    An error in that share is an error in money times the slope of the quantile function there.
    """
    sample = as_sample(values)
    ends, reach = _ends(shares)
    below, at, above = sample.quantiles(ends).reshape(-1, 3).T
    slopes = (above - below) / (2.0 * reach)
    under = at_or_under(sample, at.tolist())
    return [
        (float(value), None if error is None else error * float(slope))
        for value, slope, (_, error) in zip(at, slopes, under, strict=True)
    ]


def quantile_difference(values: Floats | Sample, low: float, high: float) -> Estimate:
    """The quantile of a high share less that of a low one; their errors go together."""
    sample = as_sample(values)
    ends, reach = _ends((low, high))
    below, at, above = sample.quantiles(ends).reshape(-1, 3).T
    slopes = (above - below) / (2.0 * reach)
    under = sample.under(at.tolist())
    error = standard_error(slopes @ (under * np.array([[-1.0], [1.0]])))
    return float(at[1] - at[0]), error


def _ends(shares: Sequence[float]) -> tuple[list[float], Floats]:
    """Each share between one below and one above it, and how far these lie."""
    reach = [min(_REACH, share / 2.0, (1.0 - share) / 2.0) for share in shares]
    ends = [share + side * h for share, h in zip(shares, reach, strict=True) for side in (-1, 0, 1)]
    return ends, np.array(reach)


def tail_mean(values: Floats | Sample, share: float) -> Estimate:
    """Mean of the dearest 1 - share of values (T,): CVaR.

    Rockafellar and Uryasev, Journal of Risk 2(3), 2000, equation 4: q + E[max(X - q, 0)] / (1 - p)
    with q the quantile, whose own error does not count to first order.
    """
    sample = as_sample(values)
    start = float(sample.quantiles([share])[0])
    excess = sample.changed(lambda part: np.maximum(part - start, 0.0))
    error = standard_error(excess)
    cvar = float(start + excess.mean() / (1.0 - share))
    return cvar, None if error is None else error / (1.0 - share)


def as_sample(values: Values | Sample) -> Sample:
    """Values (T,), laid out for what is asked of them."""
    return values if isinstance(values, Sample) else Sample.of(values)


def standard_error(blocks: Floats) -> float | None:
    """Standard error of the mean of block statistics (B,); None for a single block."""
    if len(blocks) < 2:
        return None
    return float(np.std(blocks, ddof=1) / np.sqrt(len(blocks)))
