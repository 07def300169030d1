"""What a cost has become for each request."""

from collections.abc import Collection, Iterator
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.base import did_you_mean, fault
from simtco.words.trigger import Flags, Trigger, Watch
from simtco.words.wording import figure


class Price(Trigger):
    """A cost for each request has risen, or fallen, to a multiple of what it was in month 1.

    Examples:
        kind = "price"
        cost = "tokens"
        ratio = 1.5

    """

    kind: Literal["price"] = "price"
    cost: str
    """The cost that is watched, by its name in the strategy in use."""
    ratio: float = Field(gt=0)
    """Above 1: at or over so many times month 1; below 1: at or under."""

    asks_demand: ClassVar[bool] = True

    @model_validator(mode="after")
    def _moves(self) -> Self:
        if self.ratio == 1.0:
            raise fault("ratio = 1 always holds; write 1.5 for a rise, 0.5 for a fall", "ratio")
        return self

    @property
    def threshold(self) -> float:
        return self.ratio

    def at(self, threshold: float) -> Self:
        return self.model_copy(update={"ratio": threshold})

    def unfit(self, costs: Collection[str], shocks: Collection[str]) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        if self.cost not in costs:
            hint = did_you_mean(self.cost, costs)
            yield "cost", f'cost = "{self.cost}" names no cost of the strategy in use{hint}'

    def holds(self, watch: Watch) -> Flags:
        if watch.load is None:
            raise ValueError("a price needs a demand")
        money = np.broadcast_to(watch.cost(self.cost).months, watch.bill.shape)
        requests = np.broadcast_to(watch.load.requests, watch.bill.shape)
        each = np.divide(money, requests, out=np.zeros(money.shape), where=requests > 0)
        rises = self.ratio > 1.0
        reached = each >= self.ratio * each[0] if rises else each <= self.ratio * each[0]
        return np.asarray(reached & (each[0] > 0) & (requests > 0))

    def sentence(self) -> str:
        moved = "risen" if self.ratio > 1.0 else "fallen"
        return f"{self.cost} for each request has {moved} to {figure(self.ratio)} times month 1"
