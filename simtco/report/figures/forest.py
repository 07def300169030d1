"""P10, P50 and P90 of every strategy, one below the other."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import INK, MUTED, canvas, colour, footing, note, styled
from simtco.report.figures.drawing import showing
from simtco.words.wording import figure


@styled
def forest(result: Result) -> Figure:
    """A line from P10 to P90, a dot at P50 and a ring at the base estimate, per strategy."""
    said = [names.short(names.label(result, name), 34) for name in result.strategies]
    levels = np.quantile(result.totals, (0.1, 0.5, 0.9), axis=1)
    bases = np.array([result.plans[name].base for name in result.strategies])
    currency = result.experiment.currency
    drawing, axes = canvas(0.86 + 0.34 * len(said), left=labels.room(said), right=0.95)
    axes.set_ylim(len(said) - 0.4, -0.6)
    footing(axes, scales.money_below(axes, [*levels.ravel(), *bases], currency, rule=True))
    labels.rows(axes, said, range(len(said)))
    at_right = {"xycoords": ("axes fraction", "data"), "xytext": (62, 0), "ha": "right"}
    note(axes, (1.0, -0.9), f"P50, {currency}", color=MUTED, **at_right)
    for key in range(len(said)):
        low, middle, high = levels[:, key]
        with showing(axes, key):
            axes.plot([low, high], [key, key], color=colour(key), linewidth=3.2, alpha=0.45)
            axes.plot(middle, key, "o", color=colour(key), markersize=6.5)
            axes.plot(bases[key], key, "o", markersize=5, color=INK, markerfacecolor="none")
            note(axes, (1.0, key), figure(float(middle)), fontweight="bold", **at_right)
    return drawing
