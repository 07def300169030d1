"""What every figure of this folder is: a function of a Result, found by the name of its file."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure

import simtco.report.figures as folder
from simtco.engine.block import Result

STRATEGY = "strategy-"
"""What the group id of a mark begins with; the number of the strategy that it shows follows."""


class NothingToDrawError(ValueError):
    """A result holds nothing that a figure could show; the message says why."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure: its name, what it shows, and the function that draws it.

    by_strategy says that it shows one strategy, the second parameter, the chosen one by default.
    """

    name: str
    shows: str
    draw: Callable[..., Figure]
    by_strategy: bool

    def each(self, result: Result) -> Iterator[tuple[str, Figure]]:
        """The figure, or one for each strategy, by name; nothing where there is nothing to draw."""
        for strategy in result.strategies if self.by_strategy else ("",):
            try:
                figure = self.draw(result, strategy) if strategy else self.draw(result)
            except NothingToDrawError:
                continue
            yield self.name.replace("_", "-") + (f"-{strategy}" if strategy else ""), figure


@cache
def drawings() -> Mapping[str, Drawing]:
    """Every figure of this folder by name: each function named as its file that takes a Result."""
    found = {}
    for module in pkgutil.iter_modules(folder.__path__):
        home = importlib.import_module(f"{folder.__name__}.{module.name}")
        draw = getattr(home, module.name, None)
        if draw is None:
            continue
        parameters = list(inspect.signature(draw).parameters)
        if parameters in (["result"], ["result", "strategy"]):
            shows = (inspect.getdoc(draw) or "").partition("\n")[0]
            found[module.name] = Drawing(module.name, shows, draw, parameters[1:] == ["strategy"])
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
