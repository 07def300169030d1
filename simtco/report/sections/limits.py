"""What the report does not know, and what its words mean."""

from simtco.report.evidence import Evidence
from simtco.report.section import Column, Section, Table
from simtco.words.wording import frequency


def limits(evidence: Evidence) -> Section:
    """Limits in plain words, then the terms used."""
    experiment = evidence.result.experiment
    level, often = evidence.level, frequency(evidence.confidence)
    terms = (
        ("TCO", f"Total cost of ownership: all that a strategy costs over {evidence.months}."),
        (
            "Future",
            (
                "One set of values for every uncertain number and shock; all strategies are "
                "costed in the same futures."
            ),
        ),
        (
            "Base estimate",
            "What a plan would have said: every input at its base, nothing hidden, no shocks.",
        ),
        ("Percentile", "P80 is the amount that 8 in 10 futures stay at or under."),
        (level, f"The level of this experiment: {often} futures cost no more."),
        ("CVaR95", "The mean of the dearest 1 in 20 futures."),
        ("Buffer", f"What a budget holds beyond the base estimate: {level} less base."),
        (
            "Regret",
            (
                "What a strategy costs more than the one that turns out cheapest; its mean is the "
                "expected regret."
            ),
        ),
        (
            "Standard error",
            "How far an estimate is off, typically, because finitely many futures were drawn.",
        ),
    )
    return Section(
        "limits",
        "Limits and terms",
        (
            (
                "The futures are no forecast: they show what follows from the assumptions above. A "
                "cost that nobody wrote down is in none of them, and a range that is too narrow "
                "makes every budget here too small."
            ),
            "Uncertain numbers of different names are drawn independently of each other unless a "
            "correlation is stated. Nobody reacts beyond what a strategy says. How good, how fast "
            "and how available the answers of a model are has no price unless a cost says so. "
            "Taxes, financing and exchange rates are left out unless a cost holds them"
            + (
                f"; money is discounted by {100 * experiment.discount_rate:g}% a year."
                if experiment.discount_rate
                else "; money is not discounted."
            ),
            (
                "A percentile is a statement about all futures together. That P80 covers 8 in 10 "
                "also says that 2 in 10 cost more. Percentiles of parts do not add up to the "
                "percentile of the whole; means do."
            ),
        ),
        tables=(
            Table(
                "Terms",
                (Column("Term", numeric=False), Column("Meaning", numeric=False)),
                terms,
            ),
        ),
    )
