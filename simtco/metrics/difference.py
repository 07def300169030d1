"""What a strategy costs more or less than the reference, in the same futures."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import Sample
from simtco.words.wording import figure, out_of

SHARES = (0.05, 0.50, 0.95)


class Difference(Metric):
    """P(cheaper than the reference) and the paired difference, strategy less reference."""

    rank = 80
    scope = "pair"

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        currency, reference = result.experiment.currency, result.reference
        own, other = result.total(strategy), result.total(reference)
        difference = Sample(result.trials, lambda span: own[span] - other[span])
        cheaper = Sample(result.trials, lambda span: own[span] - other[span] < 0)
        share, share_error = estimate.share_of(cheaper)
        mean, mean_error = estimate.mean(difference)
        found = estimate.quantiles(difference, SHARES)
        more = "more" if mean >= 0 else "less"
        return {
            "p_cheaper": Finding(
                share,
                share_error,
                f"{strategy} is cheaper than {reference} in {out_of(share)} futures.",
            ),
            "difference.mean": Finding(
                mean,
                mean_error,
                f"On average {strategy} costs {figure(abs(mean))} {currency} {more}.",
            ),
        } | {
            f"difference.p{round(100 * share)}": Finding(
                value,
                error,
                f"In {out_of(share)} futures {strategy} less {reference} is at most "
                f"{figure(value)} {currency}.",
            )
            for share, (value, error) in zip(SHARES, found, strict=True)
        }
