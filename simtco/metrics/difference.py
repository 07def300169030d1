"""What a strategy costs more or less than the reference, in the same futures."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.block_means import Values, block_means
from simtco.metrics.estimate import mean_by, share_by
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import differences
from simtco.words.wording import figure, out_of

SHARES = (0.05, 0.50, 0.95)


class Difference(Metric):
    """P(cheaper than the reference) and the paired difference, strategy less reference."""

    rank = 80
    scope = "pair"

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        currency, reference = result.experiment.currency, result.reference
        difference = differences(result)[strategy]
        blocks = block_means(result.trials, lambda span: _beside(difference.part(span)))
        (mean, mean_error), (share, share_error) = mean_by(blocks[0]), share_by(blocks[1])
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


def _beside(difference: Values) -> tuple[Values, Values]:
    """The difference (T,), and where it is a saving."""
    return difference, difference < 0
