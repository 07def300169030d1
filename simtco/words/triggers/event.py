"""Something that has happened."""

from collections.abc import Collection, Iterator
from typing import Literal

import numpy as np

from simtco.words.base import did_you_mean
from simtco.words.trigger import Flags, Trigger, Watch


class Event(Trigger):
    """A shock of the strategy in use has struck: a regulation, an outage, a leaver.

    Examples:
        kind = "event"
        shock = "law"

    """

    kind: Literal["event"] = "event"
    shock: str
    """The shock that is watched, by its name in the strategy in use."""

    def unfit(self, costs: Collection[str], shocks: Collection[str]) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        if self.shock not in shocks:
            hint = did_you_mean(self.shock, shocks)
            yield "shock", f'shock = "{self.shock}" names no shock of the strategy in use{hint}'

    def holds(self, watch: Watch) -> Flags:
        struck = watch.shock(self.shock).months != 0.0
        return np.broadcast_to(struck, watch.bill.shape)

    def sentence(self) -> str:
        return f"{self.shock} has struck"
