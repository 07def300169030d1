"""The base of every strategy that lists costs and shocks of its own."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Field, ValidationInfo, field_validator

from simtco.words.arrays import Cash
from simtco.words.base import discover, fault, speakable
from simtco.words.cost import Cost
from simtco.words.later import Later
from simtco.words.shock import Shock
from simtco.words.strategy import Item, Scene, Setting, Strategy

COSTS: tuple[type[Cost], ...] = discover("simtco.words.costs", Cost)
SHOCKS: tuple[type[Shock], ...] = discover("simtco.words.shocks", Shock)

if TYPE_CHECKING:
    AnyCost = Cost
    AnyShock = Shock
else:
    AnyCost = Annotated[Union[COSTS], Later(*COSTS)]  # noqa: UP007
    AnyShock = Annotated[Union[SHOCKS], Later(*SHOCKS)]  # noqa: UP007


class Listed(Strategy):
    """A strategy with a list of costs and shocks.

    Examples:
        costs.gateway = { kind = "line", monthly = "200 to 900" }
        shocks.fine = { kind = "event", probability = "2%", impact = 80_000 }

    """

    costs: dict[str, AnyCost] = Field(default_factory=dict)
    """What the strategy costs, each cost under a name of its own."""
    shocks: dict[str, AnyShock] = Field(default_factory=dict)
    """What may happen to it, each shock under a name of its own."""

    @field_validator("costs", "shocks", mode="before")
    @classmethod
    def _speakable(cls, tables: Any) -> Any:
        return speakable(tables)

    @field_validator("shocks")
    @classmethod
    def _apart(cls, shocks: dict[str, Shock], info: ValidationInfo) -> dict[str, Shock]:
        costs = info.data.get("costs", {})
        for name in shocks:
            if name in costs:
                raise fault(f'"{name}" names both a cost and a shock; rename one of them', name)
        return {name: shock.among(costs) for name, shock in shocks.items()}

    def unfit(self, setting: Setting) -> Iterator[tuple[str, str]]:
        months = setting.months
        for name, cost in self.costs.items():
            if cost.needs_demand and not setting.has_demand:
                yield f"costs.{name}", f"{name} needs a [demand] table"
            if cost.last_month > months:
                yield (
                    f"costs.{name}.month",
                    f"month = {cost.last_month} lies beyond horizon_months = {months}",
                )
        for name, shock in self.shocks.items():
            for key, message in shock.unfit(self.billed, months):
                yield f"shocks.{name}.{key}", message

    @property
    def billed(self) -> Mapping[str, Cost]:
        """What a shock may name: the costs, and what else the strategy pays for tokens."""
        return self.costs

    def bill(self, scene: Scene, name: str) -> Cash:
        """The money of what a shock names, as it is paid in the futures of a scene."""
        return self.costs[name].cash(scene.world, scene.load)

    def items(self, strategies: Mapping[str, Strategy]) -> Iterator[Item]:  # noqa: ARG002
        yield from self._listed()

    def _listed(self) -> Iterator[Item]:
        for name, cost in self.costs.items():
            yield Item(name, cost.category, hidden=cost.hidden, clock=cost.clock)
        for name, shock in self.shocks.items():
            yield Item(name, shock.category, shock=True, clock=shock.clock)

    def planned(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        for item in self._listed():
            if not item.shock:
                yield item, self.costs[item.name].cash(scene.world, scene.load)

    def shaken(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        for item in self._listed():
            if item.shock:
                yield item, self.shocks[item.name].cash(scene.world, partial(self.bill, scene))
