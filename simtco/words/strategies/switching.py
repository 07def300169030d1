"""Start with one strategy, go to another when a trigger holds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal, Self, Union, cast

import numpy as np
from pydantic import Field, model_validator

from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import Named, did_you_mean, discover
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import NOTHING
from simtco.words.later import Later
from simtco.words.lock_in import LockIn
from simtco.words.outlay import Timeline, by_month, later, once
from simtco.words.strategy import Item, Reading, Scene, Setting, Strategy
from simtco.words.trigger import Trigger, Watch

TRIGGERS: tuple[type[Trigger], ...] = discover("simtco.words.triggers", Trigger)

if TYPE_CHECKING:
    AnyTrigger = Trigger
else:
    AnyTrigger = Annotated[Union[TRIGGERS], Later(*TRIGGERS)]  # noqa: UP007

MONTH = Reading("switch_month", "month", "first month in which the other strategy serves")
BACK = Reading("rolled_back", "0 or 1", "whether the switch was undone within the horizon")
_LAYER = Item("abstraction_layer", "migration")
_LEAVING = Item("lock_in", "migration")
_MOVING = Item("migration", "migration")
_RETURN = Item("rollback", "migration")


class Rollback(Named):
    """The way back, when the other strategy does not do.

    Examples:
        probability = "5%"
        after_months = 2
        cost = 8_000

    """

    probability: Belief
    """How likely the switch is undone."""
    after_months: Belief
    """How many months the other strategy has served by then."""
    cost: Belief = Field(default_factory=lambda: known(0.0))
    """What going back costs."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        keep_between(self.probability, "probability", 0.0, 1.0)
        keep_between(self.after_months, "after_months", 0.0)
        keep_between(self.cost, "cost", 0.0)
        return self


