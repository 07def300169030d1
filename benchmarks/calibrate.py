"""How long `simtco calibrate` takes over a log, beside pandas alone reading it.

    python benchmarks/calibrate.py [--rows N] [--repeats R]

Prints a Markdown table. The log is synthetic: a line a request, in the canonical columns. Each side
runs in a process of its own, in turns, imports and all; `ratio` is the median of calibrate over
pandas.read_csv.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

READ = "import pandas, sys; pandas.read_csv(sys.argv[1])"
CALIBRATE = "from simtco.cli.main import main; main()"


def main() -> None:
    parser = argparse.ArgumentParser(description="calibrate over pandas' own reading time")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        synthetic(said.rows).to_csv(log, index=False)
        sides = {
            "pandas.read_csv": [sys.executable, "-c", READ, str(log)],
            "simtco calibrate": [sys.executable, "-c", CALIBRATE, "calibrate", str(log)],
        }
        spent: dict[str, list[float]] = {name: [] for name in sides}
        for _ in range(said.repeats):
            for name, command in sides.items():
                begun = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                spent[name].append(time.perf_counter() - begun)
    read, calibrated = (statistics.median(spent[name]) for name in sides)
    print("| rows | pandas.read_csv, s | simtco calibrate, s | ratio |\n|---:|---:|---:|---:|")
    print(f"| {said.rows:,} | {read:.2f} | {calibrated:.2f} | {calibrated / read:.2f} |")


def synthetic(rows: int) -> pd.DataFrame:
    rng = np.random.default_rng(33)
    seconds = np.sort(rng.uniform(0.0, 90 * 86_400.0, rows))
    moments = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(seconds, unit="s")
    inputs = np.rint(740 * rng.lognormal(0.0, 1.0, rows)) + 1
    outputs = np.rint(150 * rng.lognormal(0.0, 0.9, rows)) + 1
    return pd.DataFrame(
        {
            "timestamp": moments.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "model": rng.choice(["gpt-4o", "gpt-4o-mini"], rows),
            "input_tokens": inputs.astype(np.int64),
            "cached_input_tokens": (inputs * rng.uniform(0.0, 0.5, rows)).astype(np.int64),
            "output_tokens": outputs.astype(np.int64),
            "requests": 1,
            "cost_usd": (inputs * 2.5e-6 + outputs * 1e-5).round(6),
        }
    )


if __name__ == "__main__":
    main()
