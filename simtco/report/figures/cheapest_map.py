"""Which strategy is the cheapest at each pair of two keys."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from simtco.engine.block import Result, Sweep
from simtco.files.axis import Axis
from simtco.metrics.sweep import frontier, points
from simtco.report import names
from simtco.report.figures import along_a_key
from simtco.report.figures.canvas import (
    INK,
    MUTED,
    SIZE,
    canvas,
    colour,
    footing,
    heading,
    styled,
)
from simtco.report.figures.scales import Side, ticks
from simtco.words.wording import figure

_CELL = 0.34  # inches
_WRITTEN = 9  # columns that leave room for a number in each cell
_PALE, _FULL = 0.12, 0.72


def cheapest_map(result: Result, sweep: int | None = None) -> Figure:
    """A cell for each pair of two keys, in the colour of the strategy that costs least on average.

    The deeper the colour, the more often it is the cheapest; the number says in how many of 100
    futures. The first key runs upwards, the second to the right.

    Raises:
        NothingToDrawError: the result has no such sweep of two keys.

    """
    swept = along_a_key.asked(result, sweep, keys=2)
    return drawn(swept, along_a_key.called(result, swept))


@styled
def drawn(swept: Sweep, said: Sequence[str]) -> Figure:
    """The map of one sweep; `said` is what the strategies are called."""
    up, right = swept.axes
    tall, wide = len(up.values), len(right.values)
    drawing, axes = canvas(_CELL * tall + 1.1, left=0.9, top=0.56, base=False)
    axes.set_xlim(0, wide)
    axes.set_ylim(0, tall)
    sides: tuple[tuple[Side, Axis], ...] = (("x", right), ("y", up))
    for side, axis in sides:
        middles = [place + 0.5 for place in range(len(axis.values))]
        ticks(axes, side, middles, [figure(value) for value in axis.values], rule=False)
    footing(axes, right.key)
    heading(axes, up.key)
    best = frontier(swept)
    for place, (name, found) in enumerate(zip(best, points(swept), strict=True)):
        row, column = divmod(place, wide)
        often = found[name].p_cheapest[0]
        key = swept.strategies.index(name)
        deep = _PALE + (_FULL - _PALE) * often
        cell = Rectangle((column, row), 1, 1, facecolor=colour(key), alpha=deep, linewidth=0)
        axes.add_patch(cell)
        if wide <= _WRITTEN:
            at = (column + 0.5, row + 0.5)
            axes.text(*at, f"{100 * often:.0f}", color=INK, ha="center", va="center")
    shown = [key for key, name in enumerate(swept.strategies) if name in best]
    _names(axes, [(names.short(said[key], 34), colour(key)) for key in shown])
    return drawing


def _names(axes: Axes, called: Sequence[tuple[str, str]]) -> None:
    """The strategies on the map, one beside the other above it."""
    at, above = 0.0, 1.0 + 22.0 / axes.bbox.height
    axes.text(
        at, above, "■ cheapest on average:", transform=axes.transAxes, color=MUTED, va="bottom"
    )
    at = names.width("■ cheapest on average: ") * SIZE
    for text, tint in called:
        axes.text(
            at / axes.bbox.width,
            above,
            text,
            transform=axes.transAxes,
            color=tint,
            fontweight="bold",
            va="bottom",
        )
        at += (names.width(text) + 1.5) * SIZE
