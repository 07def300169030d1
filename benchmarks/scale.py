"""How time and memory grow with the number of trials: three strategies over 24 months.

    python benchmarks/scale.py [--trials N ...] [--workers W] [--repeats R]

Each run has a process of its own, from the experiment file to every finding. The experiment is W2
(tests/reference/w2.toml) with a third strategy, self-hosting with incidents half as dear again.
`exponent` is the slope of log time over log trials, from the fewest to the most; at most 1 means
that a trial gets no dearer. `memory` is the peak of the process, its imports among it.
"""

import argparse
import math
import os
import statistics
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

from own_process import Spent, spent

W2 = Path(__file__).parent.parent / "tests" / "reference" / "w2.toml"
TRIALS = (100_000, 1_000_000, 10_000_000)
LIMIT = 600
"""MiB at the most trials."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Growth of time and memory with trials.")
    parser.add_argument("--trials", type=int, nargs="+", default=TRIALS)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--repeats", type=int, default=1, help="runs of each, their median counts")
    parser.add_argument("--child", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(work(options.child, options.trials[0], options.workers), file=sys.stderr)
        return
    print(f"{'trials':>12}{'work, s':>10}{'process, s':>12}{'memory, MiB':>13}")
    grown = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "three.toml"
        file.write_text(three_strategies(), "utf-8")
        for trials in sorted(options.trials):
            runs = [child(file, trials, options.workers) for _ in range(options.repeats)]
            seconds = statistics.median(each.work for each in runs)
            process = statistics.median(each.process for each in runs)
            memory = statistics.median(each.memory for each in runs) / 1024
            grown.append((trials, seconds))
            print(f"{trials:12,}{seconds:10.2f}{process:12.2f}{memory:13.0f}", flush=True)
    (few, short), *_, (many, long) = grown
    print(f"exponent {math.log(long / short) / math.log(many / few):.2f}, at most 1.00 is wanted")
    print(f"memory {memory:.0f} MiB, at most {LIMIT} is wanted")


def three_strategies() -> str:
    """W2 as TOML, with a third strategy."""
    text = W2.read_text("utf-8")
    tables: dict[str, Any] = tomllib.loads(text)["strategies"]["self_hosted"]
    copied = text[text.index("[strategies.self_hosted.") :]
    third = copied.replace("[strategies.self_hosted.", "[strategies.dearer_incidents.")
    median = tables["shocks"]["incidents"]["severity"]["p50"]
    return text + "\n" + third.replace("p50 = 4_000", f"p50 = {1.5 * median:.0f}")


def child(file: Path, trials: int, workers: int) -> Spent:
    """A run in a process of its own."""
    command = [sys.executable, __file__, "--child", str(file)]
    command += ["--trials", str(trials), "--workers", str(workers)]
    return spent(command, f"{trials:,} trials")


def work(file: Path, trials: int, workers: int) -> float:
    """Seconds from the experiment file to every finding, imports left out."""
    from simtco.engine.run import run  # noqa: PLC0415  (the parent stays small)
    from simtco.files.load import load  # noqa: PLC0415
    from simtco.metrics.metric import comparisons, findings, metrics  # noqa: PLC0415

    metrics()
    begun = time.perf_counter()
    result = run(load(file, {"simulation.trials": str(trials)}).experiment, workers)
    print(findings(result), comparisons(result))
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
