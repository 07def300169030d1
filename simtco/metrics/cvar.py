"""The mean of the dearest futures."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.wording import figure


class Cvar(Metric):
    """CVaR95: the mean of the dearest 5% of futures."""

    rank = 30

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        value, error = estimate.tail_mean(totals(result)[strategy], 0.95)
        sentence = (
            f"The dearest 1 in 20 futures cost {figure(value)} "
            f"{result.experiment.currency} on average."
        )
        return {"cvar95": Finding(value, error, sentence)}
