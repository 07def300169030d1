"""How the estimate of the chosen percentile settles as blocks are added."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import MUTED, SIZE, canvas, colour, dashes, heading, styled
from simtco.report.traced import traced


@styled
def convergence(result: Result) -> Figure:
    """Distance of the running estimate from the last one, with two standard errors around it."""
    ends = [names.short(names.label(result, name), 26) for name in result.strategies]
    room = max(names.width(text) for text in ends) * SIZE / 72 + 0.2
    drawing, axes = canvas(2.9, right=room)
    traces = [traced(result, name) for name in result.strategies]
    blocks = traces[0].blocks.astype(np.float64)
    off = [trace.relative for trace in traces]
    bounds = [b for low, _, high in off for b in (*low[1:], *high[1:])]
    low, high = scales.span([0.0, *bounds])
    axes.set_xlim(1.0, float(blocks[-1]))
    axes.set_ylim(low, high)
    scales.percents(axes.yaxis, low, high, bins=5)
    ticks = [b for b in blocks if b in {blocks[0], blocks[-1]} or np.log2(b) % 1 == 0]
    axes.set_xscale("log")
    axes.set_xticks(ticks, labels=[f"{round(b):,}" for b in ticks])
    axes.minorticks_off()
    axes.axhline(0.0, color=MUTED, linewidth=0.7)
    for key, (under, running, over) in enumerate(off):
        axes.fill_between(
            blocks[1:], under[1:], over[1:], color=colour(key), alpha=0.14, linewidth=0
        )
        axes.plot(blocks, running, color=colour(key), linestyle=dashes(key))
    labels.at_ends(
        axes,
        [labels.Named(text, colour(k), blocks, off[k][1]) for k, text in enumerate(ends)],
    )
    heading(axes, "off the final estimate")
    axes.set_xlabel("blocks of 4,096 futures, logarithmic")
    return drawing
