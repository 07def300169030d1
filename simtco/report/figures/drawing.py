"""What every figure of this folder is: a function of a Result, found by the name of its file."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

import simtco.report.figures as folder
from simtco.engine.block import Result

STRATEGY = "strategy-"
"""What the group id of a mark begins with; the number of the strategy that it shows follows."""


class NothingToDrawError(ValueError):
    """A result holds nothing that a figure could show; the message says why."""


Part = Literal["strategy", "sweep"]
_PARAMETERS: Mapping[tuple[str, ...], Part | None] = {
    ("result",): None,
    ("result", "strategy"): "strategy",
    ("result", "sweep"): "sweep",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure: its name, what it shows, and the function that draws it.

    `of` is its second parameter: the strategy that it shows, or the number of the sweep, from 1.
    """

    name: str
    shows: str
    draw: Callable[..., Figure]
    of: Part | None

    def each(self, result: Result) -> Iterator[tuple[str, Figure]]:
        """The figure, or one for each of what it is of, by name; none where nothing is to draw."""
        sweeps = range(1, len(result.sweeps) + 1)
        for each in {"strategy": result.strategies, "sweep": sweeps, None: (None,)}[self.of]:
            try:
                figure = self.draw(result) if each is None else self.draw(result, each)
            except NothingToDrawError:
                continue
            yield self.name.replace("_", "-") + ("" if each is None else f"-{each}"), figure


@cache
def drawings() -> Mapping[str, Drawing]:
    """Every figure of this folder by name: each function named as its file that takes a Result."""
    found = {}
    for module in pkgutil.iter_modules(folder.__path__):
        home = importlib.import_module(f"{folder.__name__}.{module.name}")
        draw = getattr(home, module.name, None)
        if draw is None:
            continue
        parameters = tuple(inspect.signature(draw).parameters)
        if parameters in _PARAMETERS:
            shows = (inspect.getdoc(draw) or "").partition("\n")[0]
            found[module.name] = Drawing(module.name, shows, draw, _PARAMETERS[parameters])
    return found


def chosen(result: Result, strategy: str | None) -> int:
    """The number of a strategy; of that with the least mean where none is named.

    Raises:
        ValueError: there is no such strategy.

    """
    if strategy is None:
        return int(result.totals.mean(axis=1).argmin())
    if strategy not in result.strategies:
        there = ", ".join(result.strategies)
        raise ValueError(f'no strategy "{strategy}"; the strategies are {there}')
    return result.strategies.index(strategy)


@contextmanager
def showing(axes: Axes, key: int) -> Iterator[None]:
    """Say of all that is drawn inside that it shows one strategy, by its number."""
    before = set(axes.get_children())
    yield
    for artist in axes.get_children():
        if artist not in before:
            artist.set_gid(f"{STRATEGY}{key}")
