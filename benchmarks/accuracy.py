"""How many plain Monte Carlo trials reach the standard error of the default run.

    python benchmarks/accuracy.py [FILE ...] [--trials N] [--seeds R]

Each experiment runs under R seeds with sampler "sobol" and under as many with "random", at the
same number of trials. The variance of an estimate over seeds, random over sobol, times the trials
is the number of plain trials that come as close. A dash: the estimate never varied. The last line
of each experiment holds the least factors against those that are wanted.

Without FILE: reference workload W1 with the API bill's median at 40,000, so that either strategy
may win, and every file of experiments/.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.special import fdtri

from simtco.engine.run import run
from simtco.files.experiment import Experiment, Simulation
from simtco.files.load import load
from simtco.metrics.metric import comparisons, findings

ROOT = Path(__file__).parent.parent
W1 = ROOT / "tests" / "reference" / "w1.toml"
DEAR_API = {
    "strategies.api.costs.api_bill.monthly.p5": "20_000",
    "strategies.api.costs.api_bill.monthly.p95": "80_000",
}
KEYS = ("mean", "p50", "p80", "p95", "cvar95")
FIRST_SEED = 1_000
WANTED = {"mean": 500.0, "p80": 5.0, "p_cheaper": 4.0}
"""How many times the trials plain Monte Carlo shall need."""

Estimates = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description="Plain trials that match the default run.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--trials", type=int, default=65_536)
    parser.add_argument("--seeds", type=int, default=40)
    options = parser.parse_args()
    cases: list[tuple[Path, dict[str, str]]] = [(path, {}) for path in options.files]
    if not cases:
        cases = [(W1, DEAR_API), *((path, {}) for path in sorted(ROOT.glob("experiments/*.toml")))]
    spread = float(fdtri(options.seeds - 1, options.seeds - 1, 0.95))
    print(f"{options.trials:,} sobol trials, {options.seeds} seeds:")
    print(
        f"9 in 10 factors lie between the truth over {spread:.2f} and the truth times {spread:.2f}"
    )
    for path, overrides in cases:
        remark = " with a dearer API" if overrides else ""
        print(f"\n{path.stem}{remark}")
        for line in compared(load(path, overrides).experiment, options.trials, options.seeds):
            print(line)


def compared(experiment: Experiment, trials: int, seeds: int) -> Iterator[str]:
    """A line for each estimate: its standard errors and the plain trials that match."""
    evenly = repeated(experiment, "sobol", trials, seeds)
    plainly = repeated(experiment, "random", trials, seeds)
    yield f"{'':32}{'sd, sobol':>12}{'sd, random':>12}{'factor':>9}{'plain trials':>16}"
    least: dict[str, float] = {}
    for key in evenly[0]:
        even, plain = (np.std([run[key] for run in runs], ddof=1) for runs in (evenly, plainly))
        factor = (plain / even) ** 2 if even > 0 else np.nan
        said = f"{factor:9.1f}{factor * trials:16,.0f}" if even > 0 else f"{'-':>9}{'-':>16}"
        yield f"{key:32}{even:12.5g}{plain:12.5g}{said}"
        sort = key.split()[-1]
        if even > 0 and sort in WANTED:
            least[sort] = min(float(factor), least.get(sort, np.inf))
    met = (
        f"{sort} {least[sort]:.1f} (wanted {WANTED[sort]:g})" for sort in WANTED if sort in least
    )
    yield f"least: {', '.join(met)}"


def repeated(experiment: Experiment, sampler: str, trials: int, seeds: int) -> list[Estimates]:
    """Estimates of the same experiment under one seed after the other."""
    found = []
    for seed in range(FIRST_SEED, FIRST_SEED + seeds):
        drawn = Simulation.model_validate({"trials": trials, "sampler": sampler, "seed": seed})
        found.append(estimates(experiment.model_copy(update={"simulation": drawn})))
    return found


def estimates(experiment: Experiment) -> Estimates:
    """What one run says of each strategy."""
    result = run(experiment)
    found = {
        f"{strategy} {key}": finding[key].number
        for strategy, finding in findings(result).items()
        for key in KEYS
    }
    return found | {
        f"{strategy} p_cheaper": finding["p_cheaper"].number
        for strategy, finding in comparisons(result).items()
    }


if __name__ == "__main__":
    main()
