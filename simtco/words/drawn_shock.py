"""The base of every shock whose size over the horizon is one variable."""

from abc import abstractmethod
from functools import lru_cache, partial
from typing import ClassVar

from simtco.words.arrays import Floats
from simtco.words.quick_ppf import QuickPpf
from simtco.words.shock import Shock


class DrawnShock(Shock):
    """A shock whose size over the horizon is one variable, so that it can be ranked and correlated.

    The size is money, or what money is paid for: hours out of service, weeks of work.
    """

    size_unit: ClassVar[str] = ""
    """What the size counts; nothing where it is money."""

    @abstractmethod
    def ppf(self, u: Floats, months: int) -> Floats:
        """Size over a horizon of so many months that a share u of all futures stays at or under."""

    def prepare(self, months: int) -> None:
        """Work out what draws over a horizon of so many months are read from."""
        self.draws(months)

    def draws(self, months: int) -> QuickPpf:
        """The ppf for many draws at once; the table is built when it is first asked for."""
        return _quick(self, months)

    def worst(self, u: Floats, months: int) -> Floats:
        """Size of the single worst event, likewise; the whole where there is at most one."""
        return self.ppf(u, months)


@lru_cache(maxsize=256)
def _quick(shock: DrawnShock, months: int) -> QuickPpf:
    return QuickPpf(partial(shock.ppf, months=months))
