"""How sure a given budget or buffer is to hold."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.wording import figure, out_of

RULE = 0.30
"""The buffer that the book's section 33.6 tells every plan of self-hosting to add."""


class ConfidenceFor(Metric):
    """P(within the base estimate and 30%): what the rule of thumb buys for this strategy."""

    rank = 71

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        return {"p_within_30_percent": within_buffer(result, strategy, RULE)}


def within_buffer(result: Result, strategy: str, buffer: float) -> Finding:
    """P(within the base estimate and a buffer, a fraction of it)."""
    base = result.plans[strategy].base
    if base <= 0:
        return Finding(None, None, "A base estimate of nothing has no buffer in percent.")
    ((share, error),) = estimate.at_or_under(totals(result)[strategy], [(1.0 + buffer) * base])
    said = f"The base estimate and {figure(100 * buffer)}% hold in {out_of(share)} futures."
    return Finding(share, error, said)
