"""The base of every shock: something that may happen, and costs money when it does."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Self

from simtco.words.arrays import Cash, World
from simtco.words.base import Named
from simtco.words.cost import Category, Clock, Cost

Bill = Callable[[str], Cash]
"""The money of one cost of the strategy that a shock strikes, by the cost's name."""


class Shock(Named):
    """Something that may happen; the base estimate never holds it.

    Examples:
        category = "incidents"
        note = "Seen twice last year."

    """

    category: Category = "incidents"
    """Where the money is shown."""
    note: str = ""
    """One line for the reader."""

    @property
    def clock(self) -> Clock:
        """What the months of its money count from."""
        return "calendar"

    @abstractmethod
    def cash(self, world: World, bill: Bill) -> Cash:
        """The money over the months; negative where the shock saves money."""

    @abstractmethod
    def sentence(self) -> str:
        """What may happen, in words."""

    @property
    def caveat(self) -> str:
        """What a reader must bear in mind before trusting its numbers; nothing by default."""
        return ""

    def among(self, costs: Mapping[str, Cost]) -> Self:  # noqa: ARG002
        """The same shock; what it leaves out is taken from the costs of its strategy."""
        return self

    def unfit(self, costs: Mapping[str, Cost], months: int) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """What does not fit the strategy around it: key below the shock, and message."""
        yield from ()
