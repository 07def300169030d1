"""The base of every strategy: how costs combine into one way of running an LLM."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from simtco.words.arrays import Cash, World
from simtco.words.base import Named
from simtco.words.cost import Category
from simtco.words.demand import Load


@dataclass(frozen=True, slots=True)
class Item:
    """One cost or shock of a strategy."""

    name: str
    category: Category
    hidden: bool = False
    shock: bool = False


class Strategy(Named):
    """One way of running an LLM."""

    label: str = ""
    """What the report calls the strategy; its name where left out."""
    note: str = ""
    """One line for the reader."""

    @abstractmethod
    def unfit(self, months: int, has_demand: bool) -> Iterator[tuple[str, str]]:
        """What does not fit the experiment around it: key below the strategy, and message."""

    @abstractmethod
    def items(self) -> Iterator[Item]:
        """Every cost and shock, in the order of `planned` and `shaken`."""

    @abstractmethod
    def planned(self, world: World, load: Load | None) -> Iterator[tuple[Item, Cash]]:
        """Every cost with its money, hidden ones included."""

    @abstractmethod
    def shaken(self, world: World, load: Load | None) -> Iterator[tuple[Item, Cash]]:
        """Every shock with its money."""
