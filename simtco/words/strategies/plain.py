"""A plain list of costs and shocks."""

from typing import Literal, Self

from pydantic import model_validator

from simtco.words.base import fault
from simtco.words.listed import Listed


class Plain(Listed):
    """A plain list of costs and shocks.

    Examples:
        label = "Rent through an API"
        role = "api"
        note = "As our platform team plans it."
        include = ["@hidden_costs.api"]
        costs.gateway = { kind = "line", monthly = "200 to 900" }
        shocks.fine = { kind = "event", probability = "2%", impact = 80_000 }

    """

    kind: Literal["plain"] = "plain"

    @model_validator(mode="after")
    def _costs_something(self) -> Self:
        if not self.costs and not self.shocks:
            raise fault("a strategy needs at least one cost; add [strategies.NAME.costs.NAME]")
        return self
