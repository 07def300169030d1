"""The way from a base estimate to the chosen percentile, with its levels and steps."""

from dataclasses import dataclass

from simtco.engine.block import Result
from simtco.metrics.reconciliation import Reconciliation
from simtco.report.phrases import level_name


@dataclass(frozen=True, slots=True)
class Stage:
    """A level, counted from zero, or a step from one level to the next."""

    name: str
    start: float
    end: float
    level: bool

    @property
    def amount(self) -> float:
        """The money of the stage."""
        return self.end - self.start


def reconciled(result: Result, strategy: str) -> tuple[Stage, ...]:
    """Base, hidden costs, skew, shocks, mean, spread and percentile, each where the last ended."""
    found = Reconciliation().find(result, strategy)
    at = result.plans[strategy].base
    stages = [Stage("Base estimate", 0.0, at, level=True)]
    for key, name in (("hidden", "Hidden costs"), ("skew", "Skew"), ("shocks", "Shocks")):
        end = at + found[f"reconciliation.{key}"].number
        stages.append(Stage(name, at, end, level=False))
        at = end
    stages.append(Stage("Mean", 0.0, at, level=True))
    end = at + found["reconciliation.spread"].number
    stages.append(Stage("Spread", at, end, level=False))
    stages.append(Stage(level_name(result.experiment.confidence), 0.0, end, level=True))
    return tuple(stages)
