"""The ground that every figure is drawn on: size, type, colours and line styles."""

from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

INK = "#1c2024"
MUTED = "#687078"
RULE = "#e2e5e9"
GROUND = "#ffffff"
WIDTH = 7.6
SIZE = 8.0

_OKABE_ITO = [to_hex(colour) for colour in mpl.color_sequences["okabe_ito"]]
COLOURS = tuple(_OKABE_ITO[number] for number in (5, 6, 3, 1, 7, 2))
"""Blue, vermillion, green, orange, purple and sky blue; yellow is too pale for a line."""
DASHES: tuple[Any, ...] = (
    "-",
    (0, (5, 1.6)),
    (0, (1.2, 1.2)),
    (0, (6, 1.5, 1.2, 1.5)),
    (0, (9, 2)),
)

styled = mpl.rc_context(
    {
        "font.family": ["DejaVu Sans"],
        "font.size": SIZE,
        "text.color": INK,
        "text.usetex": False,
        "text.parse_math": False,
        "lines.linewidth": 1.7,
        "lines.markersize": 5.0,
        "lines.solid_capstyle": "round",
        "path.simplify": True,
        "svg.fonttype": "none",
        "svg.hashsalt": "simtco",
    }
)
"""Decorates what draws or writes a figure; the caller's settings stay as they were."""


def colour(key: int) -> str:
    """The colour of a strategy, by its number."""
    return COLOURS[key % len(COLOURS)]


def dashes(key: int) -> Any:
    """The line style of a strategy, by its number."""
    return DASHES[key % len(DASHES)]


def canvas(  # noqa: PLR0913  (margins)
    height: float = 3.3,
    *,
    width: float = WIDTH,
    left: float = 0.62,
    right: float = 0.15,
    top: float = 0.28,
    bottom: float = 0.48,
    base: bool = True,
) -> tuple[Figure, Axes]:
    """A figure with one pair of bare axes; sizes and margins in inches, one pixel a point.

    base draws the line that the x axis lies on.
    """
    figure = Figure(figsize=(width, height), dpi=72)
    figure.patch.set_visible(False)
    box = (left, bottom, max(width - left - right, 0.5), height - top - bottom)
    return figure, panel(figure, box, base=base)


def panel(figure: Figure, box: tuple[float, float, float, float], *, base: bool = True) -> Axes:
    """Bare axes in a figure, by their left, bottom, width and height in inches."""
    across, up = figure.get_size_inches()
    left, bottom, width, height = box
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up))
    axes.set_axis_off()
    if base:
        line = Line2D((0, 1), (0, 0), transform=axes.transAxes, color=MUTED, linewidth=0.6)
        axes.add_artist(line)
    return axes


def heading(axes: Axes, text: str, raised: float = 0.0) -> None:
    """What the vertical axis counts, written level above it, so many points higher."""
    above = 1.0 + (8.0 + raised) / axes.bbox.height
    axes.text(0.0, above, text, transform=axes.transAxes, color=MUTED, va="bottom")


def footing(axes: Axes, text: str) -> None:
    """What the horizontal axis counts, written below its numbers."""
    below = -19.0 / axes.bbox.height
    axes.text(0.5, below, text, transform=axes.transAxes, color=MUTED, ha="center", va="top")


def bar(axes: Axes, row: float, value: float, start: float = 0.0, **style: Any) -> None:
    """A bar along a row, from a start; limits are the caller's, unlike those of `Axes.barh`."""
    style = {"height": 0.62, "linewidth": 0, **style}
    axes.add_artist(Rectangle((start, row - style["height"] / 2), value, **style))


def whisker(axes: Axes, row: float, value: float, error: float | None) -> None:
    """Two standard errors to each side of what a bar of a row shows."""
    if error:
        ends = [value - 2.0 * error, value + 2.0 * error]
        axes.plot(ends, [row, row], "|-", color=INK, linewidth=1.0, markersize=5.0)


def note(axes: Axes, at: tuple[float, float], text: str, **style: Any) -> None:
    """A text a few points to the right of a point; clipped by nothing."""
    style = {"va": "center", "xytext": (4, 0), **style}
    axes.annotate(text, at, textcoords="offset points", annotation_clip=False, **style)
