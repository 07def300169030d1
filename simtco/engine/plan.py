"""Experiment -> Blocks."""

from simtco.engine.block import Block
from simtco.files.experiment import Experiment


def plan(experiment: Experiment) -> list[Block]:
    """Blocks of a fixed size, numbered from 0; the size never depends on the workers."""
    return [Block(index) for index in range(experiment.simulation.blocks)]
