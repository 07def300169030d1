"""How much of the spread of one strategy each input explains."""

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics.contribution import contributions
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import MUTED, bar, canvas, colour, footing, note, styled, whisker
from simtco.report.figures.drawing import NothingToDrawError, chosen
from simtco.report.phrases import percent

MOST = 8


@styled
def contribution(result: Result, strategy: str | None = None) -> Figure:
    """Share of the variance by input, with two standard errors; a tick where luck would end.

    Raises:
        NothingToDrawError: no input stands out.

    """
    key = chosen(result, strategy)
    name = result.strategies[key]
    rows = [each for each in contributions(result) if each.strategy == name and each.matters][:MOST]
    if not rows:
        raise NothingToDrawError("no input explains more of the variance than luck would")
    said = [names.short(each.input, 46) for each in rows]
    drawing, axes = canvas(0.62 + 0.27 * len(said), left=labels.room(said), right=0.55, top=0.06)
    ends = [each.shapley[0] + 2 * (each.shapley[1] or 0.0) for each in rows]
    axes.set_xlim(0.0, max(*ends, *(each.noise_floor for each in rows)) * 1.04)
    axes.set_ylim(len(said) - 0.45, -0.55)
    scales.percents(axes, "x")
    footing(axes, "of the variance of the total cost")
    labels.rows(axes, said)
    for row, each in enumerate(rows):
        value, error = each.shapley
        bar(axes, row, value, color=colour(key), alpha=0.55)
        whisker(axes, row, value, error)
        axes.plot([each.noise_floor] * 2, [row - 0.4, row + 0.4], color=MUTED, linewidth=1.2)
        note(axes, (max(ends[row], each.noise_floor), row), percent(value), fontweight="bold")
    return drawing
