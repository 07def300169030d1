"""Figures by themselves."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest

from simtco.report.figures import labels
from simtco.report.figures.canvas import canvas
from simtco.report.figures.forest import forest
from simtco.report.figures.s_curve import s_curve
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
