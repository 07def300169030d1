"""How dear the dear futures are."""

from simtco.metrics import estimate
from simtco.report.evidence import Evidence
from simtco.report.figures.exceedance import exceedance as drawn
from simtco.report.phrases import amount
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg

RARE = (0.5, 0.2, 0.1, 0.05, 0.01, 0.001)


def exceedance(evidence: Evidence) -> Section:
    """The chance of costing more than an amount, down to the rare futures."""
    chosen = evidence.chosen
    budget = evidence.result.experiment.budget
    tail, rare = evidence.number(chosen, "cvar95"), evidence.number(chosen, "p99")
    sentence = (
        f"{evidence.label(chosen)}: 1 in 100 futures cost more than {evidence.money(rare)}; the "
        f"dearest 1 in 20 cost {evidence.money(tail)} on average."
    )
    return Section(
        "exceedance",
        "How dear the dear futures are",
        (
            (
                "The curve above says what usually covers the cost. This one says what happens "
                "when it does not: how often a future costs more than an amount, with rare "
                "futures spread out. CVaR95 is the mean of the dearest 1 in 20."
            ),
        ),
        (
            Illustration(
                "Chance of costing more than an amount",
                sentence,
                svg(drawn(evidence.result), "exceedance", "Exceedance of total cost", sentence),
                _table(evidence),
                "◆ CVaR95   ○ base estimate"
                + ("" if budget is None else f"   ╎ budget of {evidence.money(budget)}"),
            ),
        ),
    )


def _table(evidence: Evidence) -> Table:
    rare = [share for share in RARE if share * evidence.result.trials >= 10]
    return Table(
        f"What so many futures cost more than, {evidence.result.experiment.currency}",
        (
            Column("Strategy", numeric=False),
            *(Column(f"1 in {round(1 / share):,}") for share in rare),
            Column("CVaR95"),
        ),
        tuple(
            (
                label,
                *(
                    amount(found)
                    for found in estimate.quantiles(
                        evidence.result.total(name), [1.0 - share for share in rare]
                    )
                ),
                amount(evidence.estimate(name, "cvar95")),
            )
            for name, label in evidence.each()
        ),
        evidence.keys,
        folded=True,
    )
