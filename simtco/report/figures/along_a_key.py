"""The ground of figures along a swept key."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simtco.engine.block import Result, Sweep
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import canvas, colour, footing
from simtco.report.figures.drawing import NothingToDrawError
from simtco.words.arrays import Floats

_KEYS = {1: "one key", 2: "two keys"}


def asked(result: Result, sweep: int | None, keys: int) -> Sweep:
    """A sweep of a result by its number from 1; without one, the first along so many keys.

    Raises:
        NothingToDrawError: the result has none, or that sweep is along another number of keys.
        ValueError: there is no such number.

    """
    found = [each for each in result.sweeps if len(each.axes) == keys]
    if sweep is None:
        if found:
            return found[0]
        raise NothingToDrawError(
            f"no sweep of {_KEYS[keys]} in the result; "
            "ask for one with [[sweeps]], and run with along=loaded.sweeps"
        )
    if not 1 <= sweep <= len(result.sweeps):
        raise ValueError(f"no sweep {sweep}; the result has {len(result.sweeps)}")
    if result.sweeps[sweep - 1] not in found:
        raise NothingToDrawError(f"sweep {sweep} is not of {_KEYS[keys]}")
    return result.sweeps[sweep - 1]


def called(result: Result, swept: Sweep) -> list[str]:
    """What the strategies of a sweep are called."""
    return [names.label(result, name) for name in swept.strategies]


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
