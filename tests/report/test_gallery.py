"""Every figure of a result: as a function, and as files."""

import math
import pkgutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

import simtco
import simtco.report.figures as folder
from simtco.engine.block import Sweep
from simtco.files.axis import Axis
from simtco.files.experiment import BLOCK_TRIALS
from simtco.report.figures.drawing import NothingToDrawError, drawings
from simtco.report.gallery import gallery, is_picture
from simtco.report.picture import FORMATS, Format, picture
from simtco.report.write import write_folder
from tests.report.written import result

TOOLS = {"canvas", "curves", "drawing", "labels", "scales", "along_a_key"}
BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def test_every_file_of_the_folder_is_a_figure_or_a_tool() -> None:
    files = {module.name for module in pkgutil.iter_modules(folder.__path__)}
    assert files - TOOLS == set(drawings())
    assert all(drawing.shows.endswith(".") for drawing in drawings().values())


def test_the_public_module_lists_them() -> None:
    assert dir(simtco.figures) == sorted(drawings())
    assert isinstance(simtco.figures.s_curve(result("two")), Figure)
    with pytest.raises(AttributeError, match="frobnicate"):
        _ = simtco.figures.frobnicate


@pytest.mark.parametrize("name", ["one", "nothing", "one_block", "tiny_and_huge"])
def test_each_draws_or_says_why_not(name: str) -> None:
    for drawing in drawings().values():
        try:
            assert isinstance(drawing.draw(result(name)), Figure)
        except NothingToDrawError as error:
            assert str(error)  # noqa: PT017  (either way is right)


def test_a_figure_of_a_strategy_shows_the_one_named() -> None:
    drawn = simtco.figures.waterfall(result("two"), "b").axes[0]
    assert {text.get_text() for text in drawn.texts} >= {"10,800"}  # 12 months of 900
    with pytest.raises(ValueError, match='no strategy "c"; the strategies are a, b'):
        simtco.figures.waterfall(result("two"), "c")


def swept(*axes: Axis) -> Sweep:
    """Two strategies that cost 2 and 1 at every point."""
    points = math.prod(len(axis.values) for axis in axes)
    totals = np.ones((points, 2, BLOCK_TRIALS)) * [[[2.0], [1.0]]]
    return Sweep(axes, ("a", "b"), "a", "USD", totals)


ONE, OTHER = Axis("n", (1.0, 2.0)), Axis("m", (5.0, 6.0))
SWEPT = replace(result("two"), sweeps=(swept(ONE, OTHER), swept(ONE), swept(OTHER)))


def test_a_figure_of_a_sweep_shows_the_one_named_or_the_first_that_fits() -> None:
    assert simtco.figures.crossover(SWEPT).axes[0].get_xlim() == (1.0, 2.0)
    assert simtco.figures.expected_loss(SWEPT, 3).axes[0].get_xlim() == (5.0, 6.0)
    assert isinstance(simtco.figures.cheapest_map(SWEPT), Figure)
    with pytest.raises(NothingToDrawError, match="sweep 1 is not of one key"):
        simtco.figures.crossover(SWEPT, 1)
    with pytest.raises(NothingToDrawError, match="no sweep of two keys in the result"):
        simtco.figures.cheapest_map(result("two"))
    with pytest.raises(ValueError, match="no sweep 4; the result has 3"):
        simtco.figures.crossover(SWEPT, 4)


def test_each_sweep_has_its_files() -> None:
    names = {Path(path).stem for path in gallery(SWEPT, ("svg",))}
    assert {name for name in names if name[-1].isdigit()} == {
        *("cheapest-map-1", "crossover-2", "crossover-3", "expected-loss-2", "expected-loss-3")
    }
    assert all(is_picture(f"{name}.svg") for name in names)


@pytest.mark.parametrize("form", FORMATS)
def test_files_are_of_their_format_and_equal_each_time(form: Format) -> None:
    once, again = (picture(simtco.figures.s_curve(result("two")), form) for _ in range(2))
    assert once == again
    assert once.startswith(BEGINS[form])
    assert b"Date" not in once


def test_every_figure_that_shows_something_has_a_file() -> None:
    names = {Path(path).name for path in gallery(result("two"), ("svg",))}
    assert {"s-curve.svg", "tornado-a.svg", "tornado-b.svg", "losses.svg"} <= names
    assert "correlations.svg" not in names
    assert all(map(is_picture, names))


def test_only_what_a_run_writes_is_taken_for_its_own() -> None:
    assert is_picture("crossover-1.svg")
    assert not is_picture("crossover-mine.svg")
    assert not is_picture("cheapest-map-1.txt")
    assert not is_picture("mine.svg")
    assert not is_picture("s-curve-of-mine.svg")
    assert not is_picture("s-curve.txt")


def test_strange_labels_are_no_obstacle() -> None:
    for form in FORMATS:
        assert picture(simtco.figures.forest(result("evil")), form)


def test_what_a_run_wrote_goes_and_what_others_put_there_stays(tmp_path: Path) -> None:
    report = tmp_path / "report"
    write_folder(report, {"report.html": "x", "figures/s-curve.svg": b"old"})
    assert (report / "figures" / "s-curve.svg").read_bytes() == b"old"
    write_folder(report, {"report.html": "x"})
    assert not (report / "figures").exists()
    write_folder(report, {"figures/s-curve.svg": b"old", "figures/forest.svg": b"old"})
    (report / "figures" / "mine.svg").write_bytes(b"kept")
    write_folder(report, {"figures/s-curve.svg": b"new"})
    kept = {path.name: path.read_bytes() for path in (report / "figures").iterdir()}
    assert kept == {"mine.svg": b"kept", "s-curve.svg": b"new"}
