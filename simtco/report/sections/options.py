"""The strategies in the same futures: who would choose which, and what a wrong choice costs."""

from simtco.metrics.dominance import verdict
from simtco.report.evidence import Evidence
from simtco.report.phrases import NONE, amount, estimate_of, margin, percent
from simtco.report.section import Column, Section, Table
from simtco.words.wording import out_of


def options(evidence: Evidence) -> Section | None:
    """Regret, stochastic dominance and savings that plans need; None for a single strategy."""
    if evidence.alone:
        return None
    chosen, oftenest = evidence.label(evidence.chosen), evidence.label(evidence.oftenest)
    note = (
        f"{chosen} is both: the least expected loss, and the cheapest most often."
        if chosen == oftenest
        else f"Mind: {oftenest} is the cheapest most often, in "
        f"{out_of(evidence.number(evidence.oftenest, 'p_cheapest'))} futures, but {chosen} has "
        "the least expected loss: where it is not the cheapest, less is lost."
    )
    return Section(
        "options",
        "The options in the same futures",
        (
            (
                "Expected loss (regret) is what a choice costs, on average, more than the strategy "
                "that turns out cheapest. One strategy dominates another in first order where all "
                "who like to pay less would choose it, in second order where all who also fear to "
                "pay much would; this is read from the first 65,536 futures."
            ),
            note,
        ),
        tables=(_losses(evidence), _beside(evidence)),
    )


def _losses(evidence: Evidence) -> Table:
    return Table(
        f"What a wrong choice costs, {evidence.result.experiment.currency}",
        (Column("Strategy", numeric=False), Column("Expected loss"), Column("P95 of the loss")),
        tuple(
            (
                label,
                amount(evidence.estimate(name, "expected_regret")),
                amount(evidence.estimate(name, "p95_regret")),
            )
            for name, label in evidence.each()
        ),
        evidence.keys,
    )


def _beside(evidence: Evidence) -> Table:
    return Table(
        f"Beside {evidence.label(evidence.result.reference)}",
        (
            Column("Strategy", numeric=False),
            Column("First order", numeric=False),
            Column("Second order", numeric=False),
            Column("Cheaper in the plan by"),
            Column("Needed, in proportion"),
            Column("Needed, as it is"),
        ),
        tuple(
            (
                evidence.label(name),
                *(_dominance(evidence, name, order) for order in ("first", "second")),
                *(
                    _saving(evidence, name, key)
                    for key in (
                        "plan_saving",
                        "needed_saving.in_proportion",
                        "needed_saving.as_it_is",
                    )
                ),
            )
            for name in evidence.others
        ),
        tuple(evidence.key(name) for name in evidence.others),
    )


def _dominance(evidence: Evidence, name: str, order: str) -> str:
    share, error = estimate_of(evidence.comparisons[name][f"dominance.{order}_order"])
    said = f"{percent(share)} against it {margin(error, 100.0, ' points')}"
    return f"{verdict(order, share)}\n{said}"


def _saving(evidence: Evidence, name: str, key: str) -> str:
    found = evidence.comparisons[name][key]
    if found.value is None:
        return NONE
    value = percent(found.number)
    if found.standard_error is None:
        return value
    return f"{value}\n{margin(found.standard_error, 100.0, ' points')}"
