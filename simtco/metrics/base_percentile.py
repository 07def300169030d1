"""How likely the base estimate is to hold."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.wording import out_of


class BasePercentile(Metric):
    """The base estimate's own percentile (GAO-20-195G, step 9)."""

    rank = 50

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        base = result.plans[strategy].base
        ((share, error),) = estimate.at_or_under(totals(result)[strategy], [base])
        return {
            "base_percentile": Finding(
                share, error, f"The base estimate is enough in {out_of(share)} futures."
            )
        }
