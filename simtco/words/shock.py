"""The base of every shock: something that may happen, and costs money when it does."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator

from simtco.words.arrays import Cash, World
from simtco.words.base import Named
from simtco.words.cost import Category

Bill = Callable[[str], Cash]
"""The money of one cost of the strategy that a shock strikes, by the cost's name."""


class Shock(Named):
    """Something that may happen; the base estimate never holds it."""

    category: Category = "incidents"
    """Where the money is shown."""
    note: str = ""
    """One line for the reader."""

    @abstractmethod
    def cash(self, world: World, bill: Bill) -> Cash:
        """The money over the months; negative where the shock saves money."""

    @abstractmethod
    def sentence(self) -> str:
        """What may happen, in words."""

    def unfit(self, costs: Collection[str], months: int) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """What does not fit the strategy around it: key below the shock, and message."""
        yield from ()
