"""Cumulative cost over the months."""

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import canvas, colour, dashes, footing, heading, styled
from simtco.report.figures.drawing import showing
from simtco.report.phased import phased

MOST_BANDS = 5
PATHS = 12
"""Futures shown one by one, each a thin line."""


@styled
def fan(result: Result) -> Figure:
    """P50 as a line, P10 to P90 as a band, and a dozen futures as thin lines.

    Lines of P50 alone where strategies are many.
    """
    horizon = result.experiment.horizon_months
    months, levels = phased(result).months, phased(result).levels
    lines = [labels.of(result, key, months, own[1]) for key, own in enumerate(levels)]
    drawing, axes = canvas(3.5, right=labels.room([line.text for line in lines]))
    banded = len(lines) <= MOST_BANDS
    paths = result.cumulative[:, months.astype(int) - 1, :PATHS]
    shown = [*levels.ravel(), *paths.ravel()] if banded else levels[:, 1].ravel().tolist()
    low, high = scales.span([0.0, *shown], 0.02)
    axes.set_xlim(0.5 if horizon <= 12 else 1.0, horizon + (0.5 if horizon == 1 else 0.0))
    axes.set_ylim(low if low < -0.05 * high else 0.0, high)
    unit = scales.money(axes, "y", result.experiment.currency)
    scales.months(axes, horizon)
    for key, (p10, p50, p90) in enumerate(levels):
        with showing(axes, key):
            if banded:
                axes.fill_between(months, p10, p90, color=colour(key), alpha=0.16, linewidth=0)
                axes.plot([months[-1]] * 2, [p10[-1], p90[-1]], color=colour(key), linewidth=1.0)
                axes.plot(months, paths[key], color=colour(key), linewidth=0.5, alpha=0.5)
            axes.plot(months, p50, color=colour(key), linestyle=dashes(key))
            axes.plot(months[-1], p50[-1], "o", color=colour(key), clip_on=False)
    labels.at_ends(axes, lines)
    heading(axes, f"{unit}, spent up to and with the month")
    footing(axes, "month")
    return drawing
