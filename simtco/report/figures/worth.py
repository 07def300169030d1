"""What it is worth to know inputs before choosing."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import INK, MUTED, canvas, colour, footing, note, styled
from simtco.words.wording import figure


@styled
def worth(rows: Sequence[tuple[str, float, float]], currency: str) -> Figure:
    """A bar for each name and its worth; a tick where luck alone would end."""
    said = [names.short(name, 46) for name, _, _ in rows]
    drawing, axes = canvas(0.62 + 0.27 * len(said), left=labels.room(said), right=0.75, top=0.06)
    _, high = scales.span([0.0, *(max(value, floor) for _, value, floor in rows)])
    axes.set_xlim(0.0, high)
    axes.set_ylim(len(said) - 0.45, -0.55)
    footing(axes, scales.money(axes, "x", currency))
    labels.rows(axes, said, [INK] * len(said))
    for row, (_, value, floor) in enumerate(rows):
        axes.barh(row, value, height=0.62, color=colour(0), alpha=0.85, linewidth=0)
        axes.plot([floor, floor], [row - 0.4, row + 0.4], color=MUTED, linewidth=1.2)
        note(axes, (max(value, floor), row), figure(value), fontweight="bold")
    return drawing
