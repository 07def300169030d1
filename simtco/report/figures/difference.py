"""What each strategy costs more or less than the reference in the same futures."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import INK, MUTED, canvas, colour, dashes, heading, styled


@styled
def difference(result: Result) -> Figure:
    """Cumulative curves of the paired difference, with a line where both cost the same."""
    drawing, axes = canvas(3.3)
    reference = result.total(result.reference)
    others = [(k, n) for k, n in enumerate(result.strategies) if n != result.reference]
    gaps = [curves.at(result.total(name) - reference, curves.BODY) for _, name in others]
    low, high = scales.span([0.0, *np.array(gaps)[:, [1, -2]].ravel()])
    axes.set_xlim(low, high)
    unit = scales.linear(axes.xaxis, low, high, result.experiment.currency)
    axes.set_ylim(0.0, 1.02)
    scales.futures(axes.yaxis)
    axes.axvline(0.0, color=INK, linewidth=0.9)
    for text, side, shift in (("← cheaper", "right", -4), ("dearer →", "left", 4)):
        axes.annotate(
            text,
            (0.0, 1.0),
            xytext=(shift, 3),
            textcoords="offset points",
            xycoords=("data", "axes fraction"),
            ha=side,
            color=MUTED,
        )
    for (key, _), gap in zip(others, gaps, strict=True):
        axes.plot(gap, curves.BODY, color=colour(key), linestyle=dashes(key))
    labels.beside(
        axes,
        [
            labels.Named(names.short(names.label(result, n), 30), colour(k), gap, curves.BODY)
            for (k, n), gap in zip(others, gaps, strict=True)
        ],
    )
    if low < -0.2 * (high - low):
        heading(axes, "futures at or under")
    axes.set_xlabel(
        f"{unit}, strategy less {names.short(names.label(result, result.reference), 40)}"
    )
    return drawing
