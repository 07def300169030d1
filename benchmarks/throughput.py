"""simtco against a plain numpy script of the same model: time and memory, as ratios.

    python benchmarks/throughput.py [--trials N] [--repeats R] [--workers W]

Each run has a process of its own, the two take turns, and the median of the ratios is printed:
below 1 means that simtco needs less. `work` is the time after the imports, from the experiment
file to every finding; `process` is the whole process with its imports; `memory` is the peak.
"""

import argparse
import os
import runpy
import statistics
import sys
import time
from pathlib import Path

from own_process import Spent, spent

HERE = Path(__file__).parent
REFERENCES = HERE.parent / "tests" / "reference"
BANDS = (0.1, 0.5, 0.9)
WORKLOADS = ("w1", "w2")


def main() -> None:
    parser = argparse.ArgumentParser(description="Time and memory against a plain numpy script.")
    parser.add_argument("--trials", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=7, help="pairs of runs")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="simtco's threads")
    parser.add_argument("--child", nargs=2, metavar=("WHO", "WORKLOAD"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        who, workload = options.child
        print(work(who, workload, options.trials, options.workers), file=sys.stderr)
        return
    print(f"{options.trials:,} trials, {options.workers} workers, simtco / plain script")
    print("            work  process  memory   (plain: seconds of work, MiB)")
    for workload in WORKLOADS:
        pairs = [
            (child("simtco", workload, options), child("plain", workload, options))
            for _ in range(options.repeats)
        ]
        plain = [each for _, each in pairs]
        seconds = statistics.median(each.work for each in plain)
        mebibytes = statistics.median(each.memory for each in plain) / 1024
        ratios = "".join(f"{ratio(pairs, key):8.3f}" for key in ("work", "process", "memory"))
        print(f"{workload:8}{ratios}   ({seconds:.2f} s, {mebibytes:.0f} MiB)", flush=True)


def ratio(pairs: list[tuple[Spent, Spent]], key: str) -> float:
    """Median over pairs of runs of simtco's share of what the plain script took."""
    return statistics.median(
        float(getattr(ours, key) / getattr(plain, key)) for ours, plain in pairs
    )


def child(who: str, workload: str, options: argparse.Namespace) -> Spent:
    """Run one workload in a process of its own."""
    command = [sys.executable, __file__, "--child", who, workload]
    command += ["--trials", str(options.trials), "--workers", str(options.workers)]
    return spent(command, f"{who} on {workload}")


def work(who: str, workload: str, trials: int, workers: int) -> float:
    """Seconds that one workload takes in this process, imports left out."""
    return _plain(workload, trials) if who == "plain" else _simtco(workload, trials, workers)


# Imports stand inside the functions: the parent stays small, and neither side pays for the other's.


def _plain(workload: str, trials: int) -> float:
    import numpy as np  # noqa: PLC0415

    np.random.default_rng()
    sys.argv = ["plain", str(trials)]
    begun = time.perf_counter()
    runpy.run_path(str(HERE / f"plain_{workload}.py"))
    return time.perf_counter() - begun


def _simtco(workload: str, trials: int, workers: int) -> float:
    import numpy as np  # noqa: PLC0415

    from simtco.engine.run import run  # noqa: PLC0415
    from simtco.files.load import load  # noqa: PLC0415
    from simtco.metrics.metric import comparisons, findings, metrics  # noqa: PLC0415

    metrics()
    begun = time.perf_counter()
    loaded = load(REFERENCES / f"{workload}.toml", {"simulation.trials": str(trials)})
    result = run(loaded.experiment, workers)
    print(findings(result), comparisons(result))
    if workload == "w2":
        print([np.quantile(month, BANDS) for path in result.cumulative for month in path])
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
