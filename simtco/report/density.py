"""A distribution drawn with characters: how many futures lie where."""

import textwrap
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simtco.report.phrases import level_name
from simtco.words.arrays import Floats
from simtco.words.family import Family
from simtco.words.wording import figure, frequency

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_STICK = " ╻┃"
_ROWS = 8
_DECADES = 100.0  # a positive range wider than this needs a logarithmic axis
_ATOM = 0.01  # share of futures at one value from which on it is drawn as a stick
_U = (np.arange(32_768) + 0.5) / 32_768


@dataclass(frozen=True, slots=True)
class Histogram:
    """Shares of all futures between edges (K + 1,), in K columns, from p1 to p99.

    `sticks` (K,) tells the columns that owe most of theirs to single values.
    """

    edges: Floats
    shares: Floats
    sticks: NDArray[np.bool_]
    logarithmic: bool


def histogram(family: Family, columns: int) -> Histogram:
    """Count the values of the ppf at evenly spread probabilities."""
    low, high = family.percentile(0.01), family.percentile(0.99)
    logarithmic = low > 0 and high / low > _DECADES
    spread = np.geomspace if logarithmic else np.linspace
    edges = np.asarray(spread(low, high, columns + 1), dtype=np.float64)
    values = family.ppf(_U)
    single, counts = np.unique(values, return_counts=True)
    often = counts >= _ATOM * _U.size
    shares = np.histogram(values, edges)[0] / _U.size
    atoms = np.histogram(single[often], edges, weights=counts[often])[0] / _U.size
    return Histogram(edges, shares, atoms > shares / 2.0, logarithmic)


def density(family: Family, unit: str = "", width: int = 64) -> list[str]:
    """Lines of a picture, an axis with P10, P50 and P90, and what the height says."""
    low, high = family.percentile(0.01), family.percentile(0.99)
    if not low < high:
        return [f"at least 98 in 100 futures: {figure(low)} {unit}".rstrip()]
    drawn = histogram(family, width)
    marks = {
        level_name(p): int(np.searchsorted(drawn.edges[1:-1], family.percentile(p)))
        for p in (0.1, 0.5, 0.9)
    }
    return [
        *bars(drawn.shares, drawn.sticks),
        *_axis(marks, width),
        _ends(figure(low), figure(high), unit, width),
        *textwrap.wrap(" ".join(_legend(drawn)), width),
    ]


def bars(heights: Floats, sticks: NDArray[np.bool_] | None = None, wide: int = 1) -> list[str]:
    """Columns (K,) of blocks, the highest as high as the picture; lines from the top down."""
    full = heights / heights.max()
    eighths = np.ceil(full * _ROWS * 8 - 1e-9).astype(int)
    halves = np.ceil(full * _ROWS * 2 - 1e-9).astype(int)
    lines = []
    for row in reversed(range(_ROWS)):
        cells = [
            _STICK[min(max(half - 2 * row, 0), 2)]
            if sticks is not None and sticks[at]
            else _EIGHTHS[min(max(eighth - 8 * row, 0), 8)]
            for at, (eighth, half) in enumerate(zip(eighths, halves, strict=True))
        ]
        lines.append("".join(cell * wide for cell in cells).rstrip())
    return lines


def _axis(marks: dict[str, int], width: int) -> list[str]:
    """The line below the picture with a tick at each mark, and their names where there is room."""
    line, names = ["─"] * width, [" "] * width
    for name, at in marks.items():
        line[at] = "┴"
        start = min(max(at - len(name) // 2, 0), width - len(name))
        if not "".join(names[max(start - 1, 0) : start + len(name) + 1]).strip():
            names[start : start + len(name)] = name
    return ["".join(line), "".join(names).rstrip()]


def _ends(low: str, high: str, unit: str, width: int) -> str:
    """The values at both ends, with the unit where there is room for it."""
    whole = f"{high} {unit}".rstrip()
    room = width - len(low) - 1
    return f"{low} {whole if len(whole) <= room else high:>{room}}"


def _legend(drawn: Histogram) -> list[str]:
    most = frequency(float(drawn.shares.max()))
    said = [f"Height: how many futures lie in a column; the highest holds {most}."]
    said.append("Beyond each end lie at most 1 in 100.")
    if drawn.sticks.any():
        said.append("A thin line: many futures take exactly one value.")
    if drawn.logarithmic:
        said.append("The scale is logarithmic: equal steps multiply.")
    return said