class Switching(Strategy):
    """Start with one strategy, go to another when a trigger holds.

    Nothing that decides lies in the future. While the migration lasts the first strategy serves;
    what waiting for the other's launch would cost falls away.

    Examples:
        kind = "switching"
        start = "rent"
        to = "host"
        trigger = { kind = "bill", ratio = 1.2, months = 3 }
        migration_months = "1 to 4"
        double_running_months = 1
        migration = "10_000 to 30_000"
        lock_in = { week_cost = 4_500, model_weeks = "1 to 4", api_weeks = "0.5 to 3" }
        rollback = { probability = "5%", after_months = 2, cost = 8_000 }

    """

    kind: Literal["switching"] = "switching"
    start: str
    """The strategy that is in use first, by name."""
    to: str
    """The strategy that is gone to, by name."""
    trigger: AnyTrigger
    """What must hold before the switch is decided."""
    migration_months: Belief = Field(default_factory=lambda: known(0.0))
    """Months from the decision until the other strategy serves; rounded up to whole months."""
    double_running_months: Belief = Field(default_factory=lambda: known(0.0))
    """How many of these months both strategies are paid; rounded up to whole months."""
    migration: Belief = Field(default_factory=lambda: known(0.0))
    """What the migration costs once, beside what its months cost."""
    lock_in: LockIn | None = None
    """What leaving the first strategy costs."""
    rollback: Rollback | None = None
    """The way back; left out, a switch is for good."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for key in ("migration_months", "double_running_months", "migration"):
            keep_between(getattr(self, key), key, 0.0)
        return self

    def unfit(self, setting: Setting) -> Iterator[tuple[str, str]]:
        for key in ("start", "to"):
            named = getattr(self, key)
            other = setting.strategies.get(named)
            if other is None:
                hint = did_you_mean(named, setting.strategies)
                yield key, f'{key} = "{named}" names no strategy{hint}'
            elif isinstance(other, Switching):
                what = "this strategy itself" if other is self else "a strategy that switches"
                yield key, f'{key} = "{named}" names {what}; name one that does not switch'
        if self.start == self.to:
            yield "to", f'start and to are both "{self.to}"; name two strategies'
        first = setting.strategies.get(self.start)
        if first is not None and not isinstance(first, Switching):
            costs, shocks = _names(first, setting.strategies)
            for key, message in self.trigger.unfit(costs, shocks):
                yield f"trigger.{key}", message
        if self.trigger.asks_demand and not setting.has_demand:
            yield "trigger", f"a trigger on {self.trigger_kind} needs a [demand] table"
        if self.trigger.months > setting.months:
            yield (
                "trigger.months",
                f"months = {self.trigger.months} lies beyond horizon_months = {setting.months}",
            )

    @property
    def trigger_kind(self) -> str:
        """The kind of the trigger."""
        return str(getattr(self.trigger, "kind", ""))

    def with_trigger(self, trigger: Trigger) -> "Switching":
        """The same strategy with another trigger and the same draws."""
        return self.model_copy(update={"trigger": trigger})

    def items(self, strategies: Mapping[str, Strategy]) -> Iterator[Item]:
        for name in (self.start, self.to):
            for item in strategies[name].items(strategies):
                if not item.shock:
                    yield _of(name, item)
        yield from self._own_items()
        for name in (self.start, self.to):
            for item in strategies[name].items(strategies):
                if item.shock:
                    yield _of(name, item)

    def _own_items(self) -> Iterator[Item]:
        if self.lock_in is not None:
            yield from (_LAYER, _LEAVING)
        yield _MOVING
        if self.rollback is not None:
            yield _RETURN

    def planned(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        when = self.timeline(scene)
        yield from self._parts(scene, when, shaken=False)
        yield from self.moving(scene.world, when)

    def moving(self, world: World, when: Timeline) -> Iterator[tuple[Item, Cash]]:
        """What the move itself costs: a layer, leaving, the migration, the way back."""
        if self.lock_in is not None:
            yield _LAYER, Cash(self.lock_in.layer(world), NOTHING)
            yield _LEAVING, once(world, when.decided + 1.0, self.lock_in.leaving(world))
        yield _MOVING, once(world, when.decided + 1.0, self.migration.draw(world))
        if self.rollback is not None:
            yield _RETURN, once(world, when.back, self.rollback.cost.draw(world))

    def shaken(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        yield from self._parts(scene, self.timeline(scene), shaken=True)

    def readings(self, scene: Scene) -> Iterator[tuple[Reading, Floats]]:
        when, horizon = self.timeline(scene), scene.world.months
        yield MONTH, np.where(when.live <= horizon, when.live, np.nan)
        if self.rollback is not None:
            yield BACK, (when.back <= horizon).astype(np.float64)

    def timeline(self, scene: Scene) -> Timeline:
        """When the trigger is pulled in each trial, and what follows from it."""
        key = (self.name, self.trigger)
        if key not in scene.memo:
            scene.memo[key] = self._timed(scene)
        return cast("Timeline", scene.memo[key])

    def _timed(self, scene: Scene) -> Timeline:
        world = scene.world
        decided = self.trigger.pulled(self._watch(scene))
        takes = np.ceil(np.maximum(self.migration_months.draw(world), 0.0))
        double = np.ceil(np.maximum(self.double_running_months.draw(world), 0.0))
        live = decided + 1.0 + takes
        back = np.full(decided.shape, np.inf)
        if self.rollback is not None:
            served = np.maximum(np.ceil(self.rollback.after_months.draw(world)), 1.0)
            undone = world.uniforms(f"{self.name}.rollback", 1)[0]
            fails = undone < self.rollback.probability.draw(world)
            back = np.where(fails, live + served, np.inf)
        return Timeline(decided, live - np.minimum(double, takes), live, back)

    def _watch(self, scene: Scene) -> Watch:
        key = ("watch", self.start, self.to)
        if key not in scene.memo:
            scene.memo[key] = self._watched(scene)
        return cast("Watch", scene.memo[key])

    def _watched(self, scene: Scene) -> Watch:
        first, other = scene.strategies[self.start], scene.strategies[self.to]
        bill, alternative = _nothing(scene), _nothing(scene)
        for item, cash in first.planned(scene):
            if item.category == "compute":
                bill += by_month(cash)
        for item, cash in other.planned(scene):
            if item.clock == "calendar":
                alternative += by_month(cash)
        return Watch(
            scene.world,
            scene.load,
            bill,
            alternative,
            cost=lambda name: _find(first.planned(scene), name),
            shock=lambda name: _find(first.shaken(scene), name),
        )

    def _parts(self, scene: Scene, when: Timeline, *, shaken: bool) -> Iterator[tuple[Item, Cash]]:
        months = np.arange(1, scene.world.months + 1)[:, None]
        first, other = scene.strategies[self.start], scene.strategies[self.to]
        in_use = (months < when.live) | (months >= when.back)
        for item, cash in first.shaken(scene) if shaken else first.planned(scene):
            yield _of(self.start, item), Cash(cash.start, by_month(cash) * in_use)
        opened = (months >= when.opened) & (months < when.back)
        for item, cash in other.shaken(scene) if shaken else other.planned(scene):
            paid = once(scene.world, when.decided + 1.0, cash.start)
            own = by_month(cash)
            if item.clock == "own":
                own = later(own, when.opened - 1.0)
            running = own * (opened & (item.clock != "launch"))
            yield _of(self.to, item), Cash(NOTHING, paid.months + running)


def _of(strategy: str, item: Item) -> Item:
    return replace(item, name=f"{strategy}.{item.name}")


def _names(strategy: Strategy, all_: Mapping[str, Strategy]) -> tuple[list[str], list[str]]:
    items = list(strategy.items(all_))
    return [i.name for i in items if not i.shock], [i.name for i in items if i.shock]


def _find(items: Iterator[tuple[Item, Cash]], name: str) -> Cash:
    return next(cash for item, cash in items if item.name == name)


def _nothing(scene: Scene) -> Floats:
    return np.zeros((scene.world.months, scene.world.trials))
