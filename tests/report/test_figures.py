"""Figures by themselves."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest

from simtco.engine.block import Sweep
from simtco.files.axis import Axis
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.spider import spider
from simtco.report.figures import cheapest_map, crossover, expected_loss, labels
from simtco.report.figures.canvas import canvas, colour
from simtco.report.figures.forest import forest
from simtco.report.figures.s_curve import s_curve
from simtco.report.figures.spider import spider as spider_drawn
from simtco.report.svg import svg
from tests.report.written import result


def test_settings_of_the_caller_stay() -> None:
    before = dict(mpl.rcParams)
    svg(s_curve(result("two")), "x", "title", "sentence.")
    assert dict(mpl.rcParams) == before


def test_ids_bear_the_name_of_the_figure() -> None:
    one = svg(forest(result("two")), "one", "a < b", 'says "c".')
    assert '<title id="one-title">a &lt; b</title>' in one
    assert 'id="two' not in one
    assert one.replace("one-", "two-") == svg(forest(result("two")), "two", "a < b", 'says "c".')


@pytest.mark.parametrize("levels", [[0.0] * 12, [0.5, 0.5, 0.51], [1.0, 0.9, 0.0], [0.3]])
def test_labels_at_the_ends_keep_apart(levels: list[float]) -> None:
    _, axes = canvas(3.3)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    end = np.array([1.0])
    labels.at_ends(axes, [labels.Named("x", "#000000", end, np.array([y])) for y in levels])
    heights = sorted(text.get_position()[1] for text in axes.texts)
    gaps = [after - before for before, after in itertools.pairwise(heights)]
    assert all(gap >= 8.0 for gap in gaps)
    assert heights[0] >= axes.bbox.y0 - 0.01
    assert heights[-1] <= axes.bbox.y1 + 0.01


def test_labels_beside_twelve_curves_do_not_meet() -> None:
    drawing = s_curve(result("twelve"))
    named = [text for text in drawing.axes[0].texts if "number" in text.get_text()]
    assert len(named) == 12
    boxes = [text.get_window_extent() for text in named]
    meets = [
        (a, b)
        for a, one in enumerate(boxes)
        for b, other in enumerate(boxes[:a])
        if one.overlaps(other) and min(one.y1, other.y1) - max(one.y0, other.y0) > 1.0
    ]
    assert meets == []


def swept(axes: tuple[Axis, ...], means: list[list[float]]) -> Sweep:
    """Two strategies at their means (P, 2), give or take 1 in each half of the futures."""
    off = np.repeat([-1.0, 1.0], BLOCK_TRIALS // 2)
    totals = np.array(means)[:, :, None] + off * np.array([1.0, -1.0])[:, None]
    return Sweep(axes, ("a", "b"), "a", "USD", totals)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_crossover_is_marked_where_it_lies(logarithmic: bool) -> None:
    """a costs n -+ 1 and b 50 +- 1: they cross at 51 and 49."""
    axis = Axis("n", (1.0, 100.0), logarithmic)
    found = swept((axis,), [[1.0, 50.0], [100.0, 50.0]])
    drawing = crossover.drawn(found, ["one", "two"])
    axes = drawing.axes[0]
    assert axes.get_xscale() == ("log" if logarithmic else "linear")
    (mark,) = [line for line in axes.lines if line.get_marker() == "o"]
    assert 48.0 < float(np.asarray(mark.get_xdata())[0]) < 52.0
    assert {"one", "two"} <= {text.get_text() for text in axes.texts}


def test_curves_of_loss_touch_the_axis_where_a_strategy_is_always_the_cheapest() -> None:
    found = swept((Axis("n", (1.0, 2.0, 3.0)),), [[1.0, 9.0], [5.0, 5.0], [9.0, 1.0]])
    frontier, one, two = expected_loss.drawn(found, ["one", "two"]).axes[0].lines[-3:]
    assert np.asarray(one.get_ydata()).tolist() == [0.0, 1.0, 8.0]
    assert np.asarray(two.get_ydata()).tolist() == [8.0, 1.0, 0.0]
    assert np.asarray(frontier.get_ydata()).tolist() == [0.0, 1.0, 0.0]


def test_a_map_has_the_colour_of_the_cheapest_in_each_cell() -> None:
    axes = (Axis("n", (1.0, 2.0)), Axis("m", (5.0, 6.0)))
    found = swept(axes, [[1.0, 9.0], [9.0, 1.0], [5.0, 4.9], [9.0, 1.0]])
    drawing = cheapest_map.drawn(found, ["one", "two"]).axes[0]
    colours = [cell.get_facecolor()[:3] for cell in drawing.patches]
    assert [colours.count(each) for each in dict.fromkeys(colours)] == [1, 3]
    written = [text.get_text() for text in drawing.texts]
    assert [each for each in written if each in {"100", "50"}] == ["100", "100", "50", "100"]
    assert {text.get_color() for text in drawing.texts} >= {colour(0), colour(1)}


def test_a_spider_has_a_leg_for_each_driver() -> None:
    legs = [leg for leg in spider(result("two")) if leg.strategy == "b"]
    lines = spider_drawn(result("two"), "b").axes[0].lines[-len(legs) :]
    assert [list(np.asarray(line.get_ydata())) for line in lines] == [
        [value for value, _ in leg.changes] for leg in legs
    ]
