"""The buffer over the base estimate that each chance of staying within the budget takes."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import MUTED, canvas, colour, dashes, footing, heading, styled
from simtco.report.figures.drawing import NothingToDrawError, showing

SHARES = np.linspace(0.5, 0.99, 148)


@styled
def buffer(result: Result) -> Figure:
    """Buffer as a share of the base, from P50 to P99; strategies of no base are left out.

    Raises:
        NothingToDrawError: no strategy has a base estimate above 0.

    """
    lines = {
        key: labels.of(
            result, key, SHARES, curves.at(result.totals[key], SHARES) / result.plans[name].base - 1
        )
        for key, name in enumerate(result.strategies)
        if result.plans[name].base > 0
    }
    if not lines:
        raise NothingToDrawError("a base estimate of nothing has no buffer in percent")
    share = result.experiment.confidence
    drawing, axes = canvas(3.3, right=labels.room([line.text for line in lines.values()]))
    ends = [float(end) for line in lines.values() for end in line.y[[0, -1]]]
    low, high = scales.span([0.0, *ends])
    axes.set_ylim(low if min(ends) < 0 else 0.0, high)
    axes.set_xlim(0.5, 0.99)
    scales.percents(axes, "y")
    scales.futures(axes, "x", (0.5, 0.6, 0.7, 0.8, 0.9, 0.99))
    if 0.5 <= share <= 0.99:
        axes.axvline(share, color=MUTED, linewidth=0.7)
    for key, line in lines.items():
        with showing(axes, key):
            axes.plot(line.x, line.y, color=colour(key), linestyle=dashes(key))
            if 0.5 <= share <= 0.99:
                axes.plot(share, float(np.interp(share, line.x, line.y)), "o", color=colour(key))
    labels.at_ends(axes, list(lines.values()))
    heading(axes, "buffer, percent of the base estimate")
    footing(axes, "futures that stay within the base estimate and the buffer")
    return drawing
