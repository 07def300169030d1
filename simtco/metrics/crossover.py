"""Where along a key one strategy becomes the cheaper of two, future by future."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

SHARES = (0.1, 0.5, 0.9)
_REACH = 0.02  # how far to either side the slope of a quantile function is taken


@dataclass(frozen=True, slots=True)
class Crossings:
    """The first crossover of each future (N,), in the unit of the key; NaN where there is none.

    It lies between the points `low` and `high` (N,) whatever the costs do there, and `value` is
    exact where they are straight lines in between. turns (N,) counts all crossovers; first (N,)
    is below 0 where the strategy is the cheaper at the first point, above 0 where the dearer.
    """

    value: Floats
    low: Floats
    high: Floats
    turns: NDArray[np.int64]
    first: Floats


@dataclass(frozen=True, slots=True)
class Crossover:
    """Where a strategy and the reference cross, over futures.

    levels: P10, P50 and P90 of the first crossover, over the futures that cross; within: the
    points that each of the three lies between; both empty where none crosses. becomes_cheaper,
    becomes_dearer, cheaper_throughout and dearer_throughout are shares of all futures and add up to
    1 with those that never differ; none is the share that never cross; again of those that cross
    more than once.
    """

    levels: tuple[Estimate, ...]
    within: tuple[tuple[float, float], ...]
    becomes_cheaper: Estimate
    becomes_dearer: Estimate
    cheaper_throughout: Estimate
    dearer_throughout: Estimate
    none: Estimate
    again: Estimate


def crossings(values: Floats, difference: Floats) -> Crossings:
    """First change of sign along points (P,) of a difference (P, N).

    A tie is no change of its own: the strategy last the cheaper stays so until the other one is.
    """
    sign = np.sign(difference)
    first = np.zeros(sign.shape[1])
    for row in sign:
        np.copyto(first, row, where=first == 0)
    held = first
    for row in sign:
        np.copyto(row, held, where=row == 0)
        held = row
    changes = sign[1:] != sign[:-1]
    crosses = changes.any(axis=0)
    before = np.argmax(changes, axis=0)
    trials = np.arange(sign.shape[1])
    low, high = values[before], values[before + 1]
    left, right = difference[before, trials], difference[before + 1, trials]
    share = np.divide(left, left - right, out=np.zeros(len(left)), where=crosses)
    value = np.where(crosses, low + share * (high - low), np.nan)
    return Crossings(
        value,
        np.where(crosses, low, np.nan),
        np.where(crosses, high, np.nan),
        changes.sum(axis=0),
        first,
    )


def crossover(values: Floats, difference: Floats) -> Crossover:
    """The crossover of two strategies as a distribution, from their difference (P, N)."""
    found = crossings(values, difference)
    crosses = found.turns > 0
    some = bool(crosses.any())
    ends = (found.low[crosses], found.high[crosses]) if some else ()
    bounds = [np.quantile(end, SHARES, method="inverted_cdf") for end in ends]
    return Crossover(
        tuple(_level(found.value, share) for share in SHARES) if some else (),
        tuple((float(low), float(high)) for low, high in zip(*bounds, strict=True)),
        estimate.mean(crosses & (found.first > 0)),
        estimate.mean(crosses & (found.first < 0)),
        estimate.mean(~crosses & (found.first < 0)),
        estimate.mean(~crosses & (found.first > 0)),
        estimate.mean(~crosses),
        estimate.mean(found.turns > 1),
    )


def _level(value: Floats, share: float) -> Estimate:
    """A quantile over the futures that cross, with the standard error of its ratio by blocks.

    The share of them at or under it is a ratio of two means, whose error is that of the mean of
    (below - share x crosses) over the share that cross (Cochran, Sampling Techniques, 1977, 6.5).
    """
    crosses = ~np.isnan(value)
    seen = value[crosses]
    reach = min(_REACH, share / 2.0, (1.0 - share) / 2.0)
    below, at, above = np.quantile(seen, (share - reach, share, share + reach))
    under = np.where(crosses, value, math.inf) <= at
    blocks = (under - share * crosses).reshape(-1, BLOCK_TRIALS).mean(axis=1)
    error = estimate.standard_error(blocks)
    slope = (above - below) / (2.0 * reach)
    grain = 1.0 / (math.sqrt(3.0) * len(seen))  # sd of a share that is known to +-1 trial
    return float(at), None if error is None else float(
        math.hypot(error / crosses.mean(), grain) * slope
    )
