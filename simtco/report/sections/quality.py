"""How exact the simulation is."""

from simtco.report.evidence import Evidence
from simtco.report.figures.convergence import convergence
from simtco.report.phrases import NONE, margin, percent, rough
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
    return Section(
        "quality",
        "How exact the simulation is",
        (f"{result.trials:,} futures in {blocks}, drawn as {_SAMPLERS[sampler]}. {said}",),
        () if result.blocks == 1 else (_illustration(evidence),),
        tables=(_table(evidence),),
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
        Table(
            f"Running {evidence.level}, {evidence.result.experiment.currency}",
            (
                Column("Strategy", numeric=False),
                *(Column(f"{block:,.0f}") for block in trace.blocks),
            ),
            tuple(
                (
                    label,
                    *(
                        f"{figure(float(value))}\n{margin(float(e) if b > 1 else None)}"
                        for b, value, e in zip(own.blocks, own.values, own.errors, strict=True)
                    ),
                )
                for (_, label), own in zip(evidence.each(), found, strict=True)
            ),
            evidence.keys,
            folded=True,
        ),
        "shaded: two standard errors to each side",
    )


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
