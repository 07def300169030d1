"""Rank correlations asked for, beside those of the futures drawn."""

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import INK, MUTED, canvas, colour, footing, note, styled
from simtco.report.figures.drawing import NothingToDrawError
from simtco.report.phrases import MINUS, plain
from simtco.report.rank_pairs import rank_pairs

_TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)
_LETTERS = 30
MOST = 12
"""How many pairs are drawn."""


@styled
def correlations(result: Result) -> Figure:
    """A ring for the rank asked for, a tick for the one used instead, a dot for the one drawn.

    Raises:
        NothingToDrawError: no correlation is stated.

    """
    rows = rank_pairs(result)[:MOST]
    if not rows:
        raise NothingToDrawError("no correlation is stated")
    said = [
        " with ".join(names.short(name, _LETTERS) for name in (row.first, row.second))
        for row in rows
    ]
    drawing, axes = canvas(0.86 + 0.26 * len(said), left=labels.room(said), right=0.75)
    axes.set_ylim(len(said) - 0.4, -0.6)
    axes.set_xlim(-1.06, 1.06)
    ticks = [f"{MINUS if tick < 0 else ''}{abs(tick):g}" for tick in _TICKS]
    scales.ticks(axes, "x", _TICKS, ticks, rule=True)
    footing(axes, "rank correlation")
    labels.rows(axes, said)
    at_right = {"xycoords": ("axes fraction", "data"), "xytext": (46, 0), "ha": "right"}
    note(axes, (1.0, -0.95), "drawn", color=MUTED, **at_right)
    for place, row in enumerate(rows):
        axes.plot(row.asked, place, "o", markersize=8, markerfacecolor="none", color=INK)
        if row.used != row.asked:
            axes.plot(row.used, place, "|", markersize=10, color=INK)
        axes.plot(row.achieved[0], place, "o", markersize=4, color=colour(0))
        note(axes, (1.0, place), plain(row.achieved[0]), fontweight="bold", **at_right)
    return drawing
