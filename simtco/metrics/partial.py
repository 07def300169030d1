"""Estimates over the futures in which a number applies: values are NaN in the others.

How many these are is drawn too. A mean over them is a ratio of two means over all futures, whose
error is that of the mean of (value - ratio x applies) over the share in which it applies (Cochran,
Sampling Techniques, 1977, section 6.5).
"""

import math
from collections.abc import Sequence

import numpy as np

from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

_REACH = 0.02  # how far to either side the slope of a quantile function is taken


def mean(values: Floats) -> Estimate | None:
    """Mean of values (T,) where they apply; None where they never do."""
    applies = ~np.isnan(values)
    if not applies.any():
        return None
    found = float(values[applies].mean())
    error = estimate.mean(np.where(applies, values - found, 0.0))[1]
    return found, None if error is None else float(error / applies.mean())


def quantiles(values: Floats, shares: Sequence[float]) -> tuple[Estimate, ...]:
    """Quantiles of values (T,) where they apply; none where they never do.

    Each answers to the share of them at or under it, whose error times the slope of the quantile
    function is its own.
    """
    applies = ~np.isnan(values)
    seen = values[applies]
    return tuple(_quantile(values, applies, seen, share) for share in shares if seen.size)


def _quantile(
    values: Floats, applies: np.ndarray[tuple[int], np.dtype[np.bool_]], seen: Floats, share: float
) -> Estimate:
    reach = min(_REACH, share / 2.0, (1.0 - share) / 2.0)
    below, at, above = np.quantile(seen, (share - reach, share, share + reach))
    under = np.where(applies, values, math.inf) <= at
    error = estimate.mean(under - share * applies)[1]
    slope = (above - below) / (2.0 * reach)
    return float(at), None if error is None else float(
        math.hypot(error / applies.mean(), estimate.grain(len(seen))) * slope
    )
