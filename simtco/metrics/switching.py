"""What the right to switch is worth, and at which threshold it is worth most."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Batch, Result
from simtco.engine.simulate import alone
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.words.strategies.switching import Switching

_FACTORS = np.geomspace(0.25, 4.0, 13)
_BLOCKS = 8


@dataclass(frozen=True, slots=True)
class Switch:
    """What a switching strategy saves over never switching, in the experiment's currency.

    saves: mean saving with the stated trigger; thresholds and savings: the same for other
    thresholds, on half of the futures; best: the threshold that saves most there, and what it
    saves in the other half, so that luck does not choose and value alike.
    """

    strategy: str
    saves: Estimate
    thresholds: tuple[float, ...]
    savings: tuple[Estimate, ...]
    best: float | None
    best_saves: Estimate | None


def switches(result: Result) -> list[Switch]:
    """Every switching strategy against the strategy that it starts with."""
    return [
        _switch(result, name, strategy)
        for name, strategy in result.experiment.strategies.items()
        if isinstance(strategy, Switching)
    ]


def _switch(result: Result, name: str, strategy: Switching) -> Switch:
    stays = result.total(strategy.start)
    saves = estimate.mean(stays - result.total(name))
    threshold = strategy.trigger.threshold
    blocks = min(_BLOCKS, result.blocks)
    if threshold is None or blocks < 2:
        return Switch(name, saves, (), (), None, None)
    tried = tuple(float(factor * threshold) for factor in _FACTORS)
    rivals = [strategy.with_trigger(strategy.trigger.at(value)) for value in tried]
    totals = alone(result.experiment, rivals, Batch(0, blocks))
    saved = stays[: totals.shape[1]] - totals
    half = blocks // 2 * BLOCK_TRIALS
    savings = tuple(estimate.mean(row) for row in saved[:, :half])
    best = int(np.argmax([mean for mean, _ in savings]))
    return Switch(name, saves, tried, savings, tried[best], estimate.mean(saved[best, half:]))
