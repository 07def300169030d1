"""Estimates over the extreme part of an order of futures, with errors from the spread of blocks.

The part is a fixed share of all futures, so that its edge moves with the draws. Its pull on the
estimate is that of the futures beside the edge (Hong, Operations Research 57(1), 2009: what a
quantile's derivative is made of).
"""

import numpy as np
from numpy.typing import NDArray

from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats

_REACH = 0.02  # how far to either side the slope of a quantile function is taken
_BESIDE = 0.1  # of the part's size, to each side of its edge

Trials = NDArray[np.intp]


def lowest(order: Trials, share: float) -> tuple[Trials, Trials]:
    """The first share of an order (T,) of trials, and the trials beside its edge."""
    size = round(share * len(order))
    near = max(round(_BESIDE * size), 1)
    return order[:size], order[max(size - near, 0) : size + near]


def mean(values: Floats, part: Trials, beside: Trials) -> tuple[float, Floats]:
    """Mean of values (T,) in a part of all trials, and how far each block (B,) is off."""
    inside = values[part]
    found, edge = float(np.mean(inside)), float(np.mean(values[beside]))
    return found, _off(inside - edge, part, len(values)) - (found - edge)


def quantile(values: Floats, part: Trials, beside: Trials, share: float) -> tuple[float, Floats]:
    """A quantile of values (T,) in a part of all trials, and how far each block (B,) is off."""
    inside = values[part]
    reach = min(_REACH, share / 2.0, (1.0 - share) / 2.0)
    below, found, above = np.quantile(inside, (share - reach, share, share + reach))
    slope = (above - below) / (2.0 * reach)
    edge = float(np.mean(values[beside] <= found))
    under = _off((inside <= found) - edge, part, len(values)) - (share - edge)
    return float(found), -slope * under


def _off(deviations: Floats, part: Trials, trials: int) -> Floats:
    """Sums of deviations (n,) by block, as if each block held its share of the part."""
    blocks = trials // BLOCK_TRIALS
    sums = np.bincount(part // BLOCK_TRIALS, weights=deviations, minlength=blocks)
    return np.asarray(sums * (blocks / len(part)))
