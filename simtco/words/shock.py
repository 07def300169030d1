"""The base of every shock: something that may happen, and costs money when it does."""

from abc import abstractmethod

from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import Named
from simtco.words.cost import Category


class Shock(Named):
    """Something that may happen; the base estimate never holds it."""

    category: Category = "incidents"
    """Where the money is shown."""
    note: str = ""
    """One line for the reader."""

    @abstractmethod
    def ppf(self, u: Floats, months: int) -> Floats:
        """Cost over a horizon of so many months that a share u of all futures stays at or under."""

    @abstractmethod
    def cash(self, world: World) -> Cash:
        """The money over the months; its sum is the world's draw of the shock's name."""

    @abstractmethod
    def sentence(self) -> str:
        """What may happen, in words."""
