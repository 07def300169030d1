"""A picture of what was measured against the curves fitted to it."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from simtco.report.figures.canvas import COLOURS, MUTED, RULE, WIDTH, styled
from simtco.usage.calibrate import Calibration
from simtco.usage.calibrated import family_of
from simtco.usage.counts import Counts
from simtco.usage.ledger import SINGLE
from simtco.usage.measured import Measured
from simtco.words.arrays import Floats
from simtco.words.wording import figure

_HEIGHT = 2.7
_MOST_POINTS = 800
Panel = Callable[[Axes], None]


@styled
def fit_figure(calibration: Calibration) -> Figure:
    """A panel for each: tails of single requests, requests by day, the hours of a day."""
    panels = [*_tails(calibration), *_days(calibration), *_hours(calibration)]
    drawing = Figure(figsize=(WIDTH, _HEIGHT * max(len(panels), 1)), dpi=72, layout="constrained")
    for place, panel in enumerate(panels):
        axes = drawing.add_subplot(len(panels), 1, place + 1)
        axes.grid(color=RULE, linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=MUTED)
        panel(axes)
    return drawing


def _tails(calibration: Calibration) -> Sequence[Panel]:
    """The share of requests above each value, both ways logarithmic: the tail is seen whole."""
    found: list[Panel] = []
    by_name = {each.name: each for each in calibration.measured}
    for name, (_, per) in SINGLE.items():
        single = by_name.get(f"{name}.per_request")
        if single is None:
            continue
        counts = calibration.usage.ledger.single[name].counts()
        fitted = by_name.get(f"{name}.fitted")
        found.append(partial(_tail, name=name, counts=counts, per=per, fitted=fitted))
    return found


def _tail(axes: Axes, *, name: str, counts: Counts, per: float, fitted: Measured | None) -> None:
    above = 1.0 - np.cumsum(counts.total) / counts.size
    at = np.unique(np.geomspace(1, counts.values.size, _MOST_POINTS).astype(np.intp)) - 1
    at = np.union1d(at, counts.values.size - 1 - at)
    drawn = at[(counts.values[at] > 0) & (above[at] > 0.0)]
    if drawn.size:
        axes.plot(
            counts.values[drawn] / per,
            above[drawn],
            ".",
            color=COLOURS[0],
            markersize=3.0,
            label=f"measured, {counts.size:,} requests",
        )
    if fitted is not None and (belief := family_of(fitted)) is not None:
        shares = np.geomspace(1.0, 1.0 / counts.size, 200)[1:]
        axes.plot(
            belief.family.ppf(1.0 - shares),
            shares,
            color=COLOURS[1],
            label=f"fitted {str(fitted.table['kind']).replace('_', ' ')}",
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(_plainly))
        axis.set_minor_formatter(NullFormatter())
    axes.set_xlabel(name.replace("_", " "), color=MUTED)
    axes.set_title("share of requests above", loc="left", color=MUTED, fontsize="medium")
    if axes.has_data():  # where all requests are alike, none lies above another
        axes.legend(frameon=False)


def _plainly(value: float, _: int) -> str:
    """A tick without powers of ten."""
    return f"{value:,g}"


def _days(calibration: Calibration) -> Sequence[Panel]:
    days = calibration.period.days["answered"]
    level = next((m for m in calibration.measured if m.name == "requests_per_day"), None)
    if len(days) < 2 or level is None:
        return ()
    values: Floats = days.to_numpy()

    def draw(axes: Axes) -> None:
        axes.plot(
            days.index.to_numpy(), values, ".-", color=COLOURS[0], linewidth=0.8, label="measured"
        )
        belief = family_of(level)
        if belief is not None:
            low, middle, high = (belief.family.percentile(p) for p in (0.1, 0.5, 0.9))
            axes.axhspan(low, high, color=COLOURS[1], alpha=0.2, linewidth=0)
            axes.axhline(
                middle, color=COLOURS[1], label=f"belief about the level, {figure(middle)}"
            )
        axes.set_ylim(bottom=0.0)
        axes.set_title("requests a day", loc="left", color=MUTED, fontsize="medium")
        axes.legend(frameon=False)

    return (draw,)


def _hours(calibration: Calibration) -> Sequence[Panel]:
    shape = next((m for m in calibration.measured if m.name == "day_shape"), None)
    if shape is None:
        return ()
    values = np.array(shape.table["values"], dtype=np.float64)

    def draw(axes: Axes) -> None:
        axes.bar(np.arange(24), values, color=COLOURS[0], width=0.8)
        axes.axhline(1.0, color=COLOURS[1])
        axes.set_xlabel(f"hour of the day, {calibration.period.zone.key}", color=MUTED)
        axes.set_title("load over the day's mean", loc="left", color=MUTED, fontsize="medium")

    return (draw,)
