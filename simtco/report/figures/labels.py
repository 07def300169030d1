"""Names written beside the lines that they name, never over each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from simtco.engine.block import Result
from simtco.report import names
from simtco.report.figures.canvas import INK, SIZE, colour, dashes
from simtco.report.figures.drawing import STRATEGY
from simtco.words.arrays import Floats

MOST_BESIDE = 6
"""So many names find room among the lines."""
_LETTERS = 32
_SAMPLE = 26  # points
_GAP = SIZE * 1.3
_LEVELS = np.linspace(0.5, 0.96, 15)


@dataclass(frozen=True, slots=True)
class Named:
    """A line by its points, or its end where there is one point, with its name and colour.

    key is the number of the strategy that it shows, if it shows one.
    """

    text: str
    colour: str
    x: Floats
    y: Floats
    key: int | None = None


def of(result: Result, key: int, x: Floats, y: Floats) -> Named:
    """The line of a strategy, by the strategy's number."""
    text = names.short(names.label(result, result.strategies[key]), _LETTERS)
    return Named(text, colour(key), x, y, key)


def room(texts: Sequence[str]) -> float:
    """Inches that a margin needs to hold the widest text."""
    return max(names.width(text) for text in texts) * SIZE / 72 + 0.16


def room_beside(result: Result) -> float:
    """Inches that a margin needs for what `beside` writes of all strategies."""
    if len(result.strategies) <= MOST_BESIDE:
        return 0.15
    said = [names.short(names.label(result, name), _LETTERS) for name in result.strategies]
    return room(said) + _SAMPLE / 72


def rows(axes: Axes, texts: Sequence[str], keys: Sequence[int] | None = None) -> None:
    """Name the rows 0, 1, 2 ... to the left of the axes, where they show strategies by theirs."""
    for place, text in enumerate(texts):
        row(axes, text, place, keys[place] if keys else None)


def row(axes: Axes, text: str, y: float, key: int | None = None) -> None:
    """Name what stands at a height to the left of the axes, in the colour of its strategy."""
    said = axes.text(
        -6.0 / axes.bbox.width,
        y,
        text,
        transform=axes.get_yaxis_transform(),
        color=INK if key is None else colour(key),
        ha="right",
        va="center",
        fontweight="bold",
    )
    said.set_gid(None if key is None else f"{STRATEGY}{key}")


def at_ends(axes: Axes, lines: Sequence[Named]) -> None:
    """Write each name to the right of its line's last point, pushed apart where they meet."""
    ends = [axes.transData.transform((line.x[-1], line.y[-1])) for line in lines]
    height = axes.bbox.height
    order = np.argsort([end[1] for end in ends], kind="stable")
    wanted = np.array([ends[place][1] - axes.bbox.y0 for place in order])
    gap = min(_GAP, height / max(len(lines), 1))
    for place, level in zip(order, _spread(wanted, gap, height), strict=True):
        _write(axes, ends[place][0] + 6, axes.bbox.y0 + level, lines[place], "left")


def beside(axes: Axes, lines: Sequence[Named], marks: Sequence[tuple[float, float]] = ()) -> None:
    """Write each name next to its rising or falling line, where lines and marks leave room.

    Where there are too many, they stand in a column to the right, each behind a sample of its line.
    """
    if len(lines) > MOST_BESIDE:
        _column(axes, lines)
        return
    curves = [axes.transData.transform(np.column_stack([n.x, n.y])) for n in lines]
    dots = axes.transData.transform(np.array(marks).reshape(-1, 2))
    taken: list[_Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    for line, curve in zip(lines, curves, strict=True):
        best = min(
            _places(axes, curve, names.width(line.text) * SIZE),
            key=lambda place: place[0] + _cost(place[1], taken, curves),
        )
        box, side = best[1], best[2]
        taken.append(box)
        _write(axes, box[0] if side == "left" else box[2], (box[1] + box[3]) / 2, line, side)


def _column(axes: Axes, lines: Sequence[Named]) -> None:
    """Names in a column to the right, the line that is farthest left at its middle first."""
    order = sorted(range(len(lines)), key=lambda k: float(np.median(lines[k].x)))
    height, left = axes.bbox.height, axes.bbox.x1 + 6
    gap = min(1.4 * _GAP, height / len(lines))
    for place, k in enumerate(order):
        y = height - (place + 0.5) * gap
        key = lines[k].key or 0
        (sample,) = axes.plot(
            [1.0 + 6 / axes.bbox.width, 1.0 + (_SAMPLE - 2) / axes.bbox.width],
            [y / height] * 2,
            transform=axes.transAxes,
            color=lines[k].colour,
            linestyle=dashes(key),
            clip_on=False,
        )
        sample.set_gid(f"{STRATEGY}{key}")
        _write(axes, left + _SAMPLE - 4, axes.bbox.y0 + y, lines[k], "left")


_Box = tuple[float, float, float, float]


def _places(axes: Axes, curve: Floats, wide: float) -> list[tuple[float, _Box, str]]:
    """Boxes to both sides of a curve with the price of not being the first choice."""
    area = axes.bbox
    order = np.argsort(curve[:, 1], kind="stable")
    found = []
    for rank, fraction in enumerate(sorted([*_LEVELS, *(1.0 - _LEVELS[1:])], key=_middle)):
        y = area.y0 + fraction * area.height
        band = np.array([y - _GAP / 2, y, y + _GAP / 2])
        own = np.interp(band, curve[order, 1], curve[order, 0])
        for side, left in (("left", own.max() + 5), ("right", own.min() - 5 - wide)):
            box = (left, y - _GAP / 2, left + wide, y + _GAP / 2)
            outside = left < area.x0 or left + wide > area.x1 + 8
            found.append((0.05 * rank + 0.02 * (side == "right") + 50.0 * outside, box, side))
    return found


def _middle(fraction: float) -> float:
    return abs(fraction - 0.5)


def _cost(box: _Box, taken: list[_Box], curves: Sequence[Floats]) -> float:
    meets = sum(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    )
    crossed = sum(
        bool(
            np.any(
                (curve[:, 0] > box[0] - 2)
                & (curve[:, 0] < box[2] + 2)
                & (curve[:, 1] > box[1])
                & (curve[:, 1] < box[3])
            )
        )
        for curve in curves
    )
    return 10.0 * meets + 1.0 * crossed


def _spread(wanted: Floats, gap: float, height: float) -> Floats:
    """Levels in rising order, a gap apart, as near to the wanted ones as they fit."""
    levels = wanted.copy()
    for place in range(1, len(levels)):
        levels[place] = max(levels[place], levels[place - 1] + gap)
    levels -= max(levels[-1] - height, 0.0) if len(levels) else 0.0
    for place in range(len(levels) - 2, -1, -1):
        levels[place] = min(levels[place], levels[place + 1] - gap)
    centre = float(np.mean(wanted - levels)) if len(levels) else 0.0
    low, high = -levels[0], height - levels[-1]
    return np.asarray(levels + np.clip(centre, low, high))


def _write(axes: Axes, x: float, y: float, line: Named, side: str) -> None:
    said = axes.annotate(
        line.text,
        (x, y),
        xycoords="figure points",
        color=line.colour,
        fontweight="bold",
        ha=side,
        va="center",
        annotation_clip=False,
    )
    said.set_gid(None if line.key is None else f"{STRATEGY}{line.key}")
