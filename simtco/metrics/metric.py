"""The base of every metric, and how they are found: one file each in this folder."""

import importlib
import inspect
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, product
from typing import ClassVar, Literal

import simtco.metrics as folder
from simtco.engine.block import Result
from simtco.metrics.at_once import at_once
from simtco.metrics.block_means import MOST_AT_ONCE
from simtco.metrics.finding import Finding

Scope = Literal["strategy", "pair"]


class Metric(ABC):
    """Something to know of each strategy, alone or beside the reference."""

    rank: ClassVar[int]
    scope: ClassVar[Scope] = "strategy"
    brief: ClassVar[bool] = False
    """Whether it looks at few futures, in calls of numpy that end before threads overlap."""

    @abstractmethod
    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        """Findings by key; a dot in a key nests it: `buffer.p80`."""


Findings = Mapping[str, Mapping[str, Finding]]


@cache
def metrics() -> tuple[Metric, ...]:
    """Every metric of this folder, in the order in which findings are shown."""
    found = {
        member
        for module in pkgutil.iter_modules(folder.__path__)
        for member in vars(importlib.import_module(f"{folder.__name__}.{module.name}")).values()
        if inspect.isclass(member) and issubclass(member, Metric) and not inspect.isabstract(member)
    }
    return tuple(metric() for metric in sorted(found, key=lambda each: (each.rank, each.__name__)))


def findings(result: Result) -> Findings:
    """What is found of each strategy by itself."""
    return _each(result, result.strategies, "strategy")


def comparisons(result: Result) -> Findings:
    """What is found of each strategy beside the reference."""
    others = [strategy for strategy in result.strategies if strategy != result.reference]
    return _each(result, others, "pair")


def _each(result: Result, strategies: Sequence[str], scope: Scope) -> Findings:
    """What the metrics of a scope find of strategies.

    What takes long is shared out, metric after metric, so that threads seldom ask for the same of
    the same strategy at once. Beside it one thread does the rest.
    """
    asked = [each for each in product(metrics(), strategies) if each[0].scope == scope]
    long = [each for each in asked if result.trials > MOST_AT_ONCE and not each[0].brief]
    groups = [[each for each in asked if each not in long], *([each] for each in long)]

    def find(group: Sequence[tuple[Metric, str]]) -> list[Mapping[str, Finding]]:
        return [metric.find(result, strategy) for metric, strategy in group]

    answers = dict(zip(chain(*groups), chain(*at_once(find, groups)), strict=True))
    found: dict[str, dict[str, Finding]] = {strategy: {} for strategy in strategies}
    for each in asked:
        found[each[1]] |= answers[each]
    return found
