"""The same numbers to nine digits on every version of numpy and scipy: a check of portability.

These are the program's own numbers and prove nothing but that; what they should be is in
values.toml and tests/engine/test_truth.py. `python -m tests.truth.test_portable` writes them anew
after a change that is meant to move draws.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from simtco.engine.run import run
from simtco.files.load import load

STORED = Path(__file__).parent / "portable.json"
REFERENCE = Path(__file__).parents[1] / "reference"
CASES = [(workload, sampler) for workload in ("w1", "w2") for sampler in ("sobol", "random")]


def numbers(workload: str, sampler: str) -> dict[str, float]:
    """Mean, standard deviation and P80 of each strategy in 8,192 futures."""
    changed = {"simulation.trials": "8_192", "simulation.sampler": sampler}
    result = run(load(REFERENCE / f"{workload}.toml", changed).experiment, 1)
    return {
        f"{workload} {sampler} {name} {key}": float(value)
        for name in result.strategies
        for key, value in (
            ("mean", result.total(name).mean()),
            ("sd", result.total(name).std()),
            ("p80", np.quantile(result.total(name), 0.8)),
        )
    }


@pytest.mark.parametrize(("workload", "sampler"), CASES)
def test_the_numbers_are_those_of_every_other_machine(workload: str, sampler: str) -> None:
    found = numbers(workload, sampler)
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert found == pytest.approx({key: stored[key] for key in found}, rel=1e-9)


if __name__ == "__main__":
    table = {key: value for case in CASES for key, value in numbers(*case).items()}
    STORED.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
