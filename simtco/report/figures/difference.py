"""What each strategy costs more or less than the reference in the same futures."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import INK, MUTED, canvas, colour, dashes, footing, note, styled
from simtco.report.figures.drawing import NothingToDrawError, showing


@styled
def difference(result: Result) -> Figure:
    """Cumulative curves of the paired difference, with a line where both cost the same.

    Raises:
        NothingToDrawError: there is one strategy.

    """
    if len(result.strategies) == 1:
        raise NothingToDrawError("one strategy has no other to be compared with")
    drawing, axes = canvas(3.3, right=labels.room_beside(result))
    reference = result.total(result.reference)
    others = [key for key, name in enumerate(result.strategies) if name != result.reference]
    gaps = [curves.at(result.totals[key] - reference, curves.BODY) for key in others]
    axes.set_xlim(*scales.span([0.0, *np.array(gaps)[:, [4, -5]].ravel()]))
    axes.set_ylim(0.0, 1.02)
    unit = scales.money(axes, "x", result.experiment.currency, rule=False)
    against = names.short(names.label(result, result.reference), 40)
    footing(axes, f"{unit}, strategy less {against}")
    scales.futures(axes, "y")
    axes.axvline(0.0, color=INK, linewidth=0.9)
    low, high = axes.get_xlim()
    for text, side, shift, room in (
        ("← cheaper", "right", -4, -low),
        ("dearer →", "left", 4, high),
    ):
        if room > 0.15 * (high - low):
            note(
                axes,
                (0.0, 1.0),
                text,
                xycoords=("data", "axes fraction"),
                xytext=(shift, 6),
                ha=side,
                color=MUTED,
            )
    for key, gap in zip(others, gaps, strict=True):
        with showing(axes, key):
            axes.plot(gap, curves.BODY, color=colour(key), linestyle=dashes(key))
    labels.beside(
        axes,
        [labels.of(result, k, gap, curves.BODY) for k, gap in zip(others, gaps, strict=True)],
    )
    return drawing
