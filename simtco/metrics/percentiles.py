"""Percentiles of a strategy's TCO."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.wording import figure, frequency

SHARES = (0.05, 0.10, 0.50, 0.80, 0.90, 0.95, 0.99)


class Percentiles(Metric):
    """P5 to P99 of TCO."""

    rank = 20

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        currency = result.experiment.currency
        found = estimate.quantiles(result.total(strategy), SHARES)
        return {
            f"p{round(100 * share)}": Finding(
                value,
                error,
                f"{frequency(share)} futures cost no more than {figure(value)} {currency}.",
            )
            for share, (value, error) in zip(SHARES, found, strict=True)
        }
