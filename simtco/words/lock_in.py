"""What it costs to leave a vendor or a platform."""

from typing import Self

from pydantic import Field, model_validator

from simtco.words.arrays import Floats, World
from simtco.words.base import Named
from simtco.words.belief import Belief, keep_between, known


class LockIn(Named):
    """What it costs to leave, on the three levels of model, API and data.

    Build vs. Buy Decision Framework, section 33.6, part 4. An abstraction layer is built at the
    start and saves a share of the work on the API's level.

    Examples:
        week_cost = 4_500
        model_weeks = "1 to 4"
        api_weeks = "0.5 to 3"
        data_weeks = "0.5 to 2"
        abstraction_layer = true
        layer_weeks = "0.5 to 2"
        layer_saves = 0.7

    """

    week_cost: Belief
    """What a week of one engineer costs."""
    model_weeks: Belief = Field(default_factory=lambda: known(0.0))
    """Weeks to fit prompts, evaluations and users to another model."""
    api_weeks: Belief = Field(default_factory=lambda: known(0.0))
    """Weeks to rewrite code that uses one vendor's formats."""
    data_weeks: Belief = Field(default_factory=lambda: known(0.0))
    """Weeks to get data out, and fine-tunes made again."""
    abstraction_layer: bool = False
    """True: a layer between code and vendor is built at the start."""
    layer_weeks: Belief = Field(default_factory=lambda: known(0.0))
    """Weeks to build that layer."""
    layer_saves: Belief = Field(default_factory=lambda: known(1.0))
    """Share of api_weeks that the layer saves."""

    @model_validator(mode="after")
    def _not_negative(self) -> Self:
        for key in ("week_cost", "model_weeks", "api_weeks", "data_weeks", "layer_weeks"):
            keep_between(getattr(self, key), key, 0.0)
        keep_between(self.layer_saves, "layer_saves", 0.0, 1.0)
        return self

    def layer(self, world: World) -> Floats:
        """Money (N,) that the layer costs at the start; 0 without one."""
        weeks = self.layer_weeks.draw(world)
        return weeks * self.week_cost.draw(world) * float(self.abstraction_layer)

    def leaving(self, world: World) -> Floats:
        """Money (N,) that leaving costs."""
        saved = self.layer_saves.draw(world).clip(0.0, 1.0) * float(self.abstraction_layer)
        api = self.api_weeks.draw(world) * (1.0 - saved)
        weeks = self.model_weeks.draw(world) + api + self.data_weeks.draw(world)
        return weeks * self.week_cost.draw(world)
