"""Cumulative cost over the months."""

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import canvas, colour, dashes, footing, heading, styled
from simtco.report.phased import Phased

MOST_BANDS = 5


@styled
def fan(result: Result, phased: Phased) -> Figure:
    """P50 as a line and P10 to P90 as a band; lines alone where strategies are many."""
    horizon = result.experiment.horizon_months
    months, levels = phased.months, phased.levels
    lines = [labels.of(result, key, months, own[1]) for key, own in enumerate(levels)]
    drawing, axes = canvas(3.5, right=labels.room([line.text for line in lines]))
    banded = len(lines) <= MOST_BANDS
    low, high = scales.span([0.0, *(levels if banded else levels[:, 1:2]).ravel()], 0.02)
    axes.set_xlim(0.5 if horizon <= 12 else 1.0, horizon + (0.5 if horizon == 1 else 0.0))
    axes.set_ylim(low if low < -0.05 * high else 0.0, high)
    unit = scales.money(axes, "y", result.experiment.currency)
    scales.months(axes, horizon)
    for key, (p10, p50, p90) in enumerate(levels):
        if banded:
            axes.fill_between(months, p10, p90, color=colour(key), alpha=0.16, linewidth=0)
            axes.plot([months[-1]] * 2, [p10[-1], p90[-1]], color=colour(key), linewidth=1.0)
        axes.plot(months, p50, color=colour(key), linestyle=dashes(key))
        axes.plot(months[-1], p50[-1], "o", color=colour(key), clip_on=False)
    labels.at_ends(axes, lines)
    heading(axes, f"{unit}, spent up to and with the month")
    footing(axes, "month")
    return drawing
