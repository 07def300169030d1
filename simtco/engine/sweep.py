"""Every strategy at every point of a sweep, in the same futures."""

from collections.abc import Callable, Iterable

import numpy as np

from simtco.engine.block import Sweep
from simtco.engine.crew import Crew, at_work
from simtco.engine.plan import first
from simtco.engine.simulate import alone
from simtco.files.experiment import Experiment
from simtco.files.load import Along
from simtco.words.arrays import Floats

MOST_BLOCKS = 16
"""Futures of a sweep at most: 65,536, in whole blocks."""
_BLOCKS_OF_A_RUN, _BLOCKS_OF_A_MAP = 8, 2


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
    own, totals = along.experiments[0], []
    most = min(blocks, MOST_BLOCKS)
    with at_work(workers) as crew:
        for each in crew.in_order(costed, ((most, point) for point in along.experiments)):
            totals.append(each)
            if progress is not None:
                progress(len(totals), len(along.experiments))
    return Sweep(
        along.axes,
        tuple(own.strategies),
        own.reference_strategy,
        own.currency,
        np.stack(totals),
    )


def sweeps(asked: Iterable[Along], workers: int | Crew | None = None) -> tuple[Sweep, ...]:
    """What a file asks for, `Loaded.sweeps`: in the first 32,768 futures, a map in 8,192.

    Raises:
        CrewError: the crew cannot do the work.

    """
    return tuple(
        sweep(each, _BLOCKS_OF_A_RUN if len(each.axes) == 1 else _BLOCKS_OF_A_MAP, workers)
        for each in asked
    )


def costed(blocks: int, experiment: Experiment) -> Floats:
    """TCO (S, N) of every strategy of an experiment in its first blocks."""
    strategies = tuple(experiment.strategies.values())
    parts = [alone(experiment, strategies, batch) for batch in first(experiment, blocks)]
    return np.concatenate(parts, axis=1)
