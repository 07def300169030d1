"""Rank correlations asked for, beside those of the futures drawn."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import INK, canvas, colour, footing, styled
from simtco.report.phrases import MINUS

_TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)


@styled
def correlations(pairs: Sequence[tuple[str, float, float]]) -> Figure:
    """Pairs one below the other: a ring for the rank asked for, a dot for the one achieved."""
    said = [names.short(name, 52) for name, _, _ in pairs]
    drawing, axes = canvas(0.86 + 0.26 * len(said), left=labels.room(said), right=0.3)
    axes.set_ylim(len(said) - 0.4, -0.6)
    axes.set_xlim(-1.06, 1.06)
    ticks = [f"{MINUS if tick < 0 else ''}{abs(tick):g}" for tick in _TICKS]
    scales.ticks(axes, "x", _TICKS, ticks, rule=True)
    footing(axes, "rank correlation")
    labels.rows(axes, said, [INK] * len(said))
    for row, (_, asked, achieved) in enumerate(pairs):
        axes.plot(asked, row, "o", markersize=8, markerfacecolor="none", color=INK)
        axes.plot(achieved, row, "o", markersize=4, color=colour(0))
    return drawing
