"""The base of every strategy: how costs combine into one way of running an LLM."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from simtco.words.arrays import Cash, Floats, World
from simtco.words.base import Named
from simtco.words.cost import Category, Clock
from simtco.words.demand import Load


@dataclass(frozen=True, slots=True)
class Item:
    """One cost or shock of a strategy."""

    name: str
    category: Category
    hidden: bool = False
    shock: bool = False
    clock: Clock = "calendar"


@dataclass(frozen=True, slots=True)
class Reading:
    """Something that a strategy tells of each future beside its money: a rate, a month, a count.

    Beyond `alarm` the reader shall be warned; NaN where it does not apply.
    """

    name: str
    unit: str
    meaning: str
    alarm: float | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a strategy sees while a batch of trials is costed."""

    world: World
    load: Load | None
    strategies: Mapping[str, "Strategy"]
    """Every strategy of the experiment by name, itself among them."""
    memo: dict[Any, Any] = field(default_factory=dict)
    """What was worked out of the scene and is asked for again."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an experiment says around a strategy."""

    months: int
    has_demand: bool
    strategies: Mapping[str, "Strategy"]


Role = Literal["api", "self_hosted", "custom", "mixed"]
"""The three ways of section 33.6, part 1: buy, host open weights, train one's own; or a mix."""


class Strategy(Named):
    """One way of running an LLM.

    Examples:
        label = "Rent through an API"
        role = "api"
        note = "As our platform team plans it."

    """

    label: str = ""
    """What the report calls the strategy; its name where left out."""
    note: str = ""
    """One line for the reader."""
    role: Role | None = None
    """Which way of running an LLM it is, for `simtco decide`: api, self_hosted, custom or mixed."""

    @abstractmethod
    def unfit(self, setting: Setting) -> Iterator[tuple[str, str]]:
        """What does not fit the experiment around it: key below the strategy, and message."""

    @abstractmethod
    def items(self, strategies: Mapping[str, "Strategy"]) -> Iterator[Item]:
        """Every cost and shock, in the order of `planned` and `shaken`."""

    @abstractmethod
    def planned(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        """Every cost with its money, hidden ones included."""

    @abstractmethod
    def shaken(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        """Every shock with its money."""

    def readings(self, scene: Scene) -> Iterator[tuple[Reading, Floats]]:  # noqa: ARG002
        """What is worth knowing beside the money, each with its values (N,)."""
        yield from ()
