"""The buffer over the base estimate that a budget needs."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.percentiles import percentile_key
from simtco.words.wording import figure, out_of

SHARES = (0.50, 0.80, 0.90, 0.95)


class Buffer(Metric):
    """Buffer at a confidence: (PXX - base) / base, a fraction of the base estimate."""

    rank = 70

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        base = result.plans[strategy].base
        shares = sorted({*SHARES, result.experiment.confidence})
        found = estimate.quantiles(totals(result)[strategy], shares)
        return {
            f"buffer.{percentile_key(share)}": _finding(share, over(base, level))
            for share, level in zip(shares, found, strict=True)
        }


def over(base: float, level: Estimate) -> Estimate | None:
    """What a level is over the base, as a fraction of it; None where the base is 0 or less."""
    if base <= 0:
        return None
    value, error = level
    return value / base - 1.0, None if error is None else error / base


def _finding(share: float, buffer: Estimate | None) -> Finding:
    if buffer is None:
        return Finding(None, None, "A base estimate of nothing has no buffer in percent.")
    percent = figure(100 * buffer[0])
    return Finding(*buffer, f"The base estimate and {percent}% hold in {out_of(share)} futures.")
