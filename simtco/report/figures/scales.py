"""Axes of money and of chances, with few and plain numbers on them."""

import math
from collections.abc import Callable, Iterable

import numpy as np
from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator, NullLocator

_WORDS = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "), (1e3, "thousand "), (1.0, ""))
_LETTERS = ((1e12, " tn"), (1e9, " bn"), (1e6, "M"), (1e3, "k"))
WIDE = 40.0
"""How many times the least a span may reach before it is drawn on a logarithmic axis."""


def span(values: Iterable[float], pad: float = 0.04) -> tuple[float, float]:
    """The least and the greatest value with some room around them, never of no width."""
    finite = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    room = (high - low) * pad or abs(high) * 0.1 or 1.0
    return low - room, high + room


def money(axis: Axis, set_limits: Callable[..., object], values: Iterable[float], unit: str) -> str:
    """Lay an axis over amounts, a logarithmic one where they span widely; say what it counts."""
    values = list(values)
    low, high = min(values), max(values)
    if low > 0 and high / low > WIDE:
        axis.axes.set(**{f"{axis.axis_name}scale": "log"})
        set_limits(low / 1.1, high * 1.1)
        axis.set_minor_locator(NullLocator())
        ticks = _decades(low / 1.1, high * 1.1)
        axis.set_ticks(ticks, labels=[compact(tick) for tick in ticks])
        return f"{unit}, logarithmic"
    low, high = span(values)
    set_limits(low, high)
    return linear(axis, low, high, unit)


def linear(axis: Axis, low: float, high: float, unit: str, bins: int = 6) -> str:
    """Even ticks between two amounts; say what they count."""
    ticks = [t for t in MaxNLocator(nbins=bins).tick_values(low, high) if low <= t <= high]
    largest = max((abs(tick) for tick in ticks), default=0.0)
    divisor, word = next(((d, w) for d, w in _WORDS if largest >= d), (1.0, ""))
    axis.set_ticks(ticks, labels=[f"{tick / divisor:,.6g}".replace("-", "−") for tick in ticks])
    return f"{word}{unit}"


def percents(axis: Axis, low: float, high: float, bins: int = 6) -> None:
    """Even ticks between two fractions, written as percent."""
    ticks = [t for t in MaxNLocator(nbins=bins).tick_values(low, high) if low <= t <= high]
    axis.set_ticks(ticks, labels=[f"{100 * tick:,.6g}%".replace("-", "−") for tick in ticks])


def futures(axis: Axis, shares: Iterable[float] = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)) -> None:
    """Ticks of a share of futures, of ten."""
    shares = list(shares)
    axis.set_ticks(shares, labels=[f"{10 * share:g} in 10" for share in shares])


def months(axis: Axis, horizon: int) -> None:
    """Ticks of months 1 to the horizon, whole quarters or years where there are many."""
    step = next((s for s in (1, 3, 6, 12, 24, 60, 120) if horizon / s <= 12), 120)
    ticks = list(range(step, horizon + 1, step))
    axis.set_ticks(ticks, labels=[str(tick) for tick in ticks])


def compact(value: float) -> str:
    """An amount in few letters: 20000 is `20k`."""
    for size, letter in _LETTERS:
        if abs(value) >= size:
            return f"{value / size:,.6g}{letter}"
    return f"{value:.6g}"


def _decades(low: float, high: float) -> list[float]:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = (1.0, 2.0, 5.0) if last - first <= 3 else (1.0,)
    every = max((last - first) // 7, 1)
    powers = np.arange(first, last + 1, every)
    return [s * 10.0 ** int(p) for p in powers for s in steps if low <= s * 10.0 ** int(p) <= high]
