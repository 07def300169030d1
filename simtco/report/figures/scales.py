"""Axes of money, chances and months, with few and plain numbers on them.

matplotlib's own ticks are switched off: they take most of the time of a small figure.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from simtco.report.figures.canvas import MUTED, RULE
from simtco.report.phrases import MINUS
from simtco.words.arrays import Floats

Side = Literal["x", "y"]
WIDE = 40.0
"""How many times the least a span may reach before it is drawn on a logarithmic axis."""

_WORDS = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "), (1e3, "thousand "), (1.0, ""))
_LETTERS = ((1e12, " tn"), (1e9, " bn"), (1e6, "M"), (1e3, "k"))


def ticks(
    axes: Axes, side: Side, places: Sequence[float], labels: Sequence[str], *, rule: bool
) -> None:
    """Write labels along a side, and rule the ground at their places if asked to."""
    across = axes.get_xaxis_transform() if side == "x" else axes.get_yaxis_transform()
    off = -5.0 / (axes.bbox.height if side == "x" else axes.bbox.width)
    for place, label in zip(places, labels, strict=True):
        at = (place, off) if side == "x" else (off, place)
        axes.text(
            *at,
            label,
            transform=across,
            color=MUTED,
            ha="center" if side == "x" else "right",
            va="top" if side == "x" else "center",
        )
    if rule:
        ends = [((p, 0.0), (p, 1.0)) if side == "x" else ((0.0, p), (1.0, p)) for p in places]
        lines = LineCollection(ends, transform=across, colors=RULE, linewidths=0.6, zorder=0)
        axes.add_collection(lines, autolim=False)


def span(values: Iterable[float], pad: float = 0.04) -> tuple[float, float]:
    """The least and the greatest value with some room around them, never of no width."""
    finite = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    room = (high - low) * pad or abs(high) * 0.1 or 1.0
    return low - room, high + room


def money_below(axes: Axes, values: Iterable[float], unit: str, *, rule: bool = False) -> str:
    """Lay the x axis over amounts, a logarithmic one where they span widely; say what it counts."""
    ends, wide = _reach(list(values))
    if wide:
        return logarithmic(axes, "x", ends, unit, rule=rule)
    axes.set_xlim(*ends)
    return money(axes, "x", unit, rule=rule)


def across(values: Floats) -> Floats:
    """How far along the axis that `money_below` lays over amounts each lies: 0 left, 1 right."""
    (low, high), wide = _reach(values.ravel().tolist())
    if wide:
        return np.asarray(np.log(values / low) / math.log(high / low))
    return np.asarray((values - low) / (high - low))


def _reach(values: Sequence[float]) -> tuple[tuple[float, float], bool]:
    """The ends of an axis over amounts, and whether it is a logarithmic one."""
    low, high = min(values), max(values)
    if low > 0 and high / low > WIDE:
        room = (high / low) ** 0.02
        return (low / room, high * room), True
    return span(values), False


def logarithmic(
    axes: Axes, side: Side, ends: tuple[float, float], unit: str, *, rule: bool = True
) -> str:
    """Lay a logarithmic axis between two amounts above 0; say what it counts."""
    if side == "x":
        axes.set_xscale("log")
        axes.set_xlim(*ends)
    else:
        axes.set_yscale("log")
        axes.set_ylim(*ends)
    places = _decades(*ends)
    ticks(axes, side, places, [compact(place) for place in places], rule=rule)
    return f"{unit}, logarithmic"


def money(axes: Axes, side: Side, unit: str, *, rule: bool = True, most: int = 6) -> str:
    """Even ticks of amounts between the limits, so many steps at most; say what they count."""
    places = _even(axes, side, most)
    largest = max((abs(place) for place in places), default=0.0)
    divisor, word = next(((d, w) for d, w in _WORDS if largest >= d), (1.0, ""))
    scaled = [place / divisor for place in places]
    decimals = max((len(f"{s:.6g}".partition(".")[2]) for s in scaled), default=0)
    plain = "e" not in "".join(f"{s:.6g}" for s in scaled)
    labels = [f"{s:,.{decimals}f}" if plain else f"{s:.6g}" for s in scaled]
    ticks(axes, side, places, [label.replace("-", MINUS) for label in labels], rule=rule)
    return f"{word}{unit}"


def percents(axes: Axes, side: Side) -> None:
    """Even ticks of fractions between the limits, written as percent."""
    places = _even(axes, side)
    labels = [f"{100 * place:,.6g}%".replace("-", MINUS) for place in places]
    ticks(axes, side, places, labels, rule=True)


def futures(
    axes: Axes, side: Side, shares: Sequence[float] = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
) -> None:
    """Ticks of a share of futures, of ten or of a hundred."""
    labels = [
        f"{round(10 * share)} in 10" if round(100 * share) % 10 == 0 else f"{100 * share:g} in 100"
        for share in shares
    ]
    ticks(axes, side, shares, labels, rule=side == "y")


def months(axes: Axes, horizon: int) -> None:
    """Ticks of months 1 to the horizon, whole quarters or years where there are many."""
    step = next((s for s in (1, 3, 6, 12, 24, 60) if horizon / s <= 12), 120)
    places = [float(place) for place in range(step, horizon + 1, step)]
    ticks(axes, "x", places, [f"{place:g}" for place in places], rule=False)


def compact(value: float) -> str:
    """An amount in few letters: 20000 is `20k`."""
    for size, letter in _LETTERS:
        if abs(value) >= size:
            return f"{value / size:,.6g}{letter}"
    return f"{value:.6g}"


def _even(axes: Axes, side: Side, most: int = 6) -> list[float]:
    low, high = axes.get_xlim() if side == "x" else axes.get_ylim()
    found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(
        min(low, high), max(low, high)
    )
    return [float(tick) for tick in found if min(low, high) <= tick <= max(low, high)]


def _decades(low: float, high: float) -> list[float]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = (1.0, 2.0, 5.0) if last - first <= 3 else (1.0,)
    every = max((last - first) // 7, 1)
    powers = np.arange(first, last + 1, every)
    return [s * 10.0 ** int(p) for p in powers for s in steps if low <= s * 10.0 ** int(p) <= high]
