"""The mean of each strategy, split by category."""

from typing import get_args

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures import scales
from simtco.report.figures.canvas import GROUND, INK, SIZE, canvas, colour, styled
from simtco.words.cost import Category
from simtco.words.wording import figure

_SHADES = (0.62, 0.34, 0.5, 0.22)


@styled
def categories(result: Result) -> Figure:
    """Bars in the strategy's colour, a shade for each category, named where there is room."""
    rows = [names.short(names.label(result, name), 34) for name in result.strategies]
    left = max(names.width(row) for row in rows) * SIZE / 72 + 0.12
    tall = 0.52 if len(rows) <= 6 else 0.3
    drawing, axes = canvas(0.8 + tall * len(rows), left=left, right=0.75, rule=None)
    means = [_by_category(result, name) for name in result.strategies]
    above = [sum(v for _, v in found if v > 0) for found in means]
    below = [sum(v for _, v in found if v < 0) for found in means]
    low, high = scales.span([0.0, *above, *below], 0.01)
    axes.set_xlim(low if min(below) < 0 else 0.0, high)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), labels=rows)
    axes.set_xlabel(scales.linear(axes.xaxis, *axes.get_xlim(), result.experiment.currency))
    inch = axes.bbox.width / (axes.get_xlim()[1] - axes.get_xlim()[0])
    for key, (found, tick) in enumerate(zip(means, axes.get_yticklabels(), strict=True)):
        tick.set(color=colour(key), fontweight="bold")
        ends = {True: 0.0, False: 0.0}
        for shade, (category, mean) in enumerate(found):
            start = ends[mean > 0]
            ends[mean > 0] += mean
            axes.barh(
                key,
                mean,
                left=start,
                height=0.74,
                color=colour(key),
                alpha=_SHADES[shade % len(_SHADES)],
                edgecolor=GROUND,
                linewidth=0.8,
            )
            if abs(mean) * inch > names.width(category) * SIZE + 6:
                axes.text(start + mean / 2, key, category, ha="center", va="center", color=INK)
        axes.annotate(
            figure(sum(mean for _, mean in found)),
            (ends[True], key),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontweight="bold",
            annotation_clip=False,
        )
    return drawing


def _by_category(result: Result, strategy: str) -> list[tuple[str, float]]:
    """Means of the categories of a strategy, in the order of the grammar."""
    means = result.items.mean(axis=0)
    found = []
    for category in get_args(Category):
        own = [k.strategy == strategy and k.item.category == category for k in result.item_keys]
        total = float(np.sum(means, where=own)) if any(own) else 0.0
        if total:
            found.append((category, total))
    return found
