"""Experiment -> Batches of blocks."""

from simtco.engine.block import Batch
from simtco.files.experiment import BLOCK_TRIALS, Experiment

_BLOCKS = 8  # numpy calls over 32,768 trials last long enough for threads to run side by side
_NUMBERS = 1 << 24  # uniform numbers of a batch at most, 128 MiB


def plan(experiment: Experiment) -> list[Batch]:
    """Every block once, in batches whose size never depends on the workers."""
    widest = max(len(experiment.variables), experiment.horizon_months, 1)
    size = max(1, min(_BLOCKS, _NUMBERS // (widest * BLOCK_TRIALS)))
    blocks = experiment.simulation.blocks
    return [Batch(first, min(size, blocks - first)) for first in range(0, blocks, size)]
