"""What labels cost: a belief about the mean price, or the prices of single labels."""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Floats, World
from simtco.words.base import Named
from simtco.words.belief import Belief, Pooled, keep_between, keep_summable, known
from simtco.words.pooled_sum import pooled_sum


class LabelPrices(Named):
    """Prices of single labels, which differ: hard examples take experts.

    Examples:
        per_label = "0.5 to 4"
        mean_factor = "0.8 to 1.3"

    """

    per_label: Pooled
    """How the prices of single labels are distributed, in the batch that was measured."""
    mean_factor: Belief = Field(default_factory=lambda: known(1.0))
    """How far our own mean lies from the measured one: 1.2 is a fifth above."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        keep_between(self.per_label, "per_label", 0.0)
        keep_summable(self.per_label, "per_label")
        keep_between(self.mean_factor, "mean_factor", 0.0)
        return self

    def total(self, world: World, labels: Floats) -> Floats:
        """What so many labels (M, N) cost: a sum over them, not a multiple of one draw."""
        summed = pooled_sum(world, f"{self.name}.noise", labels, self.per_label.family)
        return summed * self.mean_factor.draw(world)


class MeanLabelPrice(Amount):
    """A belief about the mean price of a label."""

    def total(self, world: World, labels: Floats) -> Floats:
        """What so many labels (M, N) cost at our belief about their mean price."""
        return labels * self.over_months(world)


def _sort_of_price(raw: Any) -> str:
    by_label = isinstance(raw, LabelPrices) or (
        isinstance(raw, dict) and ("per_label" in raw or "mean_factor" in raw)
    )
    return "labels" if by_label else "mean"


LabelPrice = Annotated[
    Annotated[LabelPrices, Tag("labels")] | Annotated[MeanLabelPrice, Tag("mean")],
    Discriminator(_sort_of_price),
]
