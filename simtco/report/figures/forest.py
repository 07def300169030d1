"""P10, P50 and P90 of every strategy, one below the other."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import scales
from simtco.report.figures.canvas import INK, MUTED, SIZE, canvas, colour, styled
from simtco.words.wording import figure


@styled
def forest(result: Result) -> Figure:
    """A line from P10 to P90, a dot at P50 and a ring at the base estimate, per strategy."""
    labels = [names.short(names.label(result, name), 34) for name in result.strategies]
    rows = np.arange(len(labels))[::-1]
    levels = np.quantile(result.totals, (0.1, 0.5, 0.9), axis=1)
    bases = np.array([result.plans[name].base for name in result.strategies])
    left = max(names.width(label) for label in labels) * SIZE / 72 + 0.12
    drawing, axes = canvas(0.86 + 0.34 * len(rows), left=left, right=1.25, rule="x")
    unit = scales.money(
        axes.xaxis, axes.set_xlim, [*levels.ravel(), *bases], result.experiment.currency
    )
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_yticks(rows, labels=labels)
    for key, (row, tick) in enumerate(zip(rows, axes.get_yticklabels(), strict=True)):
        tick.set(color=colour(key), fontweight="bold")
        axes.plot(levels[[0, 2], key], [row, row], color=colour(key), linewidth=3.2, alpha=0.45)
        axes.plot(levels[1, key], row, "o", color=colour(key), markersize=6.5)
        axes.plot(
            bases[key], row, "o", markersize=5, markerfacecolor="none", color=INK, markeredgewidth=1
        )
        axes.annotate(
            figure(float(levels[1, key])),
            (1.0, row),
            xytext=(84, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="right",
            va="center",
            fontweight="bold",
        )
    axes.annotate(
        f"P50, {result.experiment.currency}",
        (1.0, 1.0),
        xytext=(84, 7),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        color=MUTED,
    )
    axes.set_xlabel(unit)
    return drawing
