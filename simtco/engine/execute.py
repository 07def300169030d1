"""Batches -> Summaries, by whatever crew; nothing else of the engine knows of workers."""

from collections.abc import Iterator, Sequence
from typing import Any

from simtco.engine.block import Batch, Summary
from simtco.engine.crew import Crew
from simtco.engine.prepare import keep_freed_memory
from simtco.engine.simulate import simulate
from simtco.files.experiment import Experiment

_CALLS = 64  # of a run that workers far away share, at least
_MOST = 64  # blocks of such a call: a second's work, a few MB of answer


def execute(shared: Any, batches: Sequence[Batch], crew: Crew) -> Iterator[Summary]:
    """The summary of each batch, in their order; `shared` stands for the experiment."""
    most = _MOST // max((batch.blocks for batch in batches), default=_MOST) if crew.remote else 1
    some = max(min(len(batches) // _CALLS, most), 1)
    calls = ((shared, list(batches[at : at + some])) for at in range(0, len(batches), some))
    for summaries in crew.in_order(simulate_each, calls):
        yield from summaries


def simulate_each(experiment: Experiment, batches: Sequence[Batch]) -> list[Summary]:
    """What a worker does when it is called."""
    keep_freed_memory()
    return [simulate(experiment, batch) for batch in batches]
