"""How likely the base estimate is to hold."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.wording import frequency


class BasePercentile(Metric):
    """The base estimate's own percentile (GAO-20-195G, step 9)."""

    rank = 50

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        held = result.total(strategy) <= result.plans[strategy].base
        share, error = estimate.mean(held)
        return {
            "base_percentile": Finding(
                share, error, f"The base estimate is enough in {frequency(share)} futures."
            )
        }
