"""The share of futures that cost no more than a budget."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import (
    GROUND,
    INK,
    MUTED,
    canvas,
    colour,
    dashes,
    heading,
    styled,
)


@styled
def s_curve(result: Result) -> Figure:
    """Cumulative curves, a ring at each base estimate and a dot at the chosen confidence."""
    experiment = result.experiment
    drawing, axes = canvas(3.7)
    costs = np.array([curves.at(result.total(name), curves.BODY) for name in result.strategies])
    bases = [result.plans[name].base for name in result.strategies]
    shown = [*costs[:, [1, -3]].ravel(), *bases]
    budget = experiment.budget
    if budget is not None and min(shown) / 2 <= budget <= max(shown) * 1.5:
        shown.append(budget)
        axes.axvline(budget, color=INK, linewidth=0.9, linestyle=(0, (4, 2)))
        axes.annotate(
            "budget",
            (budget, 1.0),
            xytext=(3, 2),
            textcoords="offset points",
            xycoords=("data", "axes fraction"),
        )
    unit = scales.money(axes.xaxis, axes.set_xlim, shown, experiment.currency)
    axes.set_ylim(0.0, 1.02)
    scales.futures(axes.yaxis)
    axes.axhline(experiment.confidence, color=MUTED, linewidth=0.7)
    for key, name in enumerate(result.strategies):
        axes.plot(costs[key], curves.BODY, color=colour(key), linestyle=dashes(key))
        level = float(np.quantile(result.total(name), experiment.confidence))
        held = float(np.mean(result.total(name) <= bases[key]))
        axes.plot(level, experiment.confidence, "o", color=colour(key))
        axes.plot(bases[key], held, "o", color=colour(key), markerfacecolor=GROUND, zorder=3)
    labels.beside(
        axes,
        [
            labels.Named(names.short(names.label(result, n), 30), colour(k), costs[k], curves.BODY)
            for k, n in enumerate(result.strategies)
        ],
    )
    heading(axes, "futures that cost no more")
    axes.set_xlabel(unit)
    return drawing
