"""Cumulative cost over the months."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import SIZE, canvas, colour, dashes, heading, styled
from simtco.report.phased import phased

MOST_BANDS = 5


@styled
def fan(result: Result) -> Figure:
    """P50 as a line and P10 to P90 as a band; lines alone where strategies are many."""
    horizon = result.experiment.horizon_months
    months, levels = phased(result)
    ends = [names.short(names.label(result, name), 26) for name in result.strategies]
    room = max(names.width(text) for text in ends) * SIZE / 72 + 0.2
    drawing, axes = canvas(3.5, right=room)
    banded = len(ends) <= MOST_BANDS
    low, high = scales.span([0.0, *(levels if banded else levels[:, 1:2]).ravel()], 0.02)
    axes.set_xlim(0.5, horizon + (0.5 if horizon == 1 else 0.0))
    axes.set_ylim(low if low < -0.05 * high else 0.0, high)
    unit = scales.linear(axes.yaxis, *axes.get_ylim(), result.experiment.currency)
    scales.months(axes.xaxis, horizon)
    for key in range(len(ends)):
        p10, p50, p90 = levels[key]
        if banded:
            axes.fill_between(months, p10, p90, color=colour(key), alpha=0.16, linewidth=0)
            axes.plot([months[-1]] * 2, [p10[-1], p90[-1]], color=colour(key), linewidth=1.0)
        axes.plot(months, p50, color=colour(key), linestyle=dashes(key))
        axes.plot(months[-1], p50[-1], "o", color=colour(key), clip_on=False)
    labels.at_ends(
        axes,
        [labels.Named(text, colour(k), months, levels[k, 1]) for k, text in enumerate(ends)],
    )
    heading(axes, f"{unit}, spent up to and with the month")
    axes.set_xlabel("month")
    return drawing
