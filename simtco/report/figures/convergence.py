"""How the estimate of the chosen percentile settles as blocks are added."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import MUTED, canvas, colour, dashes, footing, heading, styled
from simtco.report.figures.drawing import NothingToDrawError, showing
from simtco.report.traced import traces

_TELLING = 2
"""Steps that are left out: the interval of two blocks is as wide as the page."""


@styled
def convergence(result: Result) -> Figure:
    """Distance of the running estimate from the last one, with its 95% interval.

    Raises:
        NothingToDrawError: there is one block.

    """
    if result.blocks == 1:
        raise NothingToDrawError("a single block does not show how an estimate settles")
    found = traces(result)
    blocks = found[0].blocks
    off = [trace.relative for trace in found]
    lines = [labels.of(result, key, blocks, own[1]) for key, own in enumerate(off)]
    drawing, axes = canvas(2.9, right=labels.room([line.text for line in lines]))
    axes.set_xscale("log")
    axes.set_xlim(1.0, float(blocks[-1]))
    some = min(_TELLING, len(blocks) - 1)
    axes.set_ylim(*scales.span([0.0, *(b for u, _, o in off for b in (*u[some:], *o[some:]))]))
    scales.percents(axes, "y")
    shown = [b for b in blocks if b == blocks[-1] or (np.log2(b) % 1 == 0 and 1.5 * b < blocks[-1])]
    scales.ticks(axes, "x", shown, [f"{b:,.0f}" for b in shown], rule=False)
    axes.axhline(0.0, color=MUTED, linewidth=0.7)
    for key, (under, running, over) in enumerate(off):
        with showing(axes, key):
            axes.fill_between(
                blocks[some:], under[some:], over[some:], color=colour(key), alpha=0.14, linewidth=0
            )
            axes.plot(blocks, running, color=colour(key), linestyle=dashes(key))
    labels.at_ends(axes, lines)
    heading(axes, "off the final estimate")
    footing(axes, "blocks of 4,096 futures, logarithmic")
    return drawing
