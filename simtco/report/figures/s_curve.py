"""The share of futures that cost no more than a budget."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import (
    GROUND,
    INK,
    MUTED,
    canvas,
    colour,
    dashes,
    footing,
    heading,
    note,
    styled,
)
from simtco.report.figures.drawing import showing


@styled
def s_curve(result: Result) -> Figure:
    """Cumulative curves, a ring at each base estimate and a dot at the chosen confidence."""
    experiment = result.experiment
    share = experiment.confidence
    drawing, axes = canvas(3.7, right=labels.room_beside(result))
    costs = np.array([curves.at(result.total(name), curves.BODY) for name in result.strategies])
    bases = [result.plans[name].base for name in result.strategies]
    shown = [*costs[:, [1, -3]].ravel(), *bases]
    budget = experiment.budget
    if budget is not None and min(shown) / 2 <= budget <= max(shown) * 1.5:
        shown.append(budget)
        axes.axvline(budget, color=INK, linewidth=0.9, linestyle=(0, (4, 2)))
        note(axes, (budget, 1.0), "budget", xycoords=("data", "axes fraction"), xytext=(4, -9))
    footing(axes, scales.money_below(axes, shown, experiment.currency))
    axes.set_ylim(0.0, 1.02)
    scales.futures(axes, "y")
    axes.axhline(share, color=MUTED, linewidth=0.7)
    marks = []
    for key, name in enumerate(result.strategies):
        level = float(np.interp(share, curves.BODY, costs[key]))
        held = float(np.mean(result.total(name) <= bases[key]))
        marks += [(level, share), (bases[key], held)]
        with showing(axes, key):
            axes.plot(costs[key], curves.BODY, color=colour(key), linestyle=dashes(key))
            axes.plot(level, share, "o", color=colour(key))
            axes.plot(bases[key], held, "o", color=colour(key), markerfacecolor=GROUND, zorder=3)
    lines = [labels.of(result, key, own, curves.BODY) for key, own in enumerate(costs)]
    labels.beside(axes, lines, marks)
    heading(axes, "futures that cost no more")
    return drawing
