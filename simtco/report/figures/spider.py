"""What a strategy costs as one driver at a time runs from low to high."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics.spider import PERCENTILES
from simtco.metrics.spider import spider as legs_of
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import (
    MUTED,
    canvas,
    colour,
    dashes,
    footing,
    heading,
    styled,
)
from simtco.report.figures.drawing import NothingToDrawError, chosen
from simtco.report.phrases import level_name

_TICKS = (0.1, 0.3, 0.5, 0.7, 0.9)


@styled
def spider(result: Result, strategy: str | None = None) -> Figure:
    """A line for each of the first drivers: the mean with it at each of its percentiles.

    Raises:
        NothingToDrawError: no input stands out.

    """
    shown = result.strategies[chosen(result, strategy)]
    legs = [leg for leg in legs_of(result) if leg.strategy == shown]
    if not legs:
        raise NothingToDrawError("no input of the strategy stands out from the noise")
    said = [names.short(leg.input, 40) for leg in legs]
    x = np.array(PERCENTILES)
    rows = np.array([[value for value, _ in leg.changes] for leg in legs])
    drawing, axes = canvas(3.5, right=labels.room(said))
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(*scales.span([0.0, *rows.ravel()]))
    unit = scales.money(axes, "y", result.experiment.currency)
    heading(axes, f"change of the mean, {unit}")
    scales.ticks(axes, "x", _TICKS, [level_name(share) for share in _TICKS], rule=False)
    footing(axes, "where the driver lies in its own distribution")
    axes.axhline(0.0, color=MUTED, linewidth=0.6)
    for key, row in enumerate(rows):
        axes.plot(x, row, color=colour(key), linestyle=dashes(key))
    labels.at_ends(
        axes,
        [
            labels.Named(text, colour(key), x, row)
            for key, (text, row) in enumerate(zip(said, rows, strict=True))
        ],
    )
    return drawing
