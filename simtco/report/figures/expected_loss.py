"""What each strategy loses against the cheapest of each future, along a key."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result, Sweep
from simtco.metrics.sweep import points
from simtco.report.figures import along_a_key, labels, scales
from simtco.report.figures.canvas import INK, colour, dashes, heading, styled
from simtco.report.figures.drawing import NothingToDrawError, showing

_MOST = 4.0  # times the frontier's top that the axis reaches, where losses go far beyond


def expected_loss(result: Result, sweep: int | None = None) -> Figure:
    """Expected loss curves with their frontier, the least of them, as a broad pale line.

    Alarid-Escudero et al., Value in Health 22(5), 2019: the frontier is the strategy to choose and
    its height the expected value of perfect information.

    Raises:
        NothingToDrawError: the result has no such sweep of one key, or a single strategy.

    """
    swept = along_a_key.asked(result, sweep, keys=1)
    if len(swept.strategies) == 1:
        raise NothingToDrawError("one strategy alone loses nothing against another")
    return drawn(swept, along_a_key.called(result, swept))


@styled
def drawn(swept: Sweep, said: Sequence[str]) -> Figure:
    """The figure of one sweep; `said` is what the strategies are called."""
    x = np.array(swept.axes[0].values, dtype=np.float64)
    rows = np.array(
        [[found[name].regret[0] for found in points(swept)] for name in swept.strategies]
    )
    frontier = rows.min(axis=0)
    drawing, axes = along_a_key.ground(swept, said)
    top = float(rows.max())
    if frontier.max() > 0:
        top = min(top, _MOST * float(frontier.max()))
    axes.set_ylim(0.0, 1.04 * top or 1.0)
    heading(axes, f"{scales.money(axes, 'y', swept.currency)}, lost on average by the choice")
    axes.plot(x, frontier, color=INK, linewidth=7.0, alpha=0.18)
    for key, row in enumerate(rows):
        with showing(axes, key):
            axes.plot(x, row, color=colour(key), linestyle=dashes(key))
    ends = [np.clip(row[-1:], 0.0, 1.04 * top) for row in rows]
    labels.at_ends(axes, along_a_key.named(said, x[-1:], np.array(ends)))
    return drawing
