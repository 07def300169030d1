"""Where along a key one strategy becomes the cheaper of two, future by future."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simtco.metrics import estimate, partial
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

SHARES = (0.1, 0.5, 0.9)


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
        partial.quantiles(found.value, SHARES),
        tuple((float(low), float(high)) for low, high in zip(*bounds, strict=True)),
        estimate.share_of(crosses & (found.first > 0)),
        estimate.share_of(crosses & (found.first < 0)),
        estimate.share_of(~crosses & (found.first < 0)),
        estimate.share_of(~crosses & (found.first > 0)),
        estimate.share_of(~crosses),
        estimate.share_of(found.turns > 1),
    )
