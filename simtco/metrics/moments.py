"""Base, mean and spread of a strategy's TCO."""

from collections.abc import Mapping

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.wording import figure


class Moments(Metric):
    """Base estimate, mean and standard deviation of TCO."""

    rank = 10

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        currency = result.experiment.currency
        base = result.plans[strategy].base
        total = totals(result)[strategy]
        mean, mean_error = estimate.mean(total)
        sd, sd_error = estimate.sd(total)
        return {
            "base": Finding(
                base, None, f"A plan with every input at its base says {figure(base)} {currency}."
            ),
            "mean": Finding(
                mean, mean_error, f"The average future costs {figure(mean)} {currency}."
            ),
            "sd": Finding(
                sd, sd_error, f"Futures scatter around it by {figure(sd)} {currency} (sd)."
            ),
        }
