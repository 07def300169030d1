"""The share of futures that have broken even with the reference, month by month."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import NEVER, Result
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import SIZE, canvas, colour, dashes, heading, styled


@styled
def break_even(result: Result) -> Figure:
    """A rising line per strategy: its cumulative cost has come down to the reference's."""
    horizon = result.experiment.horizon_months
    month = np.arange(1, horizon + 1)
    lines = []
    for key, name in enumerate(result.strategies):
        if name != result.reference:
            counts = np.bincount(result.break_even[key], minlength=horizon + 1)[NEVER + 1 :]
            text = names.short(names.label(result, name), 26)
            lines.append(
                (key, labels.Named(text, colour(key), month, counts.cumsum() / result.trials))
            )
    room = max(names.width(line.text) for _, line in lines) * SIZE / 72 + 0.2
    drawing, axes = canvas(2.9, right=room)
    axes.set_xlim(0.5, horizon + 0.5 if horizon == 1 else horizon)
    axes.set_ylim(0.0, 1.02)
    scales.futures(axes.yaxis)
    scales.months(axes.xaxis, horizon)
    for key, line in lines:
        axes.step(line.x, line.y, where="post", color=colour(key), linestyle=dashes(key))
        axes.plot(line.x[-1], line.y[-1], "o", color=colour(key), clip_on=False)
    labels.at_ends(axes, [line for _, line in lines])
    heading(axes, "futures that have broken even")
    axes.set_xlabel("month")
    return drawing
