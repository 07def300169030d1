"""Experiment -> Batches of blocks."""

from simtco.engine.block import Batch
from simtco.files.experiment import BLOCK_TRIALS, Experiment

_SIZES = (8, 4, 2, 1)  # numpy calls over 32,768 trials last long enough for threads to overlap
_NUMBERS = 1 << 24  # uniform numbers of a batch at most, 128 MiB


def plan(experiment: Experiment) -> list[Batch]:
    """Every block once, in batches whose size never depends on the workers."""
    widest = max(len(experiment.variables), experiment.horizon_months, 1)
    fitting = (size for size in _SIZES if size * widest * BLOCK_TRIALS <= _NUMBERS)
    size = next(fitting, 1)
    blocks = experiment.simulation.blocks
    return [Batch(first, min(size, blocks - first)) for first in range(0, blocks, size)]
