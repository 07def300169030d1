"""What the sections are written from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from simtco.engine.block import Result
from simtco.metrics.decision import least_expected_cost, most_often_cheapest
from simtco.metrics.estimate import Estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Findings
from simtco.metrics.scenarios import Scenario
from simtco.report import names
from simtco.report.phrases import estimate_of, level_name
from simtco.report.reconciled import Stage, reconciled
from simtco.words.percentiles import percentile_key
from simtco.words.wording import figure

MOST_TOLD = 4
MOST_BESIDE = 5


@dataclass(frozen=True)
class Evidence:
    """A result with everything that was found of it."""

    result: Result
    findings: Findings
    comparisons: Findings
    scenarios: tuple[Scenario, ...] = ()

    @property
    def strategies(self) -> tuple[str, ...]:
        """Names of the strategies, in the order of the file."""
        return self.result.strategies

    @property
    def others(self) -> tuple[str, ...]:
        """The strategies that are compared with the reference."""
        return tuple(name for name in self.strategies if name != self.result.reference)

    @property
    def alone(self) -> bool:
        """Whether there is nothing to compare with."""
        return len(self.strategies) == 1

    @property
    def told(self) -> tuple[str, ...]:
        """The strategies that sentences go through one by one; the rest stand in the tables."""
        if len(self.strategies) <= MOST_TOLD:
            return self.strategies
        return tuple(n for n in self.strategies if n in {self.chosen, self.result.reference})

    @property
    def chosen(self) -> str:
        """The strategy of least expected regret, which is the one of least mean."""
        return least_expected_cost(self.findings)

    @property
    def oftenest(self) -> str:
        """The strategy that is the cheapest in most futures."""
        return most_often_cheapest(self.findings)

    @property
    def confidence(self) -> float:
        """The level that buffers and budgets are read at."""
        return self.result.experiment.confidence

    @property
    def level(self) -> str:
        """The name of that level: P80."""
        return level_name(self.confidence)

    @property
    def months(self) -> str:
        """The horizon in words."""
        count = self.result.experiment.horizon_months
        return "1 month" if count == 1 else f"{count} months"

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The strategies in runs that fit side by side on a page."""
        names, runs = self.strategies, -(-len(self.strategies) // MOST_BESIDE)
        size = -(-len(names) // runs)
        return tuple(names[at : at + size] for at in range(0, len(names), size))

    def label(self, strategy: str) -> str:
        """What the report calls a strategy."""
        return names.label(self.result, strategy)

    def key(self, strategy: str) -> int:
        """The number of a strategy, which decides its colour."""
        return self.strategies.index(strategy)

    @property
    def keys(self) -> tuple[int, ...]:
        """The numbers of all strategies."""
        return tuple(range(len(self.strategies)))

    def money(self, value: float) -> str:
        """An amount with its currency."""
        return f"{figure(value)} {self.result.experiment.currency}"

    def finding(self, strategy: str, key: str) -> Finding:
        """What was found of a strategy by itself."""
        return self.findings[strategy][key]

    def number(self, strategy: str, key: str) -> float:
        """The value of a finding that is one number."""
        return self.findings[strategy][key].number

    def estimate(self, strategy: str, key: str) -> Estimate:
        """The value of a finding with its standard error."""
        return estimate_of(self.findings[strategy][key])

    @cached_property
    def budgets(self) -> Mapping[str, Estimate]:
        """What covers the chosen share of the futures of each strategy."""
        return {
            name: self.estimate(name, percentile_key(self.confidence)) for name in self.strategies
        }

    @cached_property
    def stages(self) -> Mapping[str, tuple[Stage, ...]]:
        """From the base estimate of each strategy to its chosen percentile."""
        return {name: reconciled(self.result, name) for name in self.strategies}

    def each(self) -> Iterator[tuple[str, str]]:
        """Every strategy with its label."""
        return ((name, self.label(name)) for name in self.strategies)
