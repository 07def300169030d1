"""Contingency and management reserve, kept apart, and the price of being surer."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.wording import figure, frequency, out_of

RESERVE = 0.95
_POINT = 0.01


class Contingency(Metric):
    """Contingency: PXX less base; management reserve: P95 less PXX; next point: PXX+1 less PXX.

    The contingency is the project's to spend, the reserve is not (AACE 40R-08: base, contingency
    and management reserve are never mixed).
    """

    rank = 72

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        currency, share = result.experiment.currency, result.experiment.confidence
        total, base = totals(result)[strategy], result.plans[strategy].base
        ((level, error),) = estimate.quantiles(total, [share])
        said = (
            f"{figure(level - base)} {currency} over the base estimate hold in {out_of(share)} "
            "futures."
        )
        return {
            "contingency": Finding(level - base, error, said),
            "management_reserve": _reserve(result, strategy, share),
            "next_point": next_point(result, strategy, share),
        }


def next_point(result: Result, strategy: str, share: float) -> Finding:
    """What one more point of confidence costs: 81 in 100 futures rather than 80."""
    if share + _POINT >= 1.0:
        return Finding(None, None, "No budget is sure to hold.")
    total = totals(result)[strategy]
    value, error = estimate.quantile_difference(total, share, share + _POINT)
    said = f"One more point of confidence costs {figure(value)} {result.experiment.currency}."
    return Finding(value, error, said)


def _reserve(result: Result, strategy: str, share: float) -> Finding:
    if share >= RESERVE:
        return Finding(None, None, "The contingency covers P95 already.")
    value, error = estimate.quantile_difference(totals(result)[strategy], share, RESERVE)
    said = (
        f"A management reserve of {figure(value)} {result.experiment.currency} on top covers "
        f"{frequency(RESERVE)} futures."
    )
    return Finding(value, error, said)
