"""Experiment -> Result: plan, execute, merge in the order of the blocks."""

import os

import numpy as np

from simtco.engine.block import Result
from simtco.engine.execute import Progress, execute
from simtco.engine.limits import refuse_what_cannot_fit
from simtco.engine.plan import plan
from simtco.engine.prepare import prepare
from simtco.engine.simulate import base_estimate, item_keys
from simtco.files.experiment import BLOCK_TRIALS, Experiment


def run(
    experiment: Experiment, workers: int | None = None, progress: Progress | None = None
) -> Result:
    """Simulate an experiment; the result does not depend on the number of workers.

    `progress` is told how many of how many trials are done.

    Raises:
        ExperimentError: it needs more memory than there is.

    """
    workers = workers or os.cpu_count() or 1
    refuse_what_cannot_fit(experiment, workers)
    prepare(experiment, workers)
    batches = plan(experiment)
    strategies = tuple(experiment.strategies)
    keys = item_keys(experiment)
    trials = experiment.simulation.blocks * BLOCK_TRIALS
    totals = np.empty((len(strategies), trials))
    break_even = np.empty((len(strategies), trials), dtype=np.int16)
    items = np.empty((experiment.simulation.blocks, len(keys)))
    traces = []
    for summary in execute(experiment, batches, workers):
        first, last = summary.batch.numbers.start, summary.batch.numbers.stop
        span = slice(first * BLOCK_TRIALS, last * BLOCK_TRIALS)
        totals[:, span] = summary.totals
        break_even[:, span] = summary.break_even
        items[first:last] = summary.items
        if summary.trace is not None:
            traces.append(summary.trace)
        if progress is not None:
            progress(span.stop, trials)
    return Result(
        experiment=experiment,
        strategies=strategies,
        totals=totals,
        break_even=break_even,
        item_keys=keys,
        items=items,
        input_names=tuple(experiment.variables),
        inputs=np.concatenate([trace.inputs for trace in traces], axis=1),
        shocks=np.concatenate([trace.shocks for trace in traces], axis=1),
        cumulative=np.concatenate([trace.cumulative for trace in traces], axis=2),
        readings={
            key: np.concatenate([trace.readings[key] for trace in traces])
            for key in traces[0].readings
        },
        plans=base_estimate(experiment),
    )
