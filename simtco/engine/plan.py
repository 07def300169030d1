"""Experiment -> Batches of blocks, and how many of them are looked at."""

from collections.abc import Iterator

from simtco.engine.block import Batch
from simtco.files.experiment import BLOCK_TRIALS, Experiment

_SIZES = (32, 16, 8, 4, 2, 1)  # the more trials a numpy call takes, the better threads overlap
_FIRST = 8  # blocks of the first batch at most; they grow so that each checkpoint ends one
_FIRST_LOOK = 16  # blocks; the spread of fewer says too little of its own
_NUMBERS = 1 << 24  # draws of a batch at most, 128 MiB
_MONEY = 384 * BLOCK_TRIALS  # money over time of one cost in a batch at most, 12 MiB


def plan(experiment: Experiment) -> list[Batch]:
    """Every block once, in batches whose size never depends on the workers."""
    inputs, months = max(len(experiment.variables), 1), experiment.horizon_months
    most = min(_NUMBERS // inputs, _MONEY // months)
    size = next((size for size in _SIZES if size * BLOCK_TRIALS <= most), 1)
    blocks = experiment.simulation.blocks
    found, start = [], 0
    while start < blocks:
        found.append(Batch(start, min(size, max(start, _FIRST), blocks - start)))
        start += found[-1].blocks
    return found


def first(experiment: Experiment, blocks: int) -> Iterator[Batch]:
    """The batches of the first so many blocks, or of all where fewer."""
    for batch in plan(experiment):
        if batch.first < blocks:
            yield Batch(batch.first, min(batch.blocks, blocks - batch.first))


def checkpoints(experiment: Experiment) -> Iterator[int]:
    """Numbers of blocks at which a run may stop: the last alone, but with `trials = "auto"`.

    They double, from as many as a default run has: the fewer looks, the less a lucky one counts.
    """
    blocks = experiment.simulation.blocks
    look = _FIRST_LOOK
    while experiment.simulation.trials == "auto" and look < blocks:
        yield look
        look *= 2
    yield blocks
