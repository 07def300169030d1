"""The buffer over the base estimate that a budget needs."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
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
            f"buffer.{percentile_key(share)}": _buffer(base, share, value, error)
            for share, (value, error) in zip(shares, found, strict=True)
        }


def _buffer(base: float, share: float, value: float, error: float | None) -> Finding:
    if base <= 0:
        return Finding(None, None, "A base estimate of nothing has no buffer in percent.")
    buffer = value / base - 1.0
    sentence = f"The base estimate and {figure(100 * buffer)}% hold in {out_of(share)} futures."
    return Finding(buffer, None if error is None else error / base, sentence)
