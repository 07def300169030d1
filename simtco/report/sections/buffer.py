"""The buffer that each chance of staying within the budget takes."""

import numpy as np

from simtco.metrics import estimate
from simtco.report.evidence import Evidence
from simtco.report.figures import curves
from simtco.report.figures.buffer import buffer as drawn
from simtco.report.phrases import NONE, level_name, listed, margin, percent, signed
from simtco.report.section import Column, Illustration, Section, Slider, Step, Table
from simtco.report.svg import svg
from simtco.words.wording import figure, frequency

SHARES = (0.50, 0.80, 0.90, 0.95)
FIRST, LAST = 1, 99


def buffer(evidence: Evidence) -> Section:
    """Table and curve of the buffer, and a slider over the chance that it holds."""
    without = [label for name, label in evidence.each() if evidence.number(name, "base") <= 0]
    paragraphs = [
        (
            "The buffer is what a budget holds beyond the base estimate. The surer it shall be to "
            "hold, the more it takes, and the last points of certainty take the most."
        ),
    ]
    if without:
        paragraphs.append(
            f"A base estimate of nothing has no buffer in percent: {listed(without)}."
        )
    return Section(
        "buffer",
        "The buffer, and how sure to be",
        tuple(paragraphs),
        () if len(without) == len(evidence.strategies) else (_illustration(evidence),),
        _slider(evidence),
        (_table(evidence),),
    )


def _illustration(evidence: Evidence) -> Illustration:
    name = evidence.chosen
    if evidence.number(name, "base") <= 0:
        name = next(n for n in evidence.strategies if evidence.number(n, "base") > 0)
    base = evidence.number(name, "base")
    at = [percent(evidence.number(name, key) / base - 1.0) for key in ("p50", "p80", "p95")]
    sentence = (
        f"{evidence.label(name)} takes a buffer of {at[0]} to hold in 5 of 10 futures, {at[1]} in "
        f"8 in 10 and {at[2]} in 95 in 100."
    )
    shares = np.array([0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
    return Illustration(
        "Buffer against the chance that it holds",
        sentence,
        svg(drawn(evidence.result), "buffer-curve", "Buffer against confidence", sentence),
        Table(
            "Buffer in percent of the base estimate",
            (Column("Strategy", numeric=False), *(Column(level_name(s)) for s in shares)),
            tuple(
                (
                    label,
                    *(
                        _share(value, evidence.number(name, "base"))
                        for value in curves.at(evidence.result.total(name), shares)
                    ),
                )
                for name, label in evidence.each()
            ),
            evidence.keys,
            folded=True,
        ),
    )


def _share(value: float, base: float) -> str:
    return percent(value / base - 1.0) if base > 0 else NONE


def _table(evidence: Evidence) -> Table:
    shares = sorted({*SHARES, evidence.confidence})

    def cell(name: str, value: float, error: float | None) -> str:
        base = evidence.number(name, "base")
        if base <= 0:
            return f"{signed(value - base)}\n{margin(error)}"
        off = None if error is None else error / base
        return f"{percent(value / base - 1.0)}\n{margin(off, 100.0, ' points')}"

    return Table(
        "Buffer over the base estimate, in percent of it",
        (
            Column("Strategy", numeric=False),
            *(Column(f"{level_name(share)}\n{frequency(share)}") for share in shares),
        ),
        tuple(
            (
                label,
                *(
                    cell(name, *found)
                    for found in estimate.quantiles(evidence.result.total(name), shares)
                ),
            )
            for name, label in evidence.each()
        ),
        evidence.keys,
    )


def _slider(evidence: Evidence) -> Slider:
    percents = range(FIRST, LAST + 1)
    found = [
        curves.at(evidence.result.total(name), np.array(percents) / 100.0)
        for name in evidence.strategies
    ]
    steps = tuple(
        Step(p, frequency(p / 100.0), _cells(evidence, [float(own[place]) for own in found]))
        for place, p in enumerate(percents)
    )
    start = Step(
        min(max(round(100 * evidence.confidence), FIRST), LAST),
        frequency(evidence.confidence),
        _cells(evidence, [evidence.budgets[name][0] for name in evidence.strategies]),
    )
    currency = evidence.result.experiment.currency
    table = Table(
        "Budget and buffer at that chance",
        (
            Column("Strategy", numeric=False),
            Column(f"Budget, {currency}"),
            Column(f"Buffer, {currency}"),
            Column("Buffer, percent of base"),
        ),
        tuple(
            (label, *cells) for (_, label), cells in zip(evidence.each(), start.cells, strict=True)
        ),
        evidence.keys,
    )
    return Slider(
        "Futures in which the budget shall hold",
        start,
        table,
        steps,
        _sentences(currency),
        evidence.key(evidence.chosen),
        tuple(evidence.number(name, "base") for name in evidence.strategies),
        tuple(tuple(float(f"{value:.7g}") for value in own) for own in found),
    )


def _sentences(currency: str) -> dict[str, str]:
    """What the script says, with places for what it fills in."""
    currency = currency.replace("{", "{{").replace("}", "}}")
    return {
        "covers": f"{{label}}: {{budget}} {currency} covers {{chance}} futures, {{buffer}} "
        f"{currency} {{side}} the base estimate.",
        "over": "over",
        "under": "under",
        "few": frequency(0.0).replace("10,000", "100"),
        "most": "more than 99 in 100",
    }


def _cells(evidence: Evidence, budgets: list[float]) -> tuple[tuple[str, ...], ...]:
    bases = [evidence.number(name, "base") for name in evidence.strategies]
    return tuple(
        (figure(budget), signed(budget - base), _share(budget, base))
        for budget, base in zip(budgets, bases, strict=True)
    )
