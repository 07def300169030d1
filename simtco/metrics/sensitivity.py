"""Which inputs move the cost."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.ranks import rank_scores
from simtco.metrics.shocks import shock_name

_BLOCKS = 8


@dataclass(frozen=True, slots=True)
class Driver:
    """How strongly one input moves a strategy: rank correlation with its TCO, from -1 to 1."""

    strategy: str
    input: str
    rank_correlation: float
    standard_error: float | None


def sensitivity(result: Result) -> list[Driver]:
    """Spearman's rank correlation of every input with every TCO, the strongest first.

    Taken over the first 32,768 futures; an input that a strategy never draws stands near 0. A shock
    whose size is no variable stands by its money, with the strategy that bears it.
    """
    count = min(_BLOCKS, result.blocks)
    span = count * BLOCK_TRIALS
    inputs = rank_scores(result.inputs[:, :span])
    totals = rank_scores(result.totals[:, :span])
    blocks = np.einsum("ibn,sbn->sib", inputs, totals) / BLOCK_TRIALS
    drivers = [
        Driver(strategy, name, float(each.mean()), estimate.standard_error(each))
        for strategy, rows in zip(result.strategies, blocks, strict=True)
        for name, each in zip(result.input_names, rows, strict=True)
    ]
    for key, money in zip(result.shock_keys, result.shocks, strict=True):
        if (name := shock_name(key)) not in result.input_names:
            (scores,) = rank_scores(money[None, :span])
            total = totals[result.strategies.index(key.strategy)]
            each = (scores * total).mean(axis=1)
            drivers.append(
                Driver(key.strategy, name, float(each.mean()), estimate.standard_error(each))
            )
    return sorted(drivers, key=lambda driver: -abs(driver.rank_correlation))
