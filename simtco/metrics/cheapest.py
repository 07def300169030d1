"""How often a strategy is the cheapest, and what choosing it costs when it is not."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import Sample
from simtco.words.arrays import Floats
from simtco.words.wording import figure, out_of

_SHARE = 0.95
_SAME = 1e-12  # of the total: what rounding leaves between sums of the same money


def is_cheapest(totals: Floats, place: int | slice = slice(None)) -> NDArray[np.bool_]:
    """Whether none of the others costs less (S, T); those that cost the same are so together.

    (T,) where one of them alone is asked for, by its place.
    """
    least = totals.min(axis=0)
    return np.asarray(totals[place] <= least + _SAME * np.abs(least))


class Cheapest(Metric):
    """P(cheapest), expected regret and P95 regret, over the same futures for every strategy."""

    rank = 40

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        place, totals = result.strategies.index(strategy), result.totals
        cheapest = Sample(result.trials, lambda span: is_cheapest(totals[:, span], place))
        share, share_error = estimate.share_of(cheapest)
        regrets = Sample(
            result.trials, lambda span: totals[place, span] - totals[:, span].min(axis=0)
        )
        regret, regret_error = estimate.mean(regrets)
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
