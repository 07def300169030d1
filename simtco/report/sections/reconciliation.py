"""From the base estimate to the budget."""

import math

from simtco.report.evidence import Evidence
from simtco.report.figures.waterfall import waterfall
from simtco.report.phrases import MINUS, signed
from simtco.report.reconciled import Stage
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.wording import frequency

DIGITS = 4
MEANINGS = (
    "what a spreadsheet would have said",
    "costs that the plan leaves out",
    "ranges that reach further up than down",
    "what may happen, on average",
    "the average future",
    "room for futures worse than average",
    "the budget",
)


def reconciliation(evidence: Evidence) -> Section:
    """Base, hidden costs, skew, shocks, mean, spread and percentile; the steps add up."""
    return Section(
        "reconciliation",
        "From the base estimate to the budget",
        (
            (
                "The base estimate is what a spreadsheet would have said. Costs that it leaves "
                "out, ranges that reach further up than down, and shocks lift the average above "
                f"it; room for {frequency(evidence.confidence)} futures comes on top."
            ),
        ),
        tuple(_illustration(evidence, name) for name in evidence.strategies),
        tables=(_table(evidence),),
    )


def _illustration(evidence: Evidence, name: str) -> Illustration:
    hidden, skew, shocks, spread = (
        evidence.number(name, f"reconciliation.{key}")
        for key in ("hidden", "skew", "shocks", "spread")
    )
    sentence = (
        f"Base {evidence.money(evidence.number(name, 'base'))}; hidden costs {signed(hidden)}, "
        f"skew {signed(skew)}, shocks {signed(shocks)}, spread {signed(spread)}; {evidence.level} "
        f"{evidence.money(evidence.budgets[name][0])}."
    )
    label = evidence.label(name)
    drawing = waterfall(evidence.result, name)
    return Illustration(
        label,
        sentence,
        svg(drawing, f"waterfall-{evidence.key(name)}", f"{label}: base to budget", sentence),
        _steps(evidence, name),
        small=True,
        strategy=evidence.key(name),
    )


def _rounded(evidence: Evidence, name: str) -> list[str]:
    """The stages in a unit fine enough for the largest; steps lie between rounded levels."""
    stages = evidence.stages[name]
    largest = max(max(abs(stage.start), abs(stage.end)) for stage in stages)
    digits = 0 if largest == 0 else DIGITS - 1 - math.floor(math.log10(largest))

    def plain(value: float) -> float:
        return round(value, digits) + 0.0

    def written(stage: Stage) -> str:
        value = plain(stage.end) - plain(stage.start)
        said = f"{abs(value):,.{max(digits, 0)}f}"
        if not said.strip("0.,"):
            return "0"
        return f"{MINUS if value < 0 else '' if stage.level else '+'}{said}"

    return [written(stage) for stage in stages]


def _steps(evidence: Evidence, name: str) -> Table:
    stages = evidence.stages[name]
    return Table(
        f"{evidence.label(name)}, {evidence.result.experiment.currency}",
        (Column("Step", numeric=False), Column("Amount")),
        tuple(
            (f"{stage.name}\n{meaning}", cell)
            for stage, meaning, cell in zip(stages, MEANINGS, _rounded(evidence, name), strict=True)
        ),
        folded=True,
        ordered=True,
    )


def _table(evidence: Evidence) -> Table:
    stages = evidence.stages[evidence.strategies[0]]
    return Table(
        f"Base to {evidence.level}, {evidence.result.experiment.currency}; rows add up",
        (
            Column("Strategy", numeric=False),
            *(Column(stage.name) for stage in stages),
        ),
        tuple((label, *_rounded(evidence, name)) for name, label in evidence.each()),
        evidence.keys,
    )
