"""What an experiment says that single months cost."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

import numpy as np

from simtco.engine.plan import first
from simtco.engine.sampling import Draws
from simtco.engine.simulate import TRACED_BLOCKS, scene_of
from simtco.files.experiment import Experiment
from simtco.words.arrays import Floats


@dataclass(frozen=True, eq=False)
class Forecast:
    """Cost (M, N) of each month of a strategy in each future, not discounted.

    What is paid before month 1 is left out: `before` is its mean.
    """

    strategy: str
    categories: tuple[str, ...]
    currency: str
    monthly: Floats
    before: float


def forecast(experiment: Experiment, strategy: str, categories: Collection[str]) -> Forecast:
    """Draw the first futures of an experiment, 65,536 at most; no categories: all of them."""
    word = experiment.strategies[strategy]
    kept = {
        item.name
        for item in word.items(experiment.strategies)
        if not categories or item.category in categories
    }
    parts, before = [], []
    for batch in first(experiment, TRACED_BLOCKS):
        scene = scene_of(experiment, Draws(experiment, batch))
        months = np.zeros((experiment.horizon_months, batch.trials))
        start = np.zeros(batch.trials)
        for item, cash in chain(word.planned(scene), word.shaken(scene)):
            if item.name in kept:
                months += cash.months
                start += cash.start
        parts.append(months)
        before.append(start)
    return Forecast(
        strategy,
        tuple(sorted(categories)),
        experiment.currency,
        np.concatenate(parts, axis=1),
        float(np.concatenate(before).mean()),
    )
