"""How far each input swings a TCO: alone in the plan, and in the futures in which it is extreme."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.engine.one_at_a_time import one_at_a_time
from simtco.metrics import conditional, estimate
from simtco.metrics.estimate import Estimate
from simtco.metrics.movers import first_totals, movers
from simtco.words.arrays import Floats
from simtco.words.belief import Belief

_ENDS = (0.1, 0.9)
_PART = 0.1

Pair = tuple[Estimate, Estimate]
_Level = tuple[float, Floats]


@dataclass(frozen=True, slots=True)
class Swing:
    """Money that an input moves a strategy by, for its low and its high end.

    alone: change of the plan with the input at its P10 and P90 and all others at base, hidden costs
    counted and shocks not; None for a shock, which no plan holds. mean and level: change of the
    mean and of the percentile at the experiment's confidence, from all futures to those in which
    the input is in its lowest and its highest tenth.
    """

    strategy: str
    input: str
    alone: tuple[float, float] | None
    mean: Pair
    level: Pair


@lru_cache(maxsize=1)
def swings(result: Result) -> tuple[Swing, ...]:
    """Every input's swings of every TCO, the widest of the mean first within a strategy."""
    totals = first_totals(result)
    confidence = result.experiment.confidence
    everywhere = np.arange(totals.shape[1])
    means = [conditional.mean(row, everywhere, everywhere) for row in totals]
    levels = [conditional.quantile(row, everywhere, everywhere, confidence) for row in totals]
    plans = _alone(result)
    found = []
    for mover in movers(result):
        order = mover.spline.order
        ends = [conditional.lowest(each, _PART) for each in (order, order[::-1])]
        for place in mover.strategies:
            row = totals[place]
            inside = [conditional.mean(row, *end) for end in ends]
            tails = [conditional.quantile(row, *end, confidence) for end in ends]
            found.append(
                Swing(
                    result.strategies[place],
                    mover.name,
                    plans.get((mover.name, place)),
                    _changes(inside, means[place]),
                    _changes(tails, levels[place]),
                )
            )
    places = {name: place for place, name in enumerate(result.strategies)}
    return tuple(sorted(found, key=lambda each: (places[each.strategy], -_width(each.mean))))


def _changes(ends: list[_Level], whole: _Level) -> Pair:
    low, high = ((value - whole[0], estimate.standard_error(off - whole[1])) for value, off in ends)
    return low, high


def _width(pair: Pair) -> float:
    return abs(pair[1][0] - pair[0][0])


def _alone(result: Result) -> dict[tuple[str, int], tuple[float, float]]:
    """Change of each plan, by input and place of the strategy."""
    beliefs = {
        name: word for name, word in result.experiment.variables.items() if isinstance(word, Belief)
    }
    bases = np.array([result.plans[name].with_hidden for name in result.strategies])[:, None]
    low, high = (
        one_at_a_time(
            result.experiment,
            {name: belief.family.percentile(end) for name, belief in beliefs.items()},
        )
        - bases
        for end in _ENDS
    )
    return {
        (name, place): (float(low[place, column]), float(high[place, column]))
        for column, name in enumerate(beliefs)
        for place in range(len(result.strategies))
    }
