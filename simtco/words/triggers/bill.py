"""The bill of one strategy beside the whole cost of another."""

from typing import Literal, Self

from pydantic import Field

from simtco.words.trigger import Flags, Trigger, Watch
from simtco.words.wording import figure


class Bill(Trigger):
    """The compute bill in use exceeds what the other strategy would cost a month, people and all.

    Build vs. Buy Decision Framework, section 33.6, part 7: the first signal.

    Examples:
        kind = "bill"
        ratio = 1.2
        months = 3

    """

    kind: Literal["bill"] = "bill"
    ratio: float = Field(default=1.0, gt=0)
    """How many times the other strategy's monthly cost the bill must exceed."""

    @property
    def threshold(self) -> float:
        return self.ratio

    def at(self, threshold: float) -> Self:
        return self.model_copy(update={"ratio": threshold})

    def holds(self, watch: Watch) -> Flags:
        return watch.bill > self.ratio * watch.alternative

    def sentence(self) -> str:
        return f"the compute bill exceeds {figure(self.ratio)} times the other's whole monthly cost"
