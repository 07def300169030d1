"""The share of futures that have broken even with the reference, month by month."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import NEVER, Result
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import canvas, colour, dashes, footing, heading, styled
from simtco.report.figures.drawing import NothingToDrawError, showing


@styled
def break_even(result: Result) -> Figure:
    """A rising line per strategy: its cumulative cost has come down to the reference's.

    Raises:
        NothingToDrawError: there is one strategy.

    """
    if len(result.strategies) == 1:
        raise NothingToDrawError("one strategy has no other to break even with")
    horizon = result.experiment.horizon_months
    months = np.arange(1, horizon + 1, dtype=np.float64)
    lines = {}
    for key, name in enumerate(result.strategies):
        if name != result.reference:
            counts = np.bincount(result.break_even[key], minlength=horizon + 1)[NEVER + 1 :]
            lines[key] = labels.of(result, key, months, counts.cumsum() / result.trials)
    drawing, axes = canvas(2.9, right=labels.room([line.text for line in lines.values()]))
    axes.set_xlim(0.5 if horizon <= 12 else 1.0, horizon + (0.5 if horizon == 1 else 0.0))
    axes.set_ylim(0.0, 1.02)
    scales.futures(axes, "y")
    scales.months(axes, horizon)
    for key, line in lines.items():
        with showing(axes, key):
            axes.step(line.x, line.y, where="post", color=colour(key), linestyle=dashes(key))
            axes.plot(line.x[-1], line.y[-1], "o", color=colour(key), clip_on=False)
    labels.at_ends(axes, list(lines.values()))
    heading(axes, "futures that have broken even")
    footing(axes, "month")
    return drawing
