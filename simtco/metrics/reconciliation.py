"""From the base estimate to the chosen percentile, step by step."""

from collections.abc import Mapping

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import totals
from simtco.words.wording import figure, frequency


class Reconciliation(Metric):
    """Base + hidden costs + skew + shocks + spread = PXX, exactly."""

    rank = 100

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        experiment, plan = result.experiment, result.plans[strategy]
        total = totals(result)[strategy]
        mean, _ = estimate.mean(total)
        ((level, _),) = estimate.quantiles(total, [experiment.confidence])
        shock_items = [key.strategy == strategy and key.item.shock for key in result.item_keys]
        by_block = result.items[:, np.array(shock_items, dtype=bool)].sum(axis=1)
        shocks = float(by_block.mean())
        steps = {
            "hidden": (plan.with_hidden - plan.base, None, "costs that the plan leaves out"),
            "skew": (
                _beyond_rounding(mean - shocks - plan.with_hidden, mean),
                None,
                "ranges that reach further up than down",
            ),
            "shocks": (shocks, estimate.standard_error(by_block), "what may happen, on average"),
            "spread": (
                _beyond_rounding(level - mean, mean),
                None,
                f"from the mean to {frequency(experiment.confidence)}",
            ),
        }
        return {
            f"reconciliation.{step}": Finding(
                value, error, f"{figure(value)} {experiment.currency}: {meaning}."
            )
            for step, (value, error, meaning) in steps.items()
        }


def _beyond_rounding(step: float, whole: float) -> float:
    """A step, or 0 where it is but what rounding leaves of the whole."""
    return step if abs(step) > 1e-12 * abs(whole) else 0.0
