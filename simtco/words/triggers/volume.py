"""How much work there is."""

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field

from simtco.words.demand import DAYS_A_MONTH
from simtco.words.trigger import Flags, Trigger, Watch
from simtco.words.wording import figure


class Volume(Trigger):
    """Requests a day reach a number.

    Examples:
        kind = "volume"
        requests_per_day = 50_000

    """

    kind: Literal["volume"] = "volume"
    requests_per_day: float = Field(gt=0)
    """The number of requests a day that must be reached."""

    asks_demand: ClassVar[bool] = True

    @property
    def threshold(self) -> float:
        return self.requests_per_day

    def at(self, threshold: float) -> Self:
        return self.model_copy(update={"requests_per_day": threshold})

    def holds(self, watch: Watch) -> Flags:
        if watch.load is None:
            raise ValueError("a volume needs a demand")
        reached = watch.load.requests >= self.requests_per_day * DAYS_A_MONTH
        return np.broadcast_to(reached, watch.bill.shape)

    def sentence(self) -> str:
        return f"requests reach {figure(self.requests_per_day)} a day"
