"""The house: what lies at the top, which way imports run, what is public."""

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import simtco
from simtco.engine.block import Result

ROOT = Path(__file__).parent.parent
PUBLIC = [
    "Experiment",
    "ExperimentError",
    "Finding",
    "Result",
    "comparisons",
    "figures",
    "crew",
    "findings",
    "load",
    "run",
    "simulate",
    "trials_frame",
    "findings_frame",
    "allocation_frame",
    "buffer_frame",
    "drivers_frame",
    "information_frame",
    "stress_frame",
    "crossover_frame",
    "scenarios_frame",
    "spider_frame",
    "sweep_frame",
    "sweeps",
]


FIGURES = [
    "allocation",
    "break_even",
    "break_even_months",
    "buffer",
    "categories",
    "cheapest_map",
    "contribution",
    "convergence",
    "correlations",
    "crossover",
    "difference",
    "exceedance",
    "expected_loss",
    "fan",
    "forest",
    "losses",
    "quantile_dots",
    "s_curve",
    "spider",
    "tornado",
    "waterfall",
    "worth",
]


def test_the_top_level_is_as_designed() -> None:
    expected = {"pyproject.toml", "simtco", "distributions", "experiments", "tests", "reports"}
    assert expected <= {path.name for path in ROOT.iterdir()}


def test_public_names_are_frozen() -> None:
    assert sorted(PUBLIC) == sorted(simtco.__all__) == dir(simtco)
    assert all(hasattr(simtco, name) for name in PUBLIC)
    assert dir(simtco.figures) == FIGURES


def test_every_figure_takes_a_result_and_returns_a_figure() -> None:
    for name in FIGURES:
        first, *rest = inspect.signature(getattr(simtco.figures, name)).parameters.values()
        assert (first.name, first.annotation) == ("result", Result), name
        assert all(other.default is None for other in rest), name
        assert inspect.signature(getattr(simtco.figures, name)).return_annotation is Figure, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="frobnicate"):
        _ = simtco.frobnicate


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; exit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_files_are_short() -> None:
    """30 to 300 lines, so that a file can be read in one sitting; tests too."""
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("simtco", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert max(lengths.values()) <= 300, max(lengths, key=lambda path: lengths[path])


def test_the_lock_names_hashes_and_no_index() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    packages = [line for line in text.splitlines() if "==" in line and not line.startswith("#")]
    assert all(line.endswith("\\") for line in packages)


def test_the_lock_holds_every_dependency_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for requirement in named:
        name = requirement.partition(">=")[0]
        assert f"\n{name}==" in text, name
