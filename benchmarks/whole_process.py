"""What a user waits for: `simtco run` with its report, and `simtco --help`, as ratios.

    python benchmarks/whole_process.py [--repeats R] [--file FILE]

Whole processes that take turns. `simtco run` is held against a Python that imports the libraries
that the run ends up with and does nothing; `simtco --help` against one that imports typer. Bytecode
is kept, as on a user's machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXPERIMENT = ROOT / "experiments" / "support_chatbot.toml"
SIMTCO = "import sys; from simtco.cli.main import main; sys.exit(main())"
IMPORTS = (
    "import numpy, scipy.fft, scipy.optimize, scipy.special, matplotlib.figure, "
    "matplotlib.backends.backend_svg, pydantic, jinja2, typer, rich.console, rich.table"
)
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def main() -> None:
    parser = argparse.ArgumentParser(description="Whole processes against their imports.")
    parser.add_argument("--repeats", type=int, default=11, help="pairs of runs")
    parser.add_argument("--file", type=Path, default=EXPERIMENT, help="the experiment to run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = (SIMTCO, "run", str(options.file), "--out", folder)
        report("simtco run / imports alone", run, (IMPORTS,), options.repeats)
    report("simtco --help / import typer", (SIMTCO, "--help"), ("import typer",), options.repeats)


def report(title: str, ours: tuple[str, ...], other: tuple[str, ...], repeats: int) -> None:
    """Print the median ratio of two commands that take turns."""
    seconds(ours)
    seconds(other)  # both once before, so that neither pays for cold files
    pairs = [(seconds(ours), seconds(other)) for _ in range(repeats)]
    ratio = statistics.median(own / theirs for own, theirs in pairs)
    own, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"{title:32} {ratio:.2f}   ({own:.3f} s / {theirs:.3f} s)")


def seconds(code: tuple[str, ...]) -> float:
    """Seconds that a Python process takes to run code with these arguments."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", *code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    taken = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"failed: {' '.join(code)}\n{done.stderr}")
    return taken


if __name__ == "__main__":
    main()
