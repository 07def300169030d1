"""In which month each strategy breaks even with the reference."""

import numpy as np
from matplotlib.figure import Figure

from simtco.engine.block import NEVER, Result
from simtco.report import names
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import MUTED, canvas, colour, footing, heading, note, styled
from simtco.report.figures.drawing import NothingToDrawError, showing
from simtco.words.arrays import Floats
from simtco.words.wording import frequency

_MOST_BARS = 36
_APART = 0.2


@styled
def break_even_months(result: Result) -> Figure:
    """A histogram a strategy: the share of futures that break even in each month.

    Raises:
        NothingToDrawError: there is one strategy, or none ever breaks even.

    """
    others = [key for key, name in enumerate(result.strategies) if name != result.reference]
    if not np.any(result.break_even[others] != NEVER):
        raise NothingToDrawError("no strategy breaks even with the reference in any future")
    horizon = result.experiment.horizon_months
    every = -(-horizon // _MOST_BARS)
    firsts = np.arange(1, horizon + 1, every)
    shares = {key: _shares(result, key, every) for key in others}
    said = [names.short(names.label(result, result.strategies[key]), 34) for key in others]
    never = [f"never: {frequency(1.0 - float(own.sum()))}" for own in shares.values()]
    tall = 0.8 if len(others) <= 4 else 0.45
    height = tall * len(others) + 0.76
    drawing, axes = canvas(height, left=labels.room(said), right=labels.room(never))
    axes.set_xlim(0.5, max(horizon, 2) + 0.5)
    axes.set_ylim(len(others), 0.0)
    scales.months(axes, horizon)
    highest = max(float(own.max()) for own in shares.values())
    at_right = {"xycoords": ("axes fraction", "data"), "color": MUTED}
    for place, (key, own) in enumerate(shares.items()):
        middle = place + 0.5 + _APART / 2
        with showing(axes, key):
            axes.bar(
                firsts + (every - 1) / 2,
                own / highest * (_APART - 1.0),
                width=0.86 * every,
                bottom=place + 1.0,
                color=colour(key),
                alpha=0.7,
                linewidth=0,
            )
            axes.axhline(place + 1.0, color=MUTED, linewidth=0.6)
            labels.row(axes, said[place], middle, key)
            note(axes, (1.0, middle), never[place], **at_right)
    heading(axes, f"futures that break even in the month; the highest bar is {frequency(highest)}")
    footing(axes, "month" if every == 1 else f"month, {every} to a bar")
    return drawing


def _shares(result: Result, key: int, every: int) -> Floats:
    """Share of the futures that break even in each run of so many months."""
    horizon = result.experiment.horizon_months
    counts = np.bincount(result.break_even[key], minlength=horizon + 1)[NEVER + 1 :]
    firsts = np.arange(0, horizon, every)
    return np.asarray(np.add.reduceat(counts, firsts) / result.trials)
