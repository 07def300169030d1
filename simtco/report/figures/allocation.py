"""What the contingency of one strategy is for."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.metrics.shares import Share, shares, strongest
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import (
    MUTED,
    SIZE,
    WIDTH,
    bar,
    canvas,
    colour,
    footing,
    note,
    panel,
    styled,
    whisker,
)
from simtco.report.figures.drawing import chosen
from simtco.report.phrases import level_name, plain

_NUMBER, _BOTTOM, _TOP = 0.62, 0.48, 0.28  # inches


@styled
def allocation(result: Result, strategy: str | None = None) -> Figure:
    """Contingency by cost and shock beside CVaR95, each with two standard errors."""
    key = chosen(result, strategy)
    name = result.strategies[key]
    contingency, tail = (each for each in shares(result) if each.strategy == name)
    rows = strongest(contingency.items)
    other = {part.name: part for part in tail.items}
    shown = {part.name for part in rows}
    rest = sum(part.value for part in tail.items if part.name not in shown)
    beside = [other.get(part.name) or Share(part.name, rest, None) for part in rows]
    said = [names.short(names.spoken(part.name), 30) for part in rows]
    left = labels.room(said)
    wide = (WIDTH - left - 2 * _NUMBER) / 2
    height = _BOTTOM + _TOP + 0.05 + 0.27 * len(said)
    drawing, axes = canvas(height, left=left, right=WIDTH - left - wide)
    second = panel(drawing, (left + wide + _NUMBER, _BOTTOM, wide, height - _BOTTOM - _TOP))
    labels.rows(axes, said)
    level = level_name(result.experiment.confidence)
    for at, parts, heading in (
        (axes, rows, f"to the contingency ({level} less base)"),
        (second, beside, "to CVaR95"),
    ):
        _bars(at, parts, key, result.experiment.currency)
        above = {"xycoords": "axes fraction", "xytext": (0, SIZE), "color": MUTED}
        note(at, (0.0, 1.0), heading, **above)
    return drawing


def _bars(axes: Axes, parts: Sequence[Share], key: int, currency: str) -> None:
    errors = [2.0 * (part.standard_error or 0.0) for part in parts]
    tops = [max(part.value + off, 0.0) for part, off in zip(parts, errors, strict=True)]
    bottoms = [part.value - off for part, off in zip(parts, errors, strict=True)]
    low, high = scales.span([0.0, *tops, *bottoms], 0.02)
    axes.set_xlim(low if min(bottoms) < 0 else 0.0, high)
    axes.set_ylim(len(parts) - 0.45, -0.55)
    footing(axes, scales.money(axes, "x", currency, most=4))
    axes.axvline(0.0, color=MUTED, linewidth=0.6)
    for row, part in enumerate(parts):
        bar(axes, row, part.value, color=colour(key), alpha=0.55)
        whisker(axes, row, part.value, part.standard_error)
        note(axes, (tops[row], row), plain(part.value), fontweight="bold")
