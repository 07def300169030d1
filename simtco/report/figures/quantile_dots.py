"""Fifty futures of every strategy, each a dot."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import curves, labels, scales
from simtco.report.figures.canvas import GROUND, WIDTH, canvas, colour, footing, styled
from simtco.report.figures.drawing import showing
from simtco.words.arrays import Floats

DOTS = 50
_SHARES: Floats = (np.arange(DOTS) + 0.5) / DOTS
_STACKS = 60
_RIGHT, _APART, _MOST_HIGH = 0.2, 0.16, 1.1  # inches


@styled
def quantile_dots(result: Result) -> Figure:
    """Fifty dots a strategy, each 1 in 50 futures, open where the budget does not cover them.

    The dots stand at the middles of fifty equal shares of the futures (Kay et al., CHI 2016). Where
    no budget is given, it is what covers the chosen share of the futures.
    """
    costs = np.array([curves.at(total, _SHARES) for total in result.totals])
    said = [names.short(names.label(result, name), 34) for name in result.strategies]
    left = labels.room(said)
    stacks = [_stacked(own) for own in scales.across(costs)]
    most = _MOST_HIGH if len(said) <= 4 else _MOST_HIGH / 2
    high = min((WIDTH - left - _RIGHT) / _STACKS, most / max(own[:, 1].max() for own in stacks))
    tall = [max(float(own[:, 1].max()) * high, 0.15) + _APART for own in stacks]
    drawing, axes = canvas(sum(tall) + 0.56, left=left, right=_RIGHT, top=0.08)
    axes.set_ylim(sum(tall), 0.0)
    footing(axes, scales.money_below(axes, costs.ravel(), result.experiment.currency, rule=True))
    for key, (own, floor) in enumerate(zip(stacks, np.cumsum(tall) - _APART / 2, strict=True)):
        heights = floor - (own[:, 1] - 0.5) * high
        beyond = costs[key] > covered(result, key)
        with showing(axes, key):
            for part, ground in ((~beyond, colour(key)), (beyond, GROUND)):
                axes.plot(
                    own[part, 0] / _STACKS,
                    heights[part],
                    "o",
                    transform=axes.get_yaxis_transform(),
                    markersize=62.0 * high,
                    color=colour(key),
                    markerfacecolor=ground,
                    markeredgewidth=0.8,
                )
            labels.row(axes, said[key], float(floor) - high / 2, key)
    return drawing


def covered(result: Result, key: int) -> float:
    """The budget of the experiment, or what covers the chosen share of a strategy's futures."""
    budget = result.experiment.budget
    share = np.array([result.experiment.confidence])
    return float(curves.at(result.totals[key], share)[0]) if budget is None else budget


def _stacked(across: Floats) -> Floats:
    """Stack of each cost, by its middle, and its place in the stack, counted from 1 (50, 2)."""
    stacks = np.floor(across * _STACKS)
    places = [1.0 + np.count_nonzero(stacks[:k] == stack) for k, stack in enumerate(stacks)]
    return np.column_stack([stacks + 0.5, places])
