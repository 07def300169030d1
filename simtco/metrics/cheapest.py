"""How often a strategy is the cheapest, and what choosing it costs when it is not."""

from collections.abc import Mapping

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.wording import figure, frequency


class Cheapest(Metric):
    """P(cheapest) and expected regret, over the same futures for every strategy."""

    rank = 40

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        place = result.strategies.index(strategy)
        share, share_error = estimate.mean(np.argmin(result.totals, axis=0) == place)
        regret, regret_error = estimate.mean(result.totals[place] - result.totals.min(axis=0))
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
        }
