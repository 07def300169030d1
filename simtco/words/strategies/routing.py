"""Several vendors: by task, with fallback, with a challenger."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from simtco.words.arrays import Cash, Floats
from simtco.words.base import did_you_mean, fault, speakable
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Cost, monthly
from simtco.words.demand import Load
from simtco.words.listed import Listed
from simtco.words.strategy import Item, Reading, Scene, Setting, Strategy
from simtco.words.task import Down, Task, served
from simtco.words.vendor import Outages, Vendor
from simtco.words.wording import figure

ALARM = 0.05
"""Share of requests beyond which fallbacks ask for a look: section 33.6, part 6."""
FALLBACK = Reading("fallback_rate", "share of requests", "served by another than the first", ALARM)
WORST = Reading("worst_month_fallback_rate", "share of requests", "in the worst month", ALARM)
UNSERVED = Reading("unserved_rate", "share of requests", "that no vendor of the chain answered")
_VENDORS = "vendors."
_UNSERVED = Item("unserved", "opportunity", shock=True)


@dataclass(frozen=True, slots=True)
class Routed:
    """Who serves what: shares (N,) or (M, N) of all requests.

    parts: by vendor, the tasks with the share that it serves; moved: served by another vendor than
    the one asked first; lost: by nobody.
    """

    parts: dict[str, list[tuple[Task, Floats]]]
    moved: Floats
    lost: Floats


class Routing(Listed):
    """Requests go to vendors by task; the next in a chain answers where one is out of service.

    The plan knows no outages: what they add or save is a shock of its own for each vendor.

    Examples:
        kind = "routing"
        discount = 0.1
        unserved_cost = 0.02
        vendors.large = { cloud = "one", tokens = { model = "openai/gpt-4o" } }
        vendors.small = { tokens = { model = "openai/gpt-4o-mini" } }
        clouds.one = { per_month = 0.2, hours = "1 to 12" }
        tasks.simple = { share = 0.75, chain = ["small", "large"] }
        tasks.hard = { share = 0.25, chain = ["large"] }

    """

    kind: Literal["routing"] = "routing"
    vendors: dict[str, Vendor] = Field(min_length=1)
    """The vendors' models, each under a name of its own."""
    tasks: dict[str, Task] = Field(min_length=1)
    """The sorts of requests; their shares make 1."""
    clouds: dict[str, Outages] = Field(default_factory=dict)
    """Outages of clouds that take several vendors down at once."""
    discount: Belief = Field(default_factory=lambda: known(0.0))
    """What bargaining with several vendors takes off all their bills: 0.1 is a tenth."""
    unserved_cost: Belief = Field(default_factory=lambda: known(0.0))
    """What a request costs that nobody answers."""

    @field_validator("vendors", "tasks", "clouds", mode="before")
    @classmethod
    def _speakable_too(cls, tables: Any) -> Any:
        return speakable(tables)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        keep_between(self.discount, "discount", 0.0, 1.0)
        keep_between(self.unserved_cost, "unserved_cost", 0.0)
        total = sum(task.share.base for task in self.tasks.values())
        if abs(total - 1.0) > 0.001:
            raise fault(
                f"the shares of the tasks make {figure(total)} in the plan; they must make 1",
                "tasks",
            )
        return self

    def unfit(self, setting: Setting) -> Iterator[tuple[str, str]]:
        yield from super().unfit(setting)
        if not setting.has_demand:
            yield "kind", "routing needs a [demand] table"
        for name, task in self.tasks.items():
            for asked in task.asked:
                if asked not in self.vendors:
                    key = "challenger" if asked == task.challenger else "chain"
                    hint = did_you_mean(asked, self.vendors)
                    yield f"tasks.{name}.{key}", f'"{asked}" names no vendor{hint}'
            if len(set(task.chain)) < len(task.chain):
                yield f"tasks.{name}.chain", "a vendor stands twice in the chain"
        for name, vendor in self.vendors.items():
            if vendor.cloud and vendor.cloud not in self.clouds:
                hint = did_you_mean(vendor.cloud, self.clouds)
                yield f"vendors.{name}.cloud", f'cloud = "{vendor.cloud}" names no cloud{hint}'

    def items(self, strategies: Mapping[str, Strategy]) -> Iterator[Item]:
        for name, vendor in self.vendors.items():
            yield Item(_bill_of(name), vendor.tokens.category, hidden=vendor.tokens.hidden)
        listed = list(super().items(strategies))
        yield from (item for item in listed if not item.shock)
        for name, vendor in self.vendors.items():
            yield Item(f"outages.{name}", vendor.tokens.category, shock=True)
        yield _UNSERVED
        yield from (item for item in listed if item.shock)

    @property
    def billed(self) -> Mapping[str, Cost]:
        vendors = {_bill_of(name): vendor.tokens for name, vendor in self.vendors.items()}
        return {**self.costs, **vendors}

    def bill(self, scene: Scene, name: str) -> Cash:
        if name in self.costs:
            return super().bill(scene, name)
        struck = self._routed(scene, self._down(scene))
        return monthly(self._bill(scene, name.removeprefix(_VENDORS), struck))

    def planned(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        calm = self._routed(scene, self._calm)
        for name, vendor in self.vendors.items():
            item = Item(_bill_of(name), vendor.tokens.category, hidden=vendor.tokens.hidden)
            yield item, monthly(self._bill(scene, name, calm))
        yield from super().planned(scene)

    def shaken(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        calm, struck = self._routed(scene, self._calm), self._routed(scene, self._down(scene))
        for name, vendor in self.vendors.items():
            added = self._bill(scene, name, struck) - self._bill(scene, name, calm)
            yield Item(f"outages.{name}", vendor.tokens.category, shock=True), monthly(added)
        lost = struck.lost * _load(scene).requests
        yield _UNSERVED, monthly(lost * self.unserved_cost.draw(scene.world))
        yield from super().shaken(scene)

    def readings(self, scene: Scene) -> Iterator[tuple[Reading, Floats]]:
        struck = self._routed(scene, self._down(scene))
        months = (scene.world.months, scene.world.trials)
        requests = np.broadcast_to(_load(scene).requests, months)
        busy = np.maximum(requests.sum(axis=0), 1e-9)
        moved = np.broadcast_to(struck.moved, months)
        yield FALLBACK, (moved * requests).sum(axis=0) / busy
        yield WORST, moved.max(axis=0)
        yield UNSERVED, (struck.lost * requests).sum(axis=0) / busy

    def _routed(self, scene: Scene, down: Down) -> Routed:
        """Who serves what, given what is out of service."""
        parts: dict[str, list[tuple[Task, Floats]]] = {name: [] for name in self.vendors}
        moved, lost = np.zeros((1, 1)), np.zeros((1, 1))
        shares = {
            name: np.maximum(t.share.draw(scene.world), 0.0) for name, t in self.tasks.items()
        }
        whole = np.maximum(sum(shares.values(), np.zeros(1)), 1e-9)
        for name, task in self.tasks.items():
            tried = task.challenged(scene.world)
            first_asked = {task.chain: 1.0 - tried}
            if task.challenger:
                rest = tuple(vendor for vendor in task.chain if vendor != task.challenger)
                first_asked[task.challenger, *rest] = tried
            for chain, asked in first_asked.items():
                weight = shares[name] / whole * asked
                each = [share * weight for share in served(chain, self._cloud_of, down)]
                for vendor, share in zip(chain, each[:-1], strict=True):
                    parts[vendor].append((task, share))
                moved = moved + sum(each[1:-1], np.zeros(1))
                lost = lost + each[-1]
        return Routed(parts, moved, lost)

    def _bill(self, scene: Scene, vendor: str, routed: Routed) -> Floats:
        world, load = scene.world, _load(scene)
        paid = np.zeros(1)
        for task, share in routed.parts[vendor]:
            factors = task.input_factor.draw(world), task.output_factor.draw(world)
            paid = paid + self.vendors[vendor].tokens.cash(world, load.part(share, *factors)).months
        return paid * (1.0 - np.clip(self.discount.draw(world), 0.0, 1.0))

    @property
    def _cloud_of(self) -> dict[str, str]:
        return {name: vendor.cloud for name, vendor in self.vendors.items()}

    @property
    def _calm(self) -> Down:
        return Down(
            dict.fromkeys(self.vendors, np.zeros(1)), dict.fromkeys(self.clouds, np.zeros(1))
        )

    def _down(self, scene: Scene) -> Down:
        return Down(
            {name: vendor.outages.share(scene.world) for name, vendor in self.vendors.items()},
            {name: outages.share(scene.world) for name, outages in self.clouds.items()},
        )


def _bill_of(vendor: str) -> str:
    return f"{_VENDORS}{vendor}"


def _load(scene: Scene) -> Load:
    if scene.load is None:
        raise ValueError("routing needs a demand")
    return scene.load
