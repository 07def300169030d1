"""How often a strategy is the cheapest, and what choosing it costs when it is not."""

from collections.abc import Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import Result
from simtco.engine.rounding import slack
from simtco.metrics import estimate
from simtco.metrics.block_means import Values, block_means
from simtco.metrics.estimate import mean_by, share_by
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import Sample
from simtco.words.arrays import Floats
from simtco.words.wording import figure, out_of

_SHARE = 0.95


def is_cheapest(totals: Floats) -> NDArray[np.bool_]:
    """Whether none of the others costs less (S, T); those that cost the same are so together."""
    least = _least(totals)
    return _is_least(totals - least, least)


def _is_least(regret: Floats, least: Floats) -> NDArray[np.bool_]:
    return np.asarray(regret <= slack(least))


def _least(totals: Floats) -> Floats:
    """The least of all strategies (T,), row by row: faster than along an axis."""
    return reduce(np.minimum, totals)


class Cheapest(Metric):
    """P(cheapest), expected regret and P95 regret, over the same futures for every strategy."""

    rank = 40

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        place, totals = result.strategies.index(strategy), result.totals

        def parts(span: slice) -> tuple[Values, Values]:
            least = _least(totals[:, span])
            regret = totals[place, span] - least
            return regret, _is_least(regret, least)

        blocks = block_means(result.trials, parts)
        (regret, regret_error), (share, share_error) = mean_by(blocks[0]), share_by(blocks[1])
        regrets = Sample(result.trials, lambda span: totals[place, span] - _least(totals[:, span]))
        ((worst, worst_error),) = estimate.quantiles(regrets, [_SHARE])
        return {
            "p_cheapest": Finding(
                share, share_error, f"It is the cheapest in {out_of(share)} futures."
            ),
            "expected_regret": Finding(
                regret,
                regret_error,
                f"Choosing it costs {figure(regret)} {result.experiment.currency} more, on "
                "average, than the strategy that turns out cheapest.",
            ),
            "p95_regret": Finding(
                worst,
                worst_error,
                f"In {out_of(_SHARE)} futures choosing it costs at most {figure(worst)} "
                f"{result.experiment.currency} more than the cheapest.",
            ),
        }
