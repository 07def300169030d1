"""How exact the simulation is."""

import numpy as np

from simtco.metrics.precision import criteria
from simtco.report.evidence import Evidence
from simtco.report.figures.convergence import convergence
from simtco.report.phrases import NONE, margin, percent, rough
from simtco.report.reached import allowance, name, reached, value, width
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.report.traced import traces
from simtco.words.wording import figure

_SAMPLERS = {
    "sobol": "evenly spread points, a randomised Sobol net a block",
    "random": "independent random points",
}


def quality(evidence: Evidence) -> Section:
    """Trials, blocks, standard errors and how the estimates settled."""
    result = evidence.result
    sampler = result.experiment.simulation.sampler
    blocks = "1 block" if result.blocks == 1 else f"{result.blocks:,} blocks"
    _, error = evidence.budgets[evidence.chosen]
    said = (
        "A single block tells nothing about the spread between blocks, so no standard error is "
        "known. Draw more futures to see one."
        if error is None
        else f"Another set of as many futures would move the {evidence.level} of "
        f"{evidence.label(evidence.chosen)} by about {rough(error)} "
        f"{result.experiment.currency}. That is the error of the simulation, not of the beliefs."
    )
    drawn = f"{result.trials:,} futures in {blocks}, drawn as {_SAMPLERS[sampler]}. {said}"
    return Section(
        "quality",
        "How exact the simulation is",
        tuple(filter(None, (drawn, reached(result)))),
        () if result.blocks == 1 else (_illustration(evidence),),
        tables=(_table(evidence), *_asked(evidence), *_settled(evidence)),
    )


def _illustration(evidence: Evidence) -> Illustration:
    found = traces(evidence.result)
    trace = found[evidence.key(evidence.chosen)]
    half = (len(trace.blocks) - 1) // 2
    _, off, _ = trace.relative
    sentence = (
        f"After {trace.blocks[half]:,.0f} of {trace.blocks[-1]:,.0f} blocks, {evidence.level} of "
        f"{evidence.label(evidence.chosen)} was {percent(abs(float(off[half])))} off its final "
        "estimate."
    )
    return Illustration(
        f"How {evidence.level} settled",
        sentence,
        svg(
            convergence(evidence.result),
            "convergence",
            f"Convergence of {evidence.level}",
            sentence,
        ),
        _running(evidence, ""),
        "shaded: the 95% interval",
    )


def _running(evidence: Evidence, key: str) -> Table:
    """An estimate after 1, 2, 4 ... blocks with half its 95% interval."""
    found = traces(evidence.result, key)
    scale = 100.0 if key == "p_cheaper" else 1.0
    said = {
        "": f"{evidence.level}, {_currency(evidence)}",
        "mean": f"mean, {_currency(evidence)}",
        "p_cheaper": f"P(cheaper) than {evidence.label(evidence.result.reference)}, in 100 futures",
    }[key]
    return Table(
        f"Running {said}",
        (
            Column("Blocks, with half the 95% interval", numeric=False),
            *(Column(f"{block:,.0f}") for block in found[0].blocks),
        ),
        tuple(
            (
                evidence.label(own.strategy),
                *(
                    f"{figure(scale * float(value))}\n"
                    f"{margin(None if np.isnan(half) else float(half), scale)}"
                    for value, half in zip(own.values, own.halves, strict=True)
                ),
            )
            for own in found
        ),
        tuple(evidence.key(own.strategy) for own in found),
        folded=True,
    )


def _settled(evidence: Evidence) -> tuple[Table, ...]:
    """How mean and P(cheaper) settled; the chosen percentile stands below its figure."""
    if evidence.result.blocks == 1:
        return ()
    keys = ("mean",) if evidence.alone else ("mean", "p_cheaper")
    return tuple(_running(evidence, key) for key in keys)


def _asked(evidence: Evidence) -> tuple[Table, ...]:
    """Each tolerance beside what was reached."""
    found = criteria(evidence.result)
    if not found:
        return ()
    columns = ("Estimate", "Value", "Half the 95% interval", "Asked", "Reached")
    return (
        Table(
            "Precision asked and reached",
            (
                Column("Strategy", numeric=False),
                *(Column(each, numeric=each not in {"Estimate", "Reached"}) for each in columns),
            ),
            tuple(
                (
                    evidence.label(each.strategy),
                    name(each.key),
                    value(each),
                    width(each),
                    allowance(each),
                    "yes" if each.met else "no",
                )
                for each in found
            ),
            tuple(evidence.key(each.strategy) for each in found),
        ),
    )


def _currency(evidence: Evidence) -> str:
    return evidence.result.experiment.currency


def _table(evidence: Evidence) -> Table:
    currency = evidence.result.experiment.currency

    def both(value: float, error: float | None) -> str:
        if error is None:
            return NONE
        return f"{rough(error)}\n{percent(error / abs(value)) if value else NONE}"

    def points(error: float | None) -> str:
        return NONE if error is None else f"{rough(100 * error)} in 100"

    return Table(
        "Standard errors",
        (
            Column("Strategy", numeric=False),
            Column(f"of the mean, {currency}"),
            Column(f"of {evidence.level}, {currency}"),
            Column("of P95, " + currency),
            Column("of P(cheapest)"),
        ),
        tuple(
            (
                label,
                both(*evidence.estimate(name, "mean")),
                both(*evidence.budgets[name]),
                both(*evidence.estimate(name, "p95")),
                points(evidence.finding(name, "p_cheapest").standard_error),
            )
            for name, label in evidence.each()
        ),
        evidence.keys,
    )
