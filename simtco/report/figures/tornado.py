"""How far each input swings one strategy, in the plan and in the futures."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics.swings import swings
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import (
    MUTED,
    SIZE,
    WIDTH,
    bar,
    canvas,
    colour,
    footing,
    note,
    panel,
    styled,
)
from simtco.report.figures.drawing import NothingToDrawError, chosen

MOST = 8
_BETWEEN = 0.3

Ends = tuple[float, float] | None


@styled
def tornado(result: Result, strategy: str | None = None) -> Figure:
    """Two tornados: the plan with an input at its P10 and P90, and the mean in its end tenths.

    The pale end of a bar is the input's low end.

    Raises:
        NothingToDrawError: nothing is uncertain.

    """
    key = chosen(result, strategy)
    swung = [each for each in swings(result) if each.strategy == result.strategies[key]][:MOST]
    if not swung or not np.ptp(result.totals[key]):
        raise NothingToDrawError("nothing of the strategy is uncertain")
    said = [names.short(each.input, 34) for each in swung]
    left = labels.room(said)
    wide = (WIDTH - left - 0.15 - _BETWEEN) / 2
    height = 0.88 + 0.27 * len(said)
    drawing, axes = canvas(height, left=left, right=0.15 + _BETWEEN + wide)
    beside = panel(drawing, (left + wide + _BETWEEN, 0.48, wide, height - 0.76))
    labels.rows(axes, said)
    currency = result.experiment.currency
    _bars(axes, [each.alone for each in swung], key, f"plan, {currency}")
    _bars(beside, [(each.mean[0][0], each.mean[1][0]) for each in swung], key, f"mean, {currency}")
    note(axes, (0.0, 1.0), "alone, at its P10 and P90", **_ABOVE)
    note(beside, (0.0, 1.0), "in its lowest and highest tenth", **_ABOVE)
    return drawing


_ABOVE = {"xycoords": "axes fraction", "xytext": (0, SIZE), "color": MUTED}


def _bars(axes: Axes, swung: Sequence[Ends], key: int, counted: str) -> None:
    axes.set_xlim(*scales.span([0.0, *(value for ends in swung for value in ends or ())]))
    axes.set_ylim(len(swung) - 0.45, -0.55)
    unit, _, currency = counted.partition(", ")
    footing(axes, f"change of the {unit}, {scales.money(axes, 'x', currency, most=4)}")
    axes.axvline(0.0, color=MUTED, linewidth=0.6)
    for row, ends in enumerate(swung):
        if ends is None:
            note(axes, (0.0, row), "a shock: not in the plan", color=MUTED)
        for value, strength in zip(ends or (), (0.38, 0.85), strict=False):
            bar(axes, row, value, color=colour(key), alpha=strength)
