"""The mean of each strategy, split by category."""

from typing import get_args

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import (
    GROUND,
    INK,
    SIZE,
    bar,
    canvas,
    colour,
    footing,
    note,
    styled,
)
from simtco.report.figures.drawing import showing
from simtco.words.cost import Category
from simtco.words.wording import figure

_SHADES = (0.62, 0.34, 0.5, 0.22)
_Means = dict[str, float]


@styled
def categories(result: Result) -> Figure:
    """Bars in the strategy's colour, a shade for each category, named where there is room."""
    said = [names.short(names.label(result, name), 34) for name in result.strategies]
    means = [_by_category(result, name) for name in result.strategies]
    used = [c for c in get_args(Category) if any(c in found for found in means)]
    shades = {category: _SHADES[k % len(_SHADES)] for k, category in enumerate(used)}
    tall = 0.5 if len(said) <= 6 else 0.32
    drawing, axes = canvas(0.56 + tall * len(said), left=labels.room(said), right=0.75, top=0.06)
    above = [sum(v for v in found.values() if v > 0) for found in means]
    below = [sum(v for v in found.values() if v < 0) for found in means]
    low, high = scales.span([0.0, *above, *below], 0.01)
    axes.set_xlim(low if min(below) < 0 else 0.0, high)
    axes.set_ylim(len(said) - 0.5, -0.5)
    footing(axes, scales.money(axes, "x", result.experiment.currency, rule=False))
    labels.rows(axes, said, range(len(said)))
    for key, found in enumerate(means):
        with showing(axes, key):
            _bar(axes, key, found, shades)
            note(axes, (above[key], key), figure(sum(found.values())), fontweight="bold")
    return drawing


def _bar(axes: Axes, key: int, means: _Means, shades: dict[str, float]) -> None:
    low, high = axes.get_xlim()
    ends = {True: 0.0, False: 0.0}
    for category, mean in means.items():
        start = ends[mean > 0]
        ends[mean > 0] += mean
        edge = {"edgecolor": GROUND, "linewidth": 0.8}
        shade = {"facecolor": colour(key), "alpha": shades[category]}
        bar(axes, key, mean, start, height=0.72, **shade, **edge)
        if abs(mean) / (high - low) * axes.bbox.width > names.width(category) * SIZE + 2:
            axes.text(start + mean / 2, key, category, ha="center", va="center", color=INK)


def _by_category(result: Result, strategy: str) -> _Means:
    """Means of the categories of a strategy, in the order of the grammar."""
    means = result.items.mean(axis=0)
    found = {}
    for category in get_args(Category):
        own = [k.strategy == strategy and k.item.category == category for k in result.item_keys]
        total = float(np.sum(means, where=own)) if any(own) else 0.0
        if total:
            found[category] = total
    return found
