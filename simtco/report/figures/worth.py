"""What it is worth to know inputs before choosing."""

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics.information import information
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import MUTED, bar, canvas, colour, footing, note, styled, whisker
from simtco.report.figures.drawing import NothingToDrawError
from simtco.words.wording import figure

MOST = 8


@styled
def worth(result: Result) -> Figure:
    """EVPPI of each input that matters, with two standard errors; a tick where luck would end.

    Raises:
        NothingToDrawError: no input is worth knowing.

    """
    rows = [each for each in information(result) if each.matters][:MOST]
    if not rows:
        raise NothingToDrawError("no input, known exactly, would change the choice")
    said = [names.short(each.called, 46) for each in rows]
    drawing, axes = canvas(0.62 + 0.27 * len(said), left=labels.room(said), right=0.75, top=0.06)
    ends = [max(each.evppi[0] + 2 * (each.evppi[1] or 0.0), each.noise_floor) for each in rows]
    _, high = scales.span([0.0, *ends])
    axes.set_xlim(0.0, high)
    axes.set_ylim(len(said) - 0.45, -0.55)
    footing(axes, scales.money(axes, "x", result.experiment.currency))
    labels.rows(axes, said)
    for row, each in enumerate(rows):
        value, error = each.evppi
        bar(axes, row, value, color=colour(0), alpha=0.55)
        whisker(axes, row, value, error)
        axes.plot([each.noise_floor] * 2, [row - 0.4, row + 0.4], color=MUTED, linewidth=1.2)
        note(axes, (ends[row], row), figure(value), fontweight="bold")
    return drawing
