"""The share of futures that cost more than an amount, down to rare ones."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import (
    GROUND,
    INK,
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
def exceedance(result: Result) -> Figure:
    """Falling curves over a logarithmic axis of chances, a diamond at CVaR95, a ring at base."""
    shares = curves.tail(result.trials)
    costs = np.array([curves.at(result.total(name), shares) for name in result.strategies])
    bases = [result.plans[name].base for name in result.strategies]
    shown = [*costs.ravel(), *bases]
    drawing, axes = canvas(3.7, left=0.78, right=labels.room_beside(result))
    budget = result.experiment.budget
    if budget is not None and min(shown) / 2 <= budget <= max(shown) * 1.5:
        shown.append(budget)
        axes.axvline(budget, color=INK, linewidth=0.9, linestyle=(0, (4, 2)))
        note(axes, (budget, 0.0), "budget", xycoords=("data", "axes fraction"), xytext=(4, 9))
    footing(axes, scales.money_below(axes, shown, result.experiment.currency))
    least = float(1.0 - shares[-1])
    axes.set_yscale("log")
    axes.set_ylim(least / 1.2, 1.3)
    rare = [10.0**-power for power in range(7) if 10.0**-power >= least / 1.2]
    said = ["all", *(f"1 in {round(1 / share):,}" for share in rare[1:])]
    scales.ticks(axes, "y", rare, said, rule=True)
    marks = []
    for key, name in enumerate(result.strategies):
        total = result.total(name)
        tail_mean, _ = estimate.tail_mean(total, 0.95)
        with showing(axes, key):
            axes.plot(costs[key], 1.0 - shares, color=colour(key), linestyle=dashes(key))
            for amount, mark, ground in ((tail_mean, "D", colour(key)), (bases[key], "o", GROUND)):
                beyond = float(np.mean(total > amount))
                if beyond >= least:
                    axes.plot(amount, beyond, mark, color=colour(key), markerfacecolor=ground)
                    marks.append((amount, beyond))
    lines = [labels.of(result, key, own, 1.0 - shares) for key, own in enumerate(costs)]
    labels.beside(axes, lines, marks)
    heading(axes, "futures that cost more")
    return drawing
