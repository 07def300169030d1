"""The share of futures that cost more than an amount, down to rare ones."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.report import names
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import canvas, colour, dashes, heading, styled


@styled
def exceedance(result: Result) -> Figure:
    """Falling curves over a logarithmic axis of chances, a diamond at each CVaR95."""
    shares = curves.tail(result.trials)
    costs = np.array([curves.at(result.total(name), shares) for name in result.strategies])
    drawing, axes = canvas(3.7, left=0.95)
    unit = scales.money(axes.xaxis, axes.set_xlim, costs.ravel(), result.experiment.currency)
    least = float(1.0 - shares[-1])
    axes.set_yscale("log")
    axes.set_ylim(least / 1.2, 1.3)
    ticks = [10.0**-power for power in range(7) if 10.0**-power >= least / 1.2]
    axes.set_yticks(ticks, labels=["all", *(f"1 in {round(1 / tick):,}" for tick in ticks[1:])])
    axes.yaxis.set_minor_locator(NullLocator())
    for key, name in enumerate(result.strategies):
        total = result.total(name)
        axes.plot(costs[key], 1.0 - shares, color=colour(key), linestyle=dashes(key))
        tail_mean, _ = estimate.tail_mean(total, 0.95)
        beyond = float(np.mean(total > tail_mean))
        if beyond > 0:
            axes.plot(tail_mean, beyond, "D", color=colour(key), markersize=5.5)
    labels.beside(
        axes,
        [
            labels.Named(names.short(names.label(result, n), 30), colour(k), costs[k], 1.0 - shares)
            for k, n in enumerate(result.strategies)
        ],
    )
    heading(axes, "futures that cost more")
    axes.set_xlabel(unit)
    return drawing
