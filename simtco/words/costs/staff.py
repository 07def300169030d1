"""People."""

from typing import Literal, Self

from pydantic import model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, World
from simtco.words.belief import keep_between
from simtco.words.cost import Category, Cost, monthly
from simtco.words.demand import Load


class Staff(Cost):
    """People: full-time equivalents times what one costs a month, benefits included."""

    kind: Literal["staff"] = "staff"
    category: Category = "engineering"
    fte: Amount
    """Full-time equivalents; 0.1 is half a day a week."""
    month_cost: Amount
    """What one full-time person costs a month, fully loaded."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.fte, "fte", 0.0)
        keep_between(self.month_cost, "month_cost", 0.0)
        return self

    def cash(self, world: World, load: Load | None) -> Cash:  # noqa: ARG002
        return monthly(self.fte.over_months(world) * self.month_cost.over_months(world))
