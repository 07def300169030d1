"""The budget that each confidence takes, and what one more point of it costs."""

from dataclasses import dataclass

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.buffer import over
from simtco.metrics.contingency import next_point
from simtco.metrics.estimate import Estimate
from simtco.metrics.finding import Finding
from simtco.metrics.sample import totals

SHARES = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Point:
    """A confidence, the budget that holds so often, and one more point's price.

    buffer is the budget over the base less 1; None where the base is 0 or less.
    """

    confidence: float
    budget: Estimate
    buffer: Estimate | None
    next_point: Finding


def buffer_curve(result: Result, strategy: str) -> tuple[Point, ...]:
    """Points from P50 to P99, the experiment's confidence among them."""
    base, total = result.plans[strategy].base, totals(result)[strategy]
    levels = sorted({*SHARES, result.experiment.confidence})
    return tuple(
        Point(level, budget, over(base, budget), next_point(result, strategy, level))
        for level, budget in zip(levels, estimate.quantiles(total, levels), strict=True)
    )
