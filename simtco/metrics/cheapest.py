"""How often a strategy is the cheapest, and what choosing it costs when it is not."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import Sample
from simtco.words.arrays import Floats
from simtco.words.wording import figure, frequency

_SHARE = 0.95
_SAME = 1e-12  # of the total: what rounding leaves between sums of the same money


def is_cheapest(totals: Floats) -> NDArray[np.bool_]:
    """Whether none of the others costs less (S, T); those that cost the same are so together."""
    least = totals.min(axis=0)
    return np.asarray(totals <= least + _SAME * np.abs(least))


@lru_cache(maxsize=1)
def _least(result: Result) -> Floats:
    return np.asarray(result.totals.min(axis=0))


class Cheapest(Metric):
    """P(cheapest), expected regret and P95 regret, over the same futures for every strategy."""

    rank = 40

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        least = _least(result)
        regrets = Sample(result.total(strategy) - least)
        regret, regret_error = estimate.mean(regrets)
        share, share_error = estimate.mean(regrets.values <= _SAME * np.abs(least))
        ((worst, worst_error),) = estimate.quantiles(regrets, [_SHARE])
        return {
            "p_cheapest": Finding(
                share, share_error, f"It is the cheapest in {frequency(share)} futures."
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
                f"In {frequency(_SHARE)} futures choosing it costs at most {figure(worst)} "
                f"{result.experiment.currency} more than the cheapest.",
            ),
        }
