"""Where the time of a run goes: nanoseconds a trial by part, and the share of each.

    python benchmarks/where_time_goes.py [w1 | w2 | FILE] [--repeats R]

One batch of blocks is simulated again and again in one thread, and every metric is worked out
over 1,048,576 trials. Of each function the least of all repetitions counts, so that other programs
on the machine disturb little. numpy's own functions count for the function that calls them.
"""

import argparse
import cProfile
import pstats
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from simtco.engine.block import Result
from simtco.engine.plan import plan
from simtco.engine.prepare import keep_freed_memory, prepare
from simtco.engine.run import run
from simtco.engine.simulate import TRACED_BLOCKS, simulate
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.metrics.metric import comparisons, findings

REFERENCES = Path(__file__).parent.parent / "tests" / "reference"
TRIALS = 1 << 20
PARTS = {
    "engine/nets.py": "points of the nets",
    "engine/sampling.py": "points of the nets",
    "words/quick_ppf.py": "draws",
    "words/quantile_table.py": "draws by the ppf itself",
    "words/compound_sum.py": "draws by the ppf itself",
    "words/families": "draws by the ppf itself",
    "words/compound_shock.py": "months of incidents",
    "words/paths": "paths and delays over the months",
    "words/costs": "paths and delays over the months",
    "words": "costs, everything else",
    "engine/simulate.py": "sums, discounting, break-even",
    "engine/ledger.py": "sums, discounting, break-even",
    "engine/book.py": "sums, discounting, break-even",
    "engine/break_even.py": "sums, discounting, break-even",
    "words/arrays.py": "sums, discounting, break-even",
}
_LEAST = 1e-3  # share of a function's time that is worth following up
Function = tuple[str, int, str]


def main() -> None:
    parser = argparse.ArgumentParser(description="Where the time of a run goes.")
    parser.add_argument("file", nargs="?", default="w1")
    parser.add_argument("--repeats", type=int, default=30)
    options = parser.parse_args()
    named = REFERENCES / f"{options.file}.toml"
    path = named if named.exists() else Path(options.file)
    experiment = load(path, {"simulation.trials": str(TRIALS)}).experiment
    keep_freed_memory()
    begun = time.process_time()
    prepare(experiment, 1)
    prepared = time.process_time() - begun
    parts = simulated(experiment, options.repeats)
    parts["metrics"] = measured(run(experiment), options.repeats)
    whole = sum(parts.values())
    print(f"{path.stem}: ns a trial, one thread\n")
    print("| part | ns | share |\n|---|---:|---:|")
    for part, spent in sorted(parts.items(), key=lambda each: -each[1]):
        print(f"| {part} | {spent:.0f} | {spent / whole:.0%} |")
    print(f"| sum | {whole:.0f} | |\n\ntables, once a run: {1e3 * prepared:.0f} ms")


def simulated(experiment: Experiment, repeats: int) -> dict[str, float]:
    """Nanoseconds a trial of each part of the engine, in a batch that is not traced."""
    batch = next(each for each in plan(experiment) if each.first >= TRACED_BLOCKS)
    simulate(experiment, batch)  # what is done once in a run is done
    own: dict[Function, float] = {}
    called: defaultdict[Function, dict[Function, float]] = defaultdict(dict)
    for _ in range(repeats):
        profile = cProfile.Profile()
        profile.runcall(simulate, experiment, batch)
        for function, (_, _, spent, _, callers) in vars(pstats.Stats(profile))["stats"].items():
            own[function] = min(spent, own.get(function, spent))
            for caller, (_, _, share, _) in callers.items():
                called[function][caller] = min(share, called[function].get(caller, share))
    parts: defaultdict[str, float] = defaultdict(float)
    for function, spent in own.items():
        for file, share in owners(function, called, 1.0):
            parts[part_of(file)] += share * spent / batch.trials * 1e9
    return dict(parts)


def owners(
    function: Function, called: Mapping[Function, Mapping[Function, float]], share: float
) -> Iterator[tuple[str, float]]:
    """The files of simtco that a function works for, and the share of its time for each."""
    callers = called[function]
    whole = sum(callers.values())
    if "simtco" in function[0] or whole <= 0 or share < _LEAST:
        yield function[0], share
        return
    for caller, spent in callers.items():
        yield from owners(caller, called, share * spent / whole)


def part_of(file: str) -> str:
    """What a source file does in a run."""
    place = file.rpartition("simtco/")[2]
    return next((part for start, part in PARTS.items() if place.startswith(start)), "the rest")


def measured(result: Result, repeats: int) -> float:
    """Nanoseconds a trial of all metrics of a strategy and pair."""
    spent = []
    for _ in range(max(repeats // 10, 1)):
        fresh = replace(result)  # nothing that was laid out for another
        begun = time.process_time()
        findings(fresh)
        comparisons(fresh)
        spent.append(time.process_time() - begun)
    return min(spent) / result.trials * 1e9


if __name__ == "__main__":
    main()
