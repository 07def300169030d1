"""The base of every cost: draws -> money over the months, in one category."""

from abc import abstractmethod
from typing import ClassVar, Literal

import numpy as np

from simtco.words.arrays import Cash, Floats, Flow, World
from simtco.words.base import Named
from simtco.words.demand import Load

Category = Literal[
    "compute",
    "engineering",
    "data",
    "evaluation",
    "compliance",
    "security",
    "incidents",
    "migration",
    "training",
    "opportunity",
    "other",
]
Clock = Literal["calendar", "own", "launch"]
"""What the months of a cost count from: the start of the experiment, or that of the strategy.

"launch" is what waiting for a strategy's launch costs: nothing where another serves meanwhile.
"""
NOTHING: Floats = np.zeros(1)


class Cost(Named):
    """Something that costs money.

    Examples:
        category = "engineering"
        hidden = true
        note = "Not in the plan of last year."

    """

    category: Category
    """Where the money is shown: compute, engineering, data, evaluation, compliance, security,
    incidents, migration, training, opportunity or other."""
    hidden: bool = False
    """True: left out of the plan, present in the world; the base estimate does not hold it."""
    note: str = ""
    """One line for the reader."""

    asks_demand: ClassVar[bool] = False

    @property
    def clock(self) -> Clock:
        """What the months of the cost count from."""
        return "calendar"

    @property
    def needs_demand(self) -> bool:
        """Whether the cost cannot be worked out without a [demand] table."""
        return self.asks_demand

    @property
    def pays_once(self) -> bool:
        """Whether some of its money is paid for one-off work, which may overrun."""
        return False

    @property
    def last_month(self) -> int:
        """The last month that the cost names."""
        return 0

    @abstractmethod
    def cash(self, world: World, load: Load | None) -> Cash:
        """The money over the months; `load` is there whenever the cost needs demand."""


def monthly(amount: Floats | Flow) -> Cash:
    """Money that falls in months 1 to M and nothing at the start."""
    return Cash(start=NOTHING, flow=amount)
