"""Experiment -> Result: plan, execute, merge in the order of the blocks."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from simtco.engine.block import Batch, Result, Summary
from simtco.engine.crew import Crew, at_work
from simtco.engine.execute import execute
from simtco.engine.limits import refuse_what_cannot_fit
from simtco.engine.merge import Merger
from simtco.engine.plan import checkpoints, plan
from simtco.engine.prepare import prepare
from simtco.engine.unfinished import Unfinished
from simtco.files.experiment import BLOCK_TRIALS, Experiment

Progress = Callable[[int, int], None]


def run(
    experiment: Experiment,
    workers: int | Crew | None = None,
    progress: Progress | None = None,
    unfinished: Unfinished | None = None,
) -> Result:
    """Simulate every trial of an experiment; the result does not depend on the workers.

    With `trials = "auto"`, every trial is as many as its ceiling. `workers` are so many threads, or
    a crew. `progress` is told how many of how many trials are done. `unfinished` keeps what is
    done, so that it need not be done again.

    Raises:
        CrewError: the crew cannot do the work.

        ExperimentError: it needs more memory than there is.

    """
    *_, result = growing(experiment, workers, progress, unfinished)
    return result


def growing(
    experiment: Experiment,
    workers: int | Crew | None = None,
    progress: Progress | None = None,
    unfinished: Unfinished | None = None,
) -> Iterator[Result]:
    """The result at each checkpoint, of more and more blocks; see `run`."""
    batches = plan(experiment)
    merger = Merger(experiment)
    with at_work(workers) as crew:
        here = (os.cpu_count() or 1) if crew.remote else crew.size()
        refuse_what_cannot_fit(experiment, here)
        prepare(experiment, here)
        shared = crew.share(experiment)
        for blocks in checkpoints(experiment):
            stage = [b for b in batches if merger.blocks <= b.first < blocks]
            for summary in _summaries(shared, stage, crew, unfinished):
                merger.add(summary)
                if progress is not None:
                    progress(merger.trials, blocks * BLOCK_TRIALS)
            yield merger.result()


def _summaries(
    shared: Any, batches: Sequence[Batch], crew: Crew, unfinished: Unfinished | None
) -> Iterator[Summary]:
    """First what an earlier run left, then the rest."""
    if unfinished is None:
        yield from execute(shared, batches, crew)
        return
    missing = []
    for batch in batches:
        kept = unfinished.read(batch)
        if kept is None:
            missing.append(batch)
        else:
            yield kept
    for summary in execute(shared, missing, crew):
        unfinished.keep(summary)
        yield summary
