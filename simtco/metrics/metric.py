"""The base of every metric, and how they are found: one file each in this folder."""

import importlib
import inspect
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cache
from typing import ClassVar, Literal

import simtco.metrics as folder
from simtco.engine.block import Result
from simtco.metrics.at_once import at_once
from simtco.metrics.finding import Finding

Scope = Literal["strategy", "pair"]


class Metric(ABC):
    """Something to know of each strategy, alone or beside the reference."""

    rank: ClassVar[int]
    scope: ClassVar[Scope] = "strategy"

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
    """What the metrics of a scope find of strategies, several of them at a time."""

    def found(strategy: str) -> Mapping[str, Finding]:
        return {
            key: finding
            for metric in metrics()
            if metric.scope == scope
            for key, finding in metric.find(result, strategy).items()
        }

    return dict(zip(strategies, at_once(found, strategies), strict=True))
