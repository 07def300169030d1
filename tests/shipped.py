"""The shipped experiments, each simulated once in a session, item by item."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np

from simtco.engine.block import Batch, Plan
from simtco.engine.ledger import present_value
from simtco.engine.sampling import Draws
from simtco.engine.simulate import base_estimate, discount_factors
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.words.arrays import Floats
from simtco.words.demand import Load
from simtco.words.strategy import Scene

FOLDER = Path(__file__).parent.parent / "experiments"
BLOCKS = Batch(0, 4)
"""16,384 futures."""


@dataclass(frozen=True)
class Futures:
    """What an experiment costs in 16,384 futures.

    items (N,) by strategy and item, over the horizon; readings (N,) by strategy and name; inputs
    (N,) by name.
    """

    experiment: Experiment
    items: dict[str, dict[str, Floats]]
    readings: dict[str, dict[str, Floats]]
    plans: dict[str, Plan]
    inputs: dict[str, Floats]
    load: Load | None

    def total(self, strategy: str) -> Floats:
        """TCO (N,) of a strategy."""
        return np.asarray(sum(self.items[strategy].values()))

    def month(self, strategy: str, *items: str) -> Floats:
        """Cost a month (N,) of some items of a strategy, of all where none is named."""
        costs = self.items[strategy]
        chosen = [costs[item] for item in items] if items else list(costs.values())
        return np.asarray(sum(chosen) / self.experiment.horizon_months)

    def of_categories(self, strategy: str, categories: Collection[str]) -> list[str]:
        """The items of a strategy that are booked under one of the categories."""
        items = self.experiment.strategies[strategy].items(self.experiment.strategies)
        return [item.name for item in items if item.category in categories]


@cache
def futures(stem: str, *changes: tuple[str, str]) -> Futures:
    """Simulate an experiment, with (key, value) pairs laid over it as `--set` does."""
    experiment = load(FOLDER / f"{stem}.toml", dict(changes)).experiment
    world = Draws(experiment, BLOCKS)
    load_ = experiment.demand.load(world) if experiment.demand else None
    scene = Scene(world, load_, experiment.strategies)
    discount = discount_factors(experiment)
    return Futures(
        experiment,
        {
            name: {
                item.name: present_value(cash, discount, BLOCKS.trials)
                for item, cash in chain(strategy.planned(scene), strategy.shaken(scene))
            }
            for name, strategy in experiment.strategies.items()
        },
        {
            name: {
                reading.name: np.broadcast_to(values, BLOCKS.trials)
                for reading, values in strategy.readings(scene)
            }
            for name, strategy in experiment.strategies.items()
        },
        base_estimate(experiment),
        dict(zip(experiment.variables, world.inputs(), strict=True)),
        load_,
    )
