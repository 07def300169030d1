"""The base of every path: how a number moves over the months."""

from abc import abstractmethod

from simtco.words.arrays import Floats, World
from simtco.words.base import Named


class Path(Named):
    """How a number moves over the months, as factors on its level."""

    @abstractmethod
    def factors(self, world: World) -> Floats:
        """Factors for months 1 to M: (M, 1) where all trials share them, else (M, N)."""
