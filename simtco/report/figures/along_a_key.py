"""The ground of figures along a swept key."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simtco.metrics.sweep import Sweep
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import canvas, colour, footing
from simtco.words.arrays import Floats


def ground(swept: Sweep, said: Sequence[str], top: float = 0.28) -> tuple[Figure, Axes]:
    """Axes whose x axis is the first key of a sweep, with room for the strategies' names."""
    drawing, axes = canvas(3.5, right=labels.room([short(name) for name in said]), top=top)
    along = swept.axes[0]
    ends = float(along.values[0]), float(along.values[-1])
    if along.logarithmic:
        counted = scales.logarithmic(axes, "x", ends, along.key, rule=False)
    else:
        axes.set_xlim(*ends)
        counted = scales.money(axes, "x", along.key, rule=False)
    footing(axes, counted)
    return drawing, axes


def named(said: Sequence[str], x: Floats, rows: Floats) -> list[labels.Named]:
    """The line (P,) of each strategy with its name."""
    return [
        labels.Named(short(name), colour(key), x, row, key)
        for key, (name, row) in enumerate(zip(said, rows, strict=True))
    ]


def short(name: str) -> str:
    """A strategy's label, cut where it would take too much of the figure."""
    return names.short(name, 28)
