"""Own replicas carry the base load, an API the overflow."""

from collections.abc import Iterator, Mapping
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simtco.words.amount import Amount
from simtco.words.arrays import Cash, Floats
from simtco.words.belief import Belief, keep_between, known
from simtco.words.cost import Cost, monthly
from simtco.words.costs.tokens import Tokens
from simtco.words.demand import HOURS_A_MONTH, Load
from simtco.words.listed import Listed
from simtco.words.strategy import Item, Reading, Scene, Setting, Strategy

OVERFLOW = Reading("overflow_share", "share of tokens", "what the API serves beside the replicas")
UTILISATION = Reading("utilisation", "share of capacity", "how much of the replicas is used")
_OWN = Item("own_gpus", "compute")
_API = Item("overflow", "compute")


class Hybrid(Listed):
    """Own replicas carry the base load, an API what exceeds them, hour by hour of the day shape.

    The day shape is stretched until its highest hour is the demand's busiest.

    Examples:
        kind = "hybrid"
        gpus = 2
        price_per_gpu_hour = "@gpus.h100.neocloud_on_demand"
        output_tokens_per_second = "@serving.gpt_oss_120b.h100.chat_output_tokens_per_second"
        target_utilisation = 0.8
        overflow = { model = "openai/gpt-5.4-mini" }

    """

    kind: Literal["hybrid"] = "hybrid"
    gpus: Amount
    """How many GPUs are rented around the clock; rounded up to whole ones."""
    price_per_gpu_hour: Amount
    """What one GPU costs an hour."""
    output_tokens_per_second: Belief
    """Output tokens a second that one GPU serves within the latency that users accept."""
    target_utilisation: Belief = Field(default_factory=lambda: known(1.0))
    """Share of that speed at which requests begin to go to the API."""
    overflow: Tokens
    """The API that serves the rest: the keys of a `tokens` cost."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for key in ("gpus", "price_per_gpu_hour", "output_tokens_per_second"):
            keep_between(getattr(self, key), key, 0.0)
        keep_between(self.target_utilisation, "target_utilisation", 0.0, 1.0)
        return self

    def unfit(self, setting: Setting) -> Iterator[tuple[str, str]]:
        yield from super().unfit(setting)
        if not setting.has_demand:
            yield "kind", "a hybrid needs a [demand] table"
        for sort, names in (("costs", self.costs), ("shocks", self.shocks)):
            for taken in {_OWN.name, _API.name} & names.keys():
                message = f'"{taken}" is an item of every hybrid; choose another name'
                yield f"{sort}.{taken}", message

    @property
    def billed(self) -> Mapping[str, Cost]:
        return {**self.costs, _API.name: self.overflow}

    def bill(self, scene: Scene, name: str) -> Cash:
        if name != _API.name:
            return super().bill(scene, name)
        share, _ = self._split(scene)
        part = _load(scene).part(share, np.ones(1), np.ones(1))
        return self.overflow.cash(scene.world, part)

    def items(self, strategies: Mapping[str, Strategy]) -> Iterator[Item]:
        yield from (_OWN, _API)
        yield from super().items(strategies)

    def planned(self, scene: Scene) -> Iterator[tuple[Item, Cash]]:
        hourly = self.price_per_gpu_hour.over_months(scene.world)
        yield _OWN, monthly(HOURS_A_MONTH * self._gpus(scene) * hourly)
        yield _API, self.bill(scene, _API.name)
        yield from super().planned(scene)

    def readings(self, scene: Scene) -> Iterator[tuple[Reading, Floats]]:
        share, used = self._split(scene)
        tokens = np.broadcast_to(_load(scene).output_tokens, share.shape)
        whole = tokens.sum(axis=0)
        over = (share * tokens).sum(axis=0)
        yield OVERFLOW, np.divide(over, whole, out=np.zeros(whole.shape), where=whole > 0)
        yield UTILISATION, used.mean(axis=0)

    def _gpus(self, scene: Scene) -> Floats:
        return np.ceil(np.maximum(self.gpus.over_months(scene.world), 0.0))

    def _split(self, scene: Scene) -> tuple[Floats, Floats]:
        """Share of the tokens that overflows, and of the capacity that is used: (M, N) each."""
        load = _load(scene)
        mean = np.atleast_2d(load.output_tokens) / (HOURS_A_MONTH * 3600.0)
        speed = np.maximum(self.output_tokens_per_second.draw(scene.world), 0.0)
        kept = np.clip(self.target_utilisation.draw(scene.world), 0.0, 1.0)
        capacity = np.broadcast_to(self._gpus(scene) * speed * kept, mean.shape)
        served = np.zeros(mean.shape)
        for hour in _stretched(load):
            served += np.minimum(mean * hour, capacity)
        served /= len(load.day_shape)
        share = 1.0 - np.divide(served, mean, out=np.ones(mean.shape), where=mean > 0)
        used = np.divide(served, capacity, out=np.zeros(mean.shape), where=capacity > 0)
        months = (scene.world.months, scene.world.trials)
        return np.broadcast_to(np.clip(share, 0.0, 1.0), months), np.broadcast_to(used, months)


def _stretched(load: Load) -> Floats:
    """Load of each hour over the mean (24, N), stretched until the busiest is `peak_to_mean`."""
    highest = float(load.day_shape.max()) - 1.0
    stretch = (load.peak_to_mean - 1.0) / highest if highest > 0 else np.zeros(1)
    hours = np.maximum(1.0 + (load.day_shape[:, None] - 1.0) * stretch, 0.0)
    return np.asarray(hours / hours.mean(axis=0))


def _load(scene: Scene) -> Load:
    if scene.load is None:
        raise ValueError("a hybrid needs a demand")
    return scene.load
