"""What a Dask cluster on this machine costs beside threads, and how both scale.

    python benchmarks/cluster.py [FILE] [--trials N] [--repeats R]

Each backend runs the same experiment with 1 worker and with as many as there are processors. The
overhead is the time on Dask over that of threads at as many workers, less 1; what it takes to start
the cluster is no part of it and stands beside it.
"""

import argparse
import os
import statistics
import time
from pathlib import Path

from simtco.engine.crew import Backend, Crew, crew
from simtco.engine.run import run
from simtco.files.experiment import Experiment
from simtco.files.load import load

CHATBOT = Path(__file__).parent.parent / "experiments" / "support_chatbot.toml"
WARM = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description="Dask beside threads.")
    parser.add_argument("file", nargs="?", type=Path, default=CHATBOT)
    parser.add_argument("--trials", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    asked = load(options.file, {"simulation.trials": str(options.trials)}).experiment
    warm = load(options.file, {"simulation.trials": str(WARM)}).experiment
    counts = sorted({1, os.cpu_count() or 1})
    took = {
        (backend, count): timed(backend, count, asked, warm, options.repeats)
        for count in counts
        for backend in ("threads", "dask")
    }
    print(f"{options.file.stem}, {options.trials:,} trials, median of {options.repeats}")
    print(f"{'workers':>8}{'threads, s':>12}{'dask, s':>10}{'overhead':>10}{'start, s':>10}")
    for count in counts:
        (threads, _), (dask, start) = took["threads", count], took["dask", count]
        print(f"{count:8}{threads:12.1f}{dask:10.1f}{dask / threads - 1:10.1%}{start:10.1f}")
    for backend in ("threads", "dask"):
        gain = took[backend, counts[0]][0] / took[backend, counts[-1]][0]
        print(f"{backend}: {counts[-1]} workers are {gain:.2f} times as fast as 1")
    seconds = took["dask", counts[-1]][0] * counts[-1] / options.trials
    print(f"1e9 trials: {seconds * 1e9 / 3600:.1f} hours of one processor, on Dask")


def timed(
    backend: Backend, count: int, asked: Experiment, warm: Experiment, repeats: int
) -> tuple[float, float]:
    """Median seconds of a run with workers that have begun, and the seconds that they took to."""
    began = time.perf_counter()
    with crew(backend, count) as workers:
        started = time.perf_counter() - began
        run(warm, workers)
        return statistics.median(once(asked, workers) for _ in range(repeats)), started


def once(asked: Experiment, workers: Crew) -> float:
    began = time.perf_counter()
    run(asked, workers)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
