"""What a run will need, against what it takes."""

import tracemalloc
from pathlib import Path

import pytest

from simtco.engine import limits
from simtco.engine.block import Batch
from simtco.engine.run import run
from simtco.engine.simulate import simulate
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.files.problems import ExperimentError
from tests.shipped import FOLDER

SIZES = [
    ("hidden_costs", {"simulation.trials": "4096"}, 1),
    ("hidden_costs", {"simulation.trials": "1_000_000"}, 1),
    ("hidden_costs", {"simulation.trials": "65_536", "horizon_months": "120"}, 2),
    ("hidden_costs", {"simulation.trials": "262_144"}, 4),
    ("multi_vendor", {"simulation.trials": "32_768"}, 2),
    ("multi_vendor", {"simulation.trials": "262_144"}, 2),
    ("when_to_switch", {"simulation.trials": "32_768"}, 1),
]


def shipped(stem: str, **overrides: str) -> Experiment:
    laid_over = {key.replace("__", "."): value for key, value in overrides.items()}
    return load(FOLDER / f"{stem}.toml", laid_over).experiment


@pytest.mark.parametrize(("stem", "overrides", "workers"), SIZES)
def test_the_estimate_is_at_least_the_peak_and_not_far_above(
    stem: str, overrides: dict[str, str], workers: int
) -> None:
    experiment = load(FOLDER / f"{stem}.toml", overrides).experiment
    simulate(experiment, Batch(0))  # tables that are worked out once
    tracemalloc.start()
    try:
        run(experiment, workers)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= limits.memory(experiment, workers) <= 8 * peak


def test_what_cannot_fit_is_refused_with_what_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "free_memory", lambda: 4 << 30)
    experiment = shipped("hidden_costs", simulation__trials="100_000_000")
    with pytest.raises(ExperimentError) as caught:
        limits.refuse_what_cannot_fit(experiment, 2)
    (problem,) = caught.value.problems
    fitting = int(problem.message.rsplit("; ", 1)[1].removesuffix(" trials fit").replace("_", ""))
    smaller = shipped("hidden_costs", simulation__trials=str(fitting))
    limits.refuse_what_cannot_fit(smaller, 2)
    assert fitting > 1_000_000
    assert problem.message.startswith("trials = 100_000_000 need about 2")
    assert "and 4.0 GiB are free" in problem.message


def test_months_and_strategies_are_to_blame_where_no_trials_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "free_memory", lambda: 1 << 20)
    with pytest.raises(ExperimentError, match="fewer strategies or fewer months"):
        run(shipped("hidden_costs"))


def test_where_the_system_says_nothing_nothing_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("_MEMORY", "_LIMIT", "_USED"):
        monkeypatch.setattr(limits, name, FOLDER / "nowhere")
    assert limits.free_memory() is None
    limits.refuse_what_cannot_fit(shipped("hidden_costs", simulation__trials="100_000_000"), 1)


def test_the_limit_of_a_container_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, text in (
        ("_MEMORY", "MemTotal: 9 kB\nMemAvailable:   8388608 kB\n"),
        ("_LIMIT", "3000000000\n"),
        ("_USED", "1000000000\n"),
    ):
        file = tmp_path / name
        file.write_text(text, encoding="ascii")
        monkeypatch.setattr(limits, name, file)
    assert limits.free_memory() == 2_000_000_000
    (tmp_path / "_LIMIT").write_text("max\n", encoding="ascii")
    assert limits.free_memory() == 8 << 30


def test_a_run_of_many_minutes_is_said_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that says 10 s for the first of 1,000 blocks: 10,000 s over 2 workers."""
    ticks = iter((0.0, 10.0))
    monkeypatch.setattr("time.perf_counter", lambda: next(ticks, 10.0))
    said = limits.slow(shipped("hidden_costs", simulation__trials="4_096_000"), 2)
    assert said is not None
    assert said.startswith("4,096,000 trials will take about 83 minutes here")
    assert limits.slow(shipped("hidden_costs"), 2) is None
    ticks = iter((0.0, 0.5))
    assert limits.slow(shipped("hidden_costs", simulation__trials="4_096_000"), 2) is None
