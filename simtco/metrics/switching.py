"""What the right to switch is worth, and at which threshold it is worth most."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from simtco.engine.block import Batch, Result
from simtco.engine.sampling import Draws
from simtco.engine.simulate import discount_factors, scene_of
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats
from simtco.words.outlay import joined, outlay
from simtco.words.strategies.switching import Switching

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


@lru_cache(maxsize=1)
def switches(result: Result) -> tuple[Switch, ...]:
    """Every switching strategy against the strategy that it starts with."""
    return tuple(
        _switch(result, name, strategy)
        for name, strategy in result.experiment.strategies.items()
        if isinstance(strategy, Switching)
    )


def _switch(result: Result, name: str, strategy: Switching) -> Switch:
    stays = result.total(strategy.start)
    saves = estimate.mean(stays - result.total(name))
    tried = strategy.trigger.tried(result.experiment.horizon_months)
    blocks = min(_BLOCKS, result.blocks)
    if not tried or blocks < 2:
        return Switch(name, saves, (), (), None, None)
    rivals = [strategy.with_trigger(strategy.trigger.at(value)) for value in tried]
    totals = np.concatenate([_totals(result, rivals, block) for block in range(blocks)], axis=1)
    saved = stays[: totals.shape[1]] - totals
    half = blocks // 2 * BLOCK_TRIALS
    savings = tuple(estimate.mean(row) for row in saved[:, :half])
    best = int(np.argmax([mean for mean, _ in savings]))
    return Switch(name, saves, tried, savings, tried[best], estimate.mean(saved[best, half:]))


def _totals(result: Result, rivals: list[Switching], block: int) -> Floats:
    """TCO (R, N) of strategies that differ by their triggers alone, in one block."""
    experiment = result.experiment
    scene = scene_of(experiment, Draws(experiment, Batch(block)))
    discount = discount_factors(experiment)
    first, other = (
        outlay(scene, chain(word.planned(scene), word.shaken(scene)), launched=launched)
        for word, launched in (
            (experiment.strategies[rivals[0].start], False),
            (experiment.strategies[rivals[0].to], True),
        )
    )
    totals = []
    for rival in rivals:
        when = rival.timeline(scene)
        start, months = joined(first, other, when)
        moved = outlay(scene, rival.moving(scene.world, when), launched=True)
        totals.append(start + moved.start + discount @ (months + moved.calendar))
    return np.stack(totals)
