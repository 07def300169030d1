"""What is done once before a run, so that batches need not do it again and again."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from simtco.files.experiment import Experiment

_FREED = 31 << 20  # bytes; a batch frees as much at most before it takes memory again


def keep_freed_memory() -> None:
    """Let the C library keep the memory of one batch for the next.

    glibc gives back to the system what is free beyond twice the largest array freed so far, and a
    page that comes anew costs as much as a thousand sums (mallopt(3), M_MMAP_THRESHOLD).
    """
    np.empty(_FREED, dtype=np.uint8)


def prepare(experiment: Experiment, workers: int) -> None:
    """Work out the tables that draws are read from, several at a time, and each of them once."""
    months = experiment.horizon_months
    words = list(experiment.variables.values())[::-1]  # shocks first: they take longest
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(lambda word: word.prepare(months), words):
            pass
