"""The figures of a report, each a function of a Result: `simtco.figures.s_curve(result)`.

dir(simtco.figures) lists them. A figure of one strategy takes its name as well, and shows the one
of least mean cost without it: `simtco.figures.tornado(result, "api")`. A figure of a sweep takes
its number, and shows the first that fits without it; a result has the sweeps that it was run with,
`simtco.run(loaded.experiment, along=loaded.sweeps)`. Each returns a matplotlib Figure, and raises
NothingToDrawError, a ValueError, where the result holds nothing to show.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def __getattr__(name: str) -> "Callable[..., Figure]":
    from simtco.report.figures.drawing import drawings  # noqa: PLC0415  (matplotlib when asked for)

    if name.startswith("_") or name not in drawings():
        raise AttributeError(f"module 'simtco.figures' has no attribute {name!r}")
    return drawings()[name].draw


def __dir__() -> list[str]:
    from simtco.report.figures.drawing import drawings  # noqa: PLC0415  (matplotlib when asked for)

    return sorted(drawings())
