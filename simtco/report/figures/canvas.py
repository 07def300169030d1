"""The ground that every figure is drawn on: size, type, colours and line styles."""

from typing import Any, Literal

import matplotlib
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

INK = "#1c2024"
MUTED = "#687078"
RULE = "#e2e5e9"
GROUND = "#ffffff"
WIDTH = 7.6
SIZE = 8.0

_OKABE_ITO = [to_hex(colour) for colour in matplotlib.color_sequences["okabe_ito"]]
COLOURS = tuple(_OKABE_ITO[number] for number in (5, 6, 3, 1, 7, 2))
"""Blue, vermillion, green, orange, purple and sky blue; yellow is too pale for a line."""
DASHES: tuple[Any, ...] = (
    "-",
    (0, (5, 1.6)),
    (0, (1.2, 1.2)),
    (0, (6, 1.5, 1.2, 1.5)),
    (0, (9, 2)),
)

styled = matplotlib.rc_context(
    {
        "font.family": ["DejaVu Sans"],
        "font.size": SIZE,
        "text.color": INK,
        "text.usetex": False,
        "text.parse_math": False,
        "axes.edgecolor": MUTED,
        "axes.labelcolor": MUTED,
        "axes.linewidth": 0.6,
        "axes.axisbelow": True,
        "axes.grid": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.unicode_minus": True,
        "axes.facecolor": "none",
        "figure.facecolor": "none",
        "grid.color": RULE,
        "grid.linewidth": 0.6,
        "grid.alpha": 1.0,
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


def canvas(
    height: float = 3.3,
    *,
    width: float = WIDTH,
    left: float = 0.62,
    right: float = 0.15,
    rule: Literal["x", "y", "both"] | None = "y",
) -> tuple[Figure, Axes]:
    """A figure with one pair of axes; sizes and margins in inches, one pixel a point."""
    top, bottom = 0.28, 0.48
    figure = Figure(figsize=(width, height), dpi=72)
    figure.patch.set_visible(False)
    axes = figure.add_axes(
        (
            left / width,
            bottom / height,
            max(width - left - right, 0.5) / width,
            (height - top - bottom) / height,
        )
    )
    axes.patch.set_visible(False)
    axes.tick_params(length=0, labelcolor=MUTED, pad=4)
    axes.spines["left"].set_visible(False)
    if rule is not None:
        axes.grid(visible=True, axis=rule)
    return figure, axes


def heading(axes: Axes, text: str) -> None:
    """What the vertical axis counts, written level above it."""
    axes.annotate(
        text,
        (0.0, 1.0),
        xytext=(-4, 9),
        xycoords="axes fraction",
        textcoords="offset points",
        color=MUTED,
        ha="left",
        va="bottom",
        annotation_clip=False,
    )
