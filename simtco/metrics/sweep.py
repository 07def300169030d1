"""What strategies cost along a key, in the same futures at every point."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Sweep
from simtco.metrics import estimate
from simtco.metrics.cheapest import is_cheapest
from simtco.metrics.estimate import Estimate

SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class At:
    """A strategy at one point: mean, P10, P50 and P90, how often it is the cheapest, and the loss.

    p_cheaper is the share of futures in which it costs less than the reference, whose own is None.
    regret is the expected loss: what it costs more, on average, than the cheapest of each future.
    The least of a point is what knowing the future is worth there (EVPI).
    """

    mean: Estimate
    levels: tuple[Estimate, ...]
    p_cheapest: Estimate
    p_cheaper: Estimate | None
    regret: Estimate


@lru_cache(maxsize=4)
def points(swept: Sweep) -> tuple[Mapping[str, At], ...]:
    """What is found of every strategy, point by point."""
    return tuple(
        {name: at(swept, place, name) for name in swept.strategies}
        for place in range(len(swept.totals))
    )


def frontier(swept: Sweep) -> tuple[str, ...]:
    """The strategy of least mean, which is that of least expected loss, at each point."""
    least = np.argmin(swept.totals.mean(axis=2), axis=1)
    return tuple(swept.strategies[place] for place in least)


def at(swept: Sweep, point: int, strategy: str) -> At:
    """What is found of a strategy at one point."""
    totals = swept.totals[point]
    place = swept.strategies.index(strategy)
    compared = strategy != swept.reference
    return At(
        estimate.mean(totals[place]),
        tuple(estimate.quantiles(totals[place], SHARES)),
        estimate.share_of(is_cheapest(totals)[place]),
        estimate.share_of(swept.difference(strategy)[point] < 0) if compared else None,
        estimate.mean(totals[place] - totals.min(axis=0)),
    )
