"""Percentiles of a strategy's TCO."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.percentiles import percentile_key
from simtco.words.wording import figure, frequency

SHARES = (0.05, 0.10, 0.50, 0.80, 0.90, 0.95, 0.99)


class Percentiles(Metric):
    """P5 to P99 of TCO, and the experiment's confidence."""

    rank = 20

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        currency = result.experiment.currency
        shares = sorted({*SHARES, result.experiment.confidence})
        found = estimate.quantiles(totals(result)[strategy], shares)
        return {
            percentile_key(share): Finding(
                value,
                error,
                f"{frequency(share)} futures cost no more than {figure(value)} {currency}.",
            )
            for share, (value, error) in zip(shares, found, strict=True)
        }
