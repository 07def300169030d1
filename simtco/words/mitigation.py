"""What may be done against an event."""

from typing import Self

from pydantic import model_validator

from simtco.words.base import Word, fault
from simtco.words.belief import Belief, Pooled, keep_between


class Mitigation(Word):
    """What may be done against an event: its cost, and the event after it.

    Examples:
        cost = 15_000
        probability = "2%"
        impact = 10_000
        adopted = false

    """

    cost: Belief
    """What it costs, at the start."""
    probability: Pooled | None = None
    """The event's probability after it; as before where left out."""
    impact: Pooled | None = None
    """The event's impact after it; as before where left out."""
    adopted: bool = False
    """True: its cost and the event after it are drawn; false: it is only weighed."""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.probability is None and self.impact is None:
            raise fault("a mitigation needs probability, impact or both: what they are after it")
        keep_between(self.cost, "cost", 0.0)
        if self.probability is not None:
            keep_between(self.probability, "probability", 0.0, 1.0)
        return self
