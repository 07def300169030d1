"""How contingency and CVaR fall to categories, to costs and shocks, and to inputs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self

import numpy as np

from simtco.engine.block import ItemKey, Result
from simtco.engine.plan import first
from simtco.engine.simulate import by_item
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.allocation import allocation, near, tail
from simtco.metrics.at_once import at_once
from simtco.metrics.estimate import Estimate
from simtco.metrics.input_effects import InputEffects
from simtco.words.arrays import Floats

MEAN, INTERACTION = "mean", "interaction"
"""Two rows among the inputs: what all futures have on average, and what no single input moves."""
_TAIL = 0.95
_INPUT_BLOCKS = 4
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Share:
    """What one part gives, in money."""

    name: str
    value: float
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class Shares:
    """A level of one strategy's cost and what its parts give to it, thrice; each adds up to it.

    of is `contingency` (PXX less base, at the experiment's confidence) or `cvar95`. categories and
    items are parts of the cost. inputs are effects around the mean, the strongest first, after the
    rows MEAN and INTERACTION; what gives nothing is left out.
    """

    strategy: str
    of: Literal["contingency", "cvar95"]
    total: Estimate
    categories: tuple[Share, ...]
    items: tuple[Share, ...]
    inputs: tuple[Share, ...]


@lru_cache(maxsize=1)
def shares(result: Result, strategies: tuple[str, ...] = ()) -> tuple[Shares, ...]:
    """Contingency and CVaR95 of strategies, all where none is named, in the first 65,536 futures.

    The inputs are read in the first 16,384.
    """
    effects = InputEffects.of(result.inputs[:, : _INPUT_BLOCKS * BLOCK_TRIALS])
    return tuple(
        level.shares(parts)
        for strategy in strategies or result.strategies
        for parts in [_Parts.of(result, strategy, effects)]
        for level in _levels(result, strategy)
    )


def strongest(parts: Sequence[Share], most: int = 8) -> list[Share]:
    """The parts that give most, and one row for the others, so that they still add up."""
    ordered = sorted(parts, key=lambda part: -abs(part.value))
    shown, rest = ordered[:most], ordered[most:]
    if len(rest) < 2:
        return ordered
    return [*shown, Share(f"{len(rest)} others", sum(part.value for part in rest), None)]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Money (I, T') of the items of a strategy, effects (D, T'') of inputs, and their totals."""

    keys: tuple[ItemKey, ...]
    planned: Floats
    money: Floats
    total: Floats
    inputs: tuple[str, ...]
    effects: Floats
    mean: Estimate

    @classmethod
    def of(cls, result: Result, strategy: str, model: InputEffects) -> Self:
        keys = tuple(key for key in result.item_keys if key.strategy == strategy)
        plan_items = result.plans[strategy].items
        total = result.total(strategy)[: result.inputs.shape[1]]
        outside = [key.item.hidden or key.item.shock for key in keys]
        return cls(
            keys,
            np.array(
                [
                    0.0 if out else plan_items[key.item.name]
                    for key, out in zip(keys, outside, strict=True)
                ]
            ),
            _money(result, strategy),
            total,
            result.input_names,
            model.on(total[: model.trials]),
            estimate.mean(result.total(strategy)),
        )


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a total, the futures that tell of it, and what the plan holds of it (0 or 1)."""

    strategy: str
    of: Literal["contingency", "cvar95"]
    at: Estimate
    weigh: Callable[[Floats, float], Floats]
    share: float
    base: float
    planned: float

    def shares(self, parts: _Parts) -> Shares:
        level, error = self.at
        weights, less = self.weigh(parts.total, self.share), self.planned * parts.planned
        categories = list(dict.fromkeys(key.item.category for key in parts.keys))
        member = np.array([[float(k.item.category == c) for k in parts.keys] for c in categories])
        names = [key.item.name for key in parts.keys]
        grouped = allocation(member @ parts.money, parts.total, self.at, weights)
        each = allocation(parts.money, parts.total, self.at, weights)
        return Shares(
            self.strategy,
            self.of,
            (level - self.base, error),
            _named(categories, grouped, member @ less),
            _named(names, each, less),
            self._inputs(parts),
        )

    def _inputs(self, parts: _Parts) -> tuple[Share, ...]:
        (mean, mean_error), (level, error) = parts.mean, self.at
        few = parts.total[: parts.effects.shape[1]]
        off = few - few.mean()
        moved = np.vstack([parts.effects, off - parts.effects.sum(axis=0)])
        found = allocation(moved, off, (level - mean, error), self.weigh(off, self.share))
        *own, rest = _named([*parts.inputs, INTERACTION], found, np.zeros(len(found)))
        own.sort(key=lambda share: -abs(share.value))
        least = _ROUNDING * abs(level)
        return (
            Share(MEAN, mean - self.base, mean_error),
            *(share for share in (rest, *own) if abs(share.value) > least),
        )


def _levels(result: Result, strategy: str) -> tuple[_Level, _Level]:
    total, confidence = result.total(strategy), result.experiment.confidence
    (level,) = estimate.quantiles(total, [confidence])
    worst, base = estimate.tail_mean(total, _TAIL), result.plans[strategy].base
    return (
        _Level(strategy, "contingency", level, near, confidence, base, 1.0),
        _Level(strategy, "cvar95", worst, tail, _TAIL, 0.0, 0.0),
    )


def _named(names: Sequence[str], found: Sequence[Estimate], less: Floats) -> tuple[Share, ...]:
    return tuple(
        Share(name, value - float(off), error)
        for name, (value, error), off in zip(names, found, less, strict=True)
    )


def _money(result: Result, strategy: str) -> Floats:
    """Money (I, T') of each cost and shock in the futures that are kept in full."""
    blocks = result.inputs.shape[1] // BLOCK_TRIALS
    batches = first(result.experiment, blocks)
    parts = at_once(lambda batch: by_item(result.experiment, strategy, batch), batches)
    return np.concatenate(parts, axis=1)
