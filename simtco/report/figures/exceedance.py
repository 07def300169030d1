"""The share of futures that cost more than an amount, down to rare ones."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import canvas, colour, dashes, footing, heading, styled


@styled
def exceedance(result: Result) -> Figure:
    """Falling curves over a logarithmic axis of chances, a diamond at each CVaR95."""
    shares = curves.tail(result.trials)
    costs = np.array([curves.at(result.total(name), shares) for name in result.strategies])
    drawing, axes = canvas(3.7)
    footing(axes, scales.money_below(axes, costs.ravel(), result.experiment.currency))
    least = float(1.0 - shares[-1])
    axes.set_yscale("log")
    axes.set_ylim(least / 1.2, 1.3)
    rare = [10.0**-power for power in range(7) if 10.0**-power >= least / 1.2]
    said = ["all", *(f"1 in {round(1 / share):,}" for share in rare[1:])]
    scales.ticks(axes, "y", rare, said, rule=True)
    marks = []
    for key, name in enumerate(result.strategies):
        total = result.total(name)
        axes.plot(costs[key], 1.0 - shares, color=colour(key), linestyle=dashes(key))
        tail_mean, _ = estimate.tail_mean(total, 0.95)
        beyond = float(np.mean(total > tail_mean))
        if beyond > 0:
            axes.plot(tail_mean, beyond, "D", color=colour(key), markersize=5.5)
            marks.append((tail_mean, beyond))
    lines = [labels.of(result, key, own, 1.0 - shares) for key, own in enumerate(costs)]
    labels.beside(axes, lines, marks)
    heading(axes, "futures that cost more")
    return drawing
