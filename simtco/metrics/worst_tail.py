"""What the worst futures of a strategy have in common."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import conditional, estimate
from simtco.metrics.estimate import Estimate
from simtco.metrics.movers import first_totals, movers

WORST = 0.05


@dataclass(frozen=True, slots=True)
class TailMark:
    """Where an input lies in the dearest 5% of a strategy's futures.

    percentile is the median, over these futures, of the input's own percentile in all futures, as
    a fraction: 0.5 where it has no part in them.
    """

    strategy: str
    input: str
    percentile: Estimate


@lru_cache(maxsize=1)
def worst_tail(result: Result) -> tuple[TailMark, ...]:
    """Every input's mark, the farthest from the middle first within a strategy.

    Equal draws are ranked in the order of their futures, so that an input without effect has its
    median in the middle however many of its draws are equal.
    """
    totals = first_totals(result)
    trials = totals.shape[1]
    worst = [conditional.lowest(np.argsort(row)[::-1], WORST) for row in totals]
    found = []
    for mover in movers(result):
        ranks = np.empty(trials)
        ranks[mover.spline.order] = (np.arange(trials) + 0.5) / trials
        for place in mover.strategies:
            value, off = conditional.quantile(ranks, *worst[place], 0.5)
            under = (ranks <= value).reshape(-1, BLOCK_TRIALS).mean(axis=1)  # ranks are drawn too
            mark = (value, estimate.standard_error(off + under))
            found.append(TailMark(result.strategies[place], mover.name, mark))
    places = {name: place for place, name in enumerate(result.strategies)}
    return tuple(
        sorted(found, key=lambda each: (places[each.strategy], -abs(each.percentile[0] - 0.5)))
    )
