"""Every figure of a result: as a function, and as files."""

import pkgutil
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import simtco
import simtco.report.figures as folder
from simtco.report.figures.drawing import NothingToDrawError, drawings
from simtco.report.gallery import gallery, is_picture
from simtco.report.picture import FORMATS, Format, picture
from simtco.report.write import write_folder
from tests.report.written import result

TOOLS = {"canvas", "curves", "drawing", "labels", "scales", "along_a_key"}
OF_SWEEPS = {"crossover", "expected_loss", "cheapest_map"}
BEGINS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def test_every_file_of_the_folder_is_a_figure_or_a_tool() -> None:
    files = {module.name for module in pkgutil.iter_modules(folder.__path__)}
    assert files - TOOLS - OF_SWEEPS == set(drawings())
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
    assert not is_picture("map-1.txt")
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
