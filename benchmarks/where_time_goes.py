"""Where the time of a run goes: nanoseconds a trial by part, and the share of each.

    python benchmarks/where_time_goes.py [w1 | w2 | FILE] [--repeats R]

One batch of blocks is simulated again and again in one thread, and every metric is worked out
over 1,048,576 trials. Processor time is taken, and of each function the least of all repetitions,
so that other programs on the machine disturb little. numpy's own functions count for the function
that calls them.
"""

import argparse
import cProfile
import pstats
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from simtco.engine.block import Result
from simtco.engine.plan import plan
from simtco.engine.prepare import prepare
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
    "words/quick_ppf.py": "draws by parabolas",
    "words/quantile_table.py": "draws by the ppf itself",
    "words/compound_sum.py": "draws by the ppf itself",
    "words/families": "draws by the ppf itself",
    "words/compound_shock.py": "months of incidents",
    "words/paths": "paths and delays over the months",
    "words/costs": "paths and delays over the months",
    "words": "costs, everything else",
    "engine/simulate.py": "sums, discounting, break-even",
}
Function = tuple[str, int, str]


def main() -> None:
    parser = argparse.ArgumentParser(description="Where the time of a run goes.")
    parser.add_argument("file", nargs="?", default="w1")
    parser.add_argument("--repeats", type=int, default=30)
    options = parser.parse_args()
    named = REFERENCES / f"{options.file}.toml"
    path = named if named.exists() else Path(options.file)
    experiment = load(path, {"simulation.trials": str(TRIALS)}).experiment
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
    least: dict[Function, float] = {}
    for _ in range(repeats):
        profile = cProfile.Profile(time.thread_time)
        profile.runcall(simulate, experiment, batch)
        for function, spent in own_times(pstats.Stats(profile)).items():
            least[function] = min(spent, least.get(function, spent))
    parts: defaultdict[str, float] = defaultdict(float)
    for (file, _, _), spent in least.items():
        parts[part_of(file)] += spent / batch.trials * 1e9
    return dict(parts)


def own_times(stats: pstats.Stats) -> dict[Function, float]:
    """Seconds of each function of simtco, what it spends in others' code included."""
    entries: dict[Function, tuple[int, int, float, float, dict[Function, tuple[float, ...]]]]
    entries = vars(stats)["stats"]
    own: defaultdict[Function, float] = defaultdict(float)

    def charge(function: Function, spent: float, depth: int) -> None:
        """Hand the time of a function to simtco's functions that call it, by their shares."""
        callers = entries[function][4]
        whole = sum(each[2] for each in callers.values())
        if "simtco" in function[0] or not callers or whole <= 0 or depth > 8:
            own[function] += spent
            return
        for caller, each in callers.items():
            charge(caller, spent * each[2] / whole, depth + 1)

    for function, entry in entries.items():
        charge(function, entry[2], 0)
    return dict(own)


def part_of(file: str) -> str:
    """What a source file does in a run."""
    place = file.rpartition("simtco/")[2]
    return next((part for start, part in PARTS.items() if place.startswith(start)), "the rest")


def measured(result: Result, repeats: int) -> float:
    """Nanoseconds a trial of all metrics of a strategy and pair."""
    spent = []
    for _ in range(max(repeats // 10, 1)):
        fresh = replace(result)  # nothing that was laid out for another
        begun = time.thread_time()
        findings(fresh)
        comparisons(fresh)
        spent.append(time.thread_time() - begun)
    return min(spent) / result.trials * 1e9


if __name__ == "__main__":
    main()
