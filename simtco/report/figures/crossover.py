"""What strategies cost along a key, and where they cross."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result, Sweep
from simtco.metrics.sweep import points
from simtco.report.figures import along_a_key, labels, scales
from simtco.report.figures.canvas import INK, colour, dashes, heading, styled
from simtco.report.figures.drawing import showing
from simtco.report.swept import crossovers

_TOP = 12.0  # points above the axes that the spans of crossovers take, each


def crossover(result: Result, sweep: int | None = None) -> Figure:
    """P50 of each strategy along a key, P10 to P90 as a band; above, each crossover's P10 to P90.

    Raises:
        NothingToDrawError: the result has no such sweep of one key.

    """
    swept = along_a_key.asked(result, sweep, keys=1)
    return drawn(swept, along_a_key.called(result, swept))


@styled
def drawn(swept: Sweep, said: Sequence[str]) -> Figure:
    """The figure of one sweep; `said` is what the strategies are called."""
    crossed = {name: each for name, each in crossovers(swept).items() if each.levels}
    drawing, axes = along_a_key.ground(swept, said, top=0.28 + _TOP * len(crossed) / 72)
    x = np.array(swept.axes[0].values, dtype=np.float64)
    levels = np.array(
        [[[v for v, _ in each[name].levels] for each in points(swept)] for name in swept.strategies]
    )
    low, high = float(levels.min()), float(levels.max())
    if swept.axes[0].logarithmic and low > 0 and high / low > scales.WIDE:
        counted = scales.logarithmic(axes, "y", (low / 1.1, high * 1.1), swept.currency)
    else:
        axes.set_ylim(*scales.span([0.0, low, high]))
        counted = scales.money(axes, "y", swept.currency)
    for key, (p10, p50, p90) in enumerate(np.moveaxis(levels, 2, 1)):
        with showing(axes, key):
            axes.fill_between(x, p10, p90, color=colour(key), alpha=0.16, linewidth=0)
            axes.plot(x, p50, color=colour(key), linestyle=dashes(key))
    labels.at_ends(axes, along_a_key.named(said, x, levels[:, :, 1]))
    for row, (name, each) in enumerate(crossed.items(), start=1):
        (first, _), (middle, _), (last, _) = each.levels
        key, height = swept.strategies.index(name), 1.0 + (row - 0.4) * _TOP / axes.bbox.height
        style: dict[str, Any] = {"transform": axes.get_xaxis_transform(), "clip_on": False}
        with showing(axes, key):
            axes.plot(
                [first, last], [height] * 2, color=colour(key), linewidth=3.2, alpha=0.45, **style
            )
            axes.plot(middle, height, "o", color=colour(key), **style)
            axes.axvline(middle, color=INK, linewidth=0.6, linestyle=(0, (2, 2)))
    heading(axes, counted, raised=_TOP * len(crossed))
    return drawing
