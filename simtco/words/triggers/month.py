"""A month that is planned."""

from typing import Literal, Self

import numpy as np
from pydantic import Field

from simtco.words.trigger import Flags, Trigger, Watch

_MOST_TRIED = 24


class Month(Trigger):
    """A month that is planned: the switch is decided at its end, whatever happens.

    Examples:
        kind = "month"
        month = 6

    """

    kind: Literal["month"] = "month"
    month: int = Field(ge=1)
    """The month at whose end the switch is decided."""

    @property
    def threshold(self) -> float:
        return float(self.month)

    def tried(self, months: int) -> tuple[float, ...]:
        return tuple(float(month) for month in range(1, months + 1, -(-months // _MOST_TRIED)))

    def at(self, threshold: float) -> Self:
        return self.model_copy(update={"month": max(round(threshold), 1)})

    def holds(self, watch: Watch) -> Flags:
        months = np.arange(1, watch.world.months + 1)[:, None]
        return np.broadcast_to(months >= self.month, watch.bill.shape)

    def sentence(self) -> str:
        return f"month {self.month} is over"
