"""The buffer over the base estimate that each chance of staying within the budget takes."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import MUTED, SIZE, canvas, colour, dashes, heading, styled

SHARES = np.linspace(0.5, 0.99, 50)


@styled
def buffer(result: Result) -> Figure:
    """Buffer as a share of the base, from P50 to P99; strategies of no base are left out."""
    lines = []
    for key, name in enumerate(result.strategies):
        base = result.plans[name].base
        if base > 0:
            over = curves.at(result.total(name), SHARES) / base - 1.0
            text = names.short(names.label(result, name), 26)
            lines.append((key, labels.Named(text, colour(key), SHARES, over)))
    room = max(names.width(line.text) for _, line in lines) * SIZE / 72 + 0.2
    drawing, axes = canvas(3.3, right=room)
    low, high = scales.span([0.0, *(v for _, line in lines for v in (line.y[0], line.y[-1]))])
    axes.set_ylim(low if low < -0.1 * high else 0.0, high)
    axes.set_xlim(0.5, 0.99)
    scales.percents(axes.yaxis, *axes.get_ylim())
    scales.futures(axes.xaxis, (0.5, 0.6, 0.7, 0.8, 0.9, 0.99))
    axes.axvline(result.experiment.confidence, color=MUTED, linewidth=0.7)
    for key, line in lines:
        axes.plot(line.x, line.y, color=colour(key), linestyle=dashes(key))
        if 0.5 <= result.experiment.confidence <= 0.99:
            here = float(np.interp(result.experiment.confidence, line.x, line.y))
            axes.plot(result.experiment.confidence, here, "o", color=colour(key))
    labels.at_ends(axes, [line for _, line in lines])
    heading(axes, "buffer, percent of the base estimate")
    axes.set_xlabel("futures that stay within the base estimate and the buffer")
    return drawing
