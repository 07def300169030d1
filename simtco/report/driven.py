"""What drives each strategy, as summary.json holds it."""

from typing import Any

from simtco.engine.block import Result
from simtco.metrics.contribution import contributions
from simtco.metrics.estimate import Estimate
from simtco.metrics.sensitivity import sensitivity
from simtco.metrics.swings import swings
from simtco.metrics.worst_tail import worst_tail
from simtco.words.percentiles import percentile_key


def driven(result: Result) -> list[dict[str, Any]]:
    """One table for each strategy and input, the strongest rank correlation first."""
    level = percentile_key(result.experiment.confidence)
    explained = {(each.strategy, each.input): each for each in contributions(result)}
    swung = {(each.strategy, each.input): each for each in swings(result)}
    marked = {(each.strategy, each.input): each.percentile for each in worst_tail(result)}
    rows = []
    for driver in sensitivity(result):
        key = driver.strategy, driver.input
        own, swing = explained[key], swung[key]
        rows.append(
            {
                "strategy": driver.strategy,
                "input": driver.input,
                "rank_correlation": driver.rank_correlation,
                "standard_error": driver.standard_error,
                "first_order": _table(own.first_order),
                "noise_floor": own.noise_floor,
                "shapley": _table(own.shapley),
                "alone": None if swing.alone is None else list(swing.alone),
                "mean": [_table(end) for end in swing.mean],
                level: [_table(end) for end in swing.level],
                "worst_5_percent": _table(marked[key]),
            }
        )
    return rows


def _table(estimate: Estimate) -> dict[str, float | None]:
    value, error = estimate
    return {"value": value, "standard_error": error}
