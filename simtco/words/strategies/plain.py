"""A plain list of costs and shocks."""

from typing import Literal, Self

from pydantic import model_validator

from simtco.words.base import fault
from simtco.words.listed import Listed


class Plain(Listed):
    """A plain list of costs and shocks."""

    kind: Literal["plain"] = "plain"

    @model_validator(mode="after")
    def _costs_something(self) -> Self:
        if not self.costs and not self.shocks:
            raise fault("a strategy needs at least one cost; add [strategies.NAME.costs.NAME]")
        return self
