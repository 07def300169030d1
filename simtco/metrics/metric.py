"""The base of every metric, and how they are found: one file each in this folder."""

import importlib
import inspect
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cache
from typing import ClassVar, Literal

import simtco.metrics as folder
from simtco.engine.block import Result
from simtco.metrics.finding import Finding


class Metric(ABC):
    """Something to know of each strategy, alone or beside the reference."""

    rank: ClassVar[int]
    scope: ClassVar[Literal["strategy", "pair"]] = "strategy"

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
    return {
        strategy: {
            key: finding
            for metric in metrics()
            if metric.scope == "strategy"
            for key, finding in metric.find(result, strategy).items()
        }
        for strategy in result.strategies
    }


def comparisons(result: Result) -> Findings:
    """What is found of each strategy beside the reference."""
    return {
        strategy: {
            key: finding
            for metric in metrics()
            if metric.scope == "pair"
            for key, finding in metric.find(result, strategy).items()
        }
        for strategy in result.strategies
        if strategy != result.reference
    }
