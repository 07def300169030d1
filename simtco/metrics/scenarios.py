"""What strategies cost in each scenario, in the same futures as in the experiment."""

from collections.abc import Mapping
from dataclasses import dataclass

from simtco.engine.block import Result
from simtco.engine.sweep import costed
from simtco.files.experiment import BLOCK_TRIALS, Experiment
from simtco.metrics import estimate
from simtco.metrics.cheapest import is_cheapest
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

_BLOCKS = 16


@dataclass(frozen=True, slots=True)
class Outlook:
    """A strategy in a scenario: mean, percentile at the experiment's confidence, P(cheapest).

    change is the mean less that of the experiment, future by future; None where it has no such
    strategy.
    """

    mean: Estimate
    level: Estimate
    p_cheapest: Estimate
    change: Estimate | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Every strategy in a scenario, the one of least mean, and whether that is another one."""

    name: str
    strategies: Mapping[str, Outlook]
    cheapest: str
    flips: bool


def side_by_side(result: Result, scenarios: Mapping[str, Experiment]) -> tuple[Scenario, ...]:
    """Run every scenario in the first 65,536 futures of a result, or all where fewer."""
    blocks = min(result.blocks, _BLOCKS)
    own = dict(zip(result.strategies, result.totals[:, : blocks * BLOCK_TRIALS], strict=True))
    usual = min(own, key=lambda name: float(own[name].mean()))
    return tuple(
        _scenario(name, experiment, own, usual, blocks, result.experiment.confidence)
        for name, experiment in scenarios.items()
    )


def _scenario(  # noqa: PLR0913, PLR0917  (one scenario beside the experiment)
    name: str,
    experiment: Experiment,
    own: Mapping[str, Floats],
    usual: str,
    blocks: int,
    confidence: float,
) -> Scenario:
    totals = costed(blocks, experiment)
    first = is_cheapest(totals)
    found = {
        each: Outlook(
            estimate.mean(total),
            estimate.quantiles(total, (confidence,))[0],
            estimate.share_of(first[place]),
            estimate.mean(total - own[each]) if each in own else None,
        )
        for place, (each, total) in enumerate(zip(experiment.strategies, totals, strict=True))
    }
    cheapest = min(found, key=lambda each: found[each].mean[0])
    return Scenario(name, found, cheapest, cheapest != usual)
