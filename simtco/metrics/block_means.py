"""Means over each block, the grains from which every standard error is worked out."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats

MOST_AT_ONCE = 64 * BLOCK_TRIALS
"""Trials that are worked on at once: so few that caches hold them, so many that threads overlap."""

_LANES = 128  # flags that are added up side by side in bytes, which hold 255

Flags = NDArray[np.bool_]
Values = Floats | Flags
Part = Callable[[slice | NDArray[np.intp]], Values]
"""What gives the values of some trials, by their places."""


def block_means(trials: int, parts: Callable[[slice], Sequence[Values]]) -> Floats:
    """Means (K, B) over each block of several values (K, T), given for some trials at a time."""
    found = [[_means(part) for part in parts(span)] for span in spans(trials)]
    return np.concatenate(found, axis=1)


def spans(trials: int) -> Iterator[slice]:
    """All trials, whole blocks at a time."""
    for start in range(0, trials, MOST_AT_ONCE):
        yield slice(start, min(start + MOST_AT_ONCE, trials))


def counted(flags: Flags) -> NDArray[np.intp]:
    """How many flags (..., T) of each block (..., B) are set."""
    words = np.ascontiguousarray(flags).view(np.uint64).reshape(-1, _LANES)
    blocks = flags.shape[-1] // BLOCK_TRIALS
    rows = words.sum(axis=1).view(np.uint8).reshape(*flags.shape[:-1], blocks, -1)
    return np.asarray(rows.sum(axis=-1, dtype=np.intp))


def _means(values: Values) -> Floats:
    if values.dtype == np.bool_:
        return counted(values.view(np.bool_)) / BLOCK_TRIALS
    return np.asarray(values.reshape(-1, BLOCK_TRIALS).mean(axis=1))
