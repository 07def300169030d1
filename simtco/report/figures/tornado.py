"""How far each input swings the mean of one strategy."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from simtco.metrics.swings import Swing
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import INK, MUTED, canvas, colour, footing, styled


@styled
def tornado(swings: Sequence[Swing], key: int, currency: str) -> Figure:
    """Bars from the lowest tenth of an input to its highest; rings for the plan at P10 and P90.

    The pale end of a bar is the input's low end.
    """
    said = [names.short(swing.input, 46) for swing in swings]
    reached = [value for swing in swings for value, _ in swing.mean]
    reached += [value for swing in swings for value in swing.alone or ()]
    drawing, axes = canvas(0.62 + 0.27 * len(said), left=labels.room(said), right=0.25, top=0.06)
    axes.set_xlim(*scales.span([0.0, *reached]))
    axes.set_ylim(len(said) - 0.45, -0.55)
    footing(axes, f"change of the mean, {scales.money(axes, 'x', currency)}")
    labels.rows(axes, said, [INK] * len(said))
    axes.axvline(0.0, color=MUTED, linewidth=0.6)
    for row, swing in enumerate(swings):
        for (value, _), strength in zip(swing.mean, (0.38, 0.85), strict=True):
            axes.barh(row, value, height=0.62, color=colour(key), alpha=strength, linewidth=0)
        for value in swing.alone or ():
            axes.plot(value, row, "o", markersize=4.5, markerfacecolor="none", color=INK)
    return drawing
