"""What a run will need, before it begins: memory and time.

The parts of the sum are what the engine keeps and what a worker holds at once; the counts of arrays
beside them were measured, and a test holds the sum against measured peaks.
"""

import contextlib
import time
from pathlib import Path

from simtco.engine.block import Batch
from simtco.engine.plan import plan
from simtco.engine.simulate import TRACED_BLOCKS, item_keys, simulate
from simtco.files.experiment import BLOCK_TRIALS, Experiment
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.words.arrays import month_type
from simtco.words.wording import figure

_NUMBER = 8  # bytes
_PROCESS = 250 << 20  # Python with the libraries and the figures of a report
_TABLE = 128 << 10  # that the draws of a number are read off
_KEPT_FREE = 32 << 20  # what a run has the C library keep for the next batch
_BESIDE, _OF_DEMAND = 4, 30  # arrays (M, N) that a worker holds beside each strategy's own
_OF_REPORT = 14  # arrays (S, T) while a report is worked out
_SHARE = 0.9  # of the free memory that a run may take
_LONG_BLOCKS = 256  # a run of fewer is not timed
_LONG_SECONDS = 300.0
_MEMORY, _LIMIT, _USED = (
    Path("/proc/meminfo"),
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory.current"),
)


def memory(experiment: Experiment, workers: int) -> int:
    """Bytes that a run and its report will need at most, the process itself left out."""
    strategies, months = len(experiment.strategies), experiment.horizon_months
    blocks = experiment.simulation.blocks
    trials, traced = blocks * BLOCK_TRIALS, min(blocks, TRACED_BLOCKS) * BLOCK_TRIALS
    items = len(item_keys(experiment))
    future = _NUMBER + month_type(months).itemsize
    totals = trials * strategies * future + blocks * items * _NUMBER
    rows = len(experiment.variables) + items + strategies * months
    trace = traced * rows * _NUMBER
    batches = sorted(batch.trials for batch in plan(experiment))
    beside = _BESIDE + (_OF_DEMAND if experiment.demand else 0)
    held = months * (strategies + beside) + 2 * len(experiment.variables)
    working = sum(batches[-workers:]) * held * _NUMBER
    reporting = (_OF_REPORT * trials * strategies + _BESIDE * batches[-1] * months) * _NUMBER
    tables = len(experiment.variables) * _TABLE
    return _KEPT_FREE + tables + totals + trace + max(trace, working, reporting)


def free_memory() -> int | None:
    """Bytes that this process may still take, by what the system says of itself; None: unknown."""
    found = []
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = _MEMORY.read_text(encoding="ascii").splitlines()
        said = next(line for line in lines if line.startswith("MemAvailable:"))
        found.append(int(said.split()[1]) << 10)
    with contextlib.suppress(OSError, ValueError):  # "max" where a container sets no limit
        limit, used = (int(file.read_text(encoding="ascii")) for file in (_LIMIT, _USED))
        found.append(max(limit - used, 0))
    return min(found, default=None)


def refuse_what_cannot_fit(experiment: Experiment, workers: int) -> None:
    """Refuse a run that needs more memory than there is.

    Raises:
        ExperimentError: it does; the message says how many trials would fit.

    """
    free = free_memory()
    if free is None or _fits(experiment, workers, free):
        return
    needed = _PROCESS + memory(experiment, workers)
    key, most = experiment.simulation.longest
    trials = most
    while trials > BLOCK_TRIALS and not _fits(_with_trials(experiment, trials), workers, free):
        trials //= 2
    smaller = _with_trials(experiment, trials)
    remedy = (
        f"{trials:_} trials fit"
        if _fits(smaller, workers, free)
        else "cost fewer strategies or fewer months at once, or run it with --workers 1"
    )
    message = (
        f"{key} = {most:_} need about {_size(needed)} of memory, and "
        f"{_size(free)} are free; {remedy}"
    )
    raise ExperimentError([Problem(Place(f"simulation.{key}"), key, message)])


def slow(experiment: Experiment, workers: int) -> str | None:
    """What to say of a run that will take minutes, by the time of its first block; else nothing."""
    blocks = experiment.simulation.blocks
    if blocks < _LONG_BLOCKS or experiment.simulation.trials == "auto":
        return None
    began = time.perf_counter()
    simulate(experiment, Batch(0))
    seconds = (time.perf_counter() - began) * blocks / workers
    if seconds < _LONG_SECONDS:
        return None
    minutes = figure(seconds / 60.0, 2).removesuffix(".0")
    return (
        f"{experiment.simulation.longest[1]:,} trials will take about {minutes} minutes here; a "
        "quarter of the trials takes a quarter of the time and doubles the standard errors"
    )


def _fits(experiment: Experiment, workers: int, free: int) -> bool:
    return memory(experiment, workers) <= _SHARE * free


def _with_trials(experiment: Experiment, trials: int) -> Experiment:
    simulation = experiment.simulation.model_copy(update={"trials": trials})
    return experiment.model_copy(update={"simulation": simulation})


def _size(count: int) -> str:
    return f"{figure(count / 2**30, 2)} GiB"
