"""Cost over the months."""

from simtco.report.evidence import Evidence
from simtco.report.figures.fan import MOST_BANDS, PATHS, fan
from simtco.report.phased import phased
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.wording import figure


def timeline(evidence: Evidence) -> Section:
    """Cumulative cost: P10 to P90 and P50, month by month."""
    experiment = evidence.result.experiment
    months, levels = phased(evidence.result).months, phased(evidence.result).levels
    own = levels[evidence.key(evidence.chosen)]
    middle = len(months) // 2 if len(months) > 1 else 0
    midway = (
        f"{figure(own[0, middle])} to {evidence.money(float(own[2, middle]))} by month "
        f"{months[middle]:g} and "
    )
    sentence = (
        f"{evidence.label(evidence.chosen)}: 8 in 10 futures have spent "
        f"{midway if len(months) > 1 else ''}{figure(own[0, -1])} to "
        f"{evidence.money(float(own[2, -1]))} by month {months[-1]:g}."
    )
    discounted = (
        f"Money is discounted by {100 * experiment.discount_rate:g}% a year to month 0."
        if experiment.discount_rate
        else "Money is not discounted."
    )
    banded = len(evidence.strategies) <= MOST_BANDS
    return Section(
        "timeline",
        "Cost over the months",
        (f"All that is spent up to and with each month, one-off costs from month 1. {discounted}",),
        (
            Illustration(
                "Cumulative cost",
                sentence,
                svg(
                    fan(evidence.result),
                    "fan",
                    "Cumulative cost by month",
                    sentence,
                ),
                _table(evidence),
                "line: P50"
                + (f"   shaded: P10 to P90   thin: {PATHS} single futures" if banded else ""),
            ),
        ),
    )


def _table(evidence: Evidence) -> Table:
    months, levels = phased(evidence.result).months, phased(evidence.result).levels
    kept = [*range(0, len(months), max(len(months) // 8, 1))]
    if kept[-1] != len(months) - 1:
        kept.append(len(months) - 1)
    return Table(
        f"Spent by the month, {evidence.result.experiment.currency}: P50, and P10 to P90",
        (Column("Strategy", numeric=False), *(Column(f"{months[k]:g}") for k in kept)),
        tuple(
            (
                label,
                *(f"{figure(own[1, k])}\n{figure(own[0, k])} to {figure(own[2, k])}" for k in kept),
            )
            for (_, label), own in zip(evidence.each(), levels, strict=True)
        ),
        evidence.keys,
        folded=True,
    )
