"""What strategies cost along a key, in the same futures at every point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from simtco.engine.block import Batch
from simtco.engine.crew import Crew, at_work
from simtco.engine.plan import plan
from simtco.engine.simulate import alone
from simtco.files.axis import Axis
from simtco.files.experiment import Experiment
from simtco.files.load import Along, Loaded
from simtco.metrics import estimate
from simtco.metrics.cheapest import is_cheapest
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

MOST_BLOCKS = 16
"""Futures of a sweep at most: 65,536, in whole blocks."""
SHARES = (0.1, 0.5, 0.9)
_BLOCKS_OF_A_RUN, _BLOCKS_OF_A_MAP = 8, 2


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """TCO along one or two axes: totals (P, S, N), points P in the order of the axes' product."""

    axes: tuple[Axis, ...]
    strategies: tuple[str, ...]
    reference: str
    currency: str
    totals: Floats

    @property
    def others(self) -> tuple[str, ...]:
        """The strategies that are compared with the reference."""
        return tuple(name for name in self.strategies if name != self.reference)

    @property
    def points(self) -> tuple[tuple[float, ...], ...]:
        """What the keys hold at each point."""
        return tuple(product(*(axis.values for axis in self.axes)))

    def total(self, strategy: str) -> Floats:
        """TCO (P, N) of a strategy at each point."""
        return np.asarray(self.totals[:, self.strategies.index(strategy)])

    def difference(self, strategy: str) -> Floats:
        """Strategy less reference (P, N) in the same futures."""
        return self.total(strategy) - self.total(self.reference)


@dataclass(frozen=True, slots=True)
class At:
    """A strategy at one point: mean, P10, P50 and P90, how often it is the cheapest, and the loss.

    p_cheaper is the share of futures in which it costs less than the reference, whose own is None.
    regret is the expected loss: what it costs more, on average, than the cheapest of each future.
    The least of a point is what knowing the future is worth there (EVPI).
    """

    mean: Estimate
    levels: tuple[Estimate, ...]
    p_cheapest: Estimate
    p_cheaper: Estimate | None
    regret: Estimate


def sweep(
    along: Along,
    blocks: int = MOST_BLOCKS,
    workers: int | Crew | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Cost every strategy at every point in the first so many blocks, or all where fewer.

    `workers` are so many threads, or a crew; each costs a point at a time, and no number depends on
    them.

    Raises:
        CrewError: the crew cannot do the work.

    """
    first, totals = along.experiments[0], []
    most = min(blocks, MOST_BLOCKS)
    with at_work(workers) as crew:
        for each in crew.in_order(costed, ((most, point) for point in along.experiments)):
            totals.append(each)
            if progress is not None:
                progress(len(totals), len(along.experiments))
    return Sweep(
        along.axes,
        tuple(first.strategies),
        first.reference_strategy,
        first.currency,
        np.stack(totals),
    )


def sweeps(loaded: Loaded, workers: int | Crew | None = None) -> tuple[Sweep, ...]:
    """Every sweep that a file asks for: in its first 32,768 futures, a map in its first 8,192."""
    return tuple(
        sweep(each, _BLOCKS_OF_A_RUN if len(each.axes) == 1 else _BLOCKS_OF_A_MAP, workers)
        for each in loaded.sweeps
    )


@lru_cache(maxsize=4)
def points(swept: Sweep) -> tuple[Mapping[str, At], ...]:
    """What is found of every strategy, point by point."""
    return tuple(
        {name: at(swept, place, name) for name in swept.strategies}
        for place in range(len(swept.totals))
    )


def frontier(swept: Sweep) -> tuple[str, ...]:
    """The strategy of least mean, which is that of least expected loss, at each point."""
    least = np.argmin(swept.totals.mean(axis=2), axis=1)
    return tuple(swept.strategies[place] for place in least)


def at(swept: Sweep, point: int, strategy: str) -> At:
    """What is found of a strategy at one point."""
    totals = swept.totals[point]
    place = swept.strategies.index(strategy)
    compared = strategy != swept.reference
    return At(
        estimate.mean(totals[place]),
        tuple(estimate.quantiles(totals[place], SHARES)),
        estimate.mean(is_cheapest(totals)[place]),
        estimate.mean(swept.difference(strategy)[point] < 0) if compared else None,
        estimate.mean(totals[place] - totals.min(axis=0)),
    )


def costed(blocks: int, experiment: Experiment) -> Floats:
    """TCO (S, N) of every strategy of an experiment in its first blocks."""
    batches = [
        Batch(each.first, min(each.blocks, blocks - each.first))
        for each in plan(experiment)
        if each.first < blocks
    ]
    strategies = tuple(experiment.strategies.values())
    return np.concatenate([alone(experiment, strategies, b) for b in batches], axis=1)
