"""What else might be: the scenarios of the experiment, side by side."""

from simtco.metrics.scenarios import Outlook
from simtco.report.evidence import Evidence
from simtco.report.names import spoken
from simtco.report.phrases import NONE, amount, chance, margin, signed
from simtco.report.section import Column, Section, Table

_SAME = (
    "Each scenario changes some values of the experiment and is run in the same futures, so that "
    "its change is due to those values alone."
)


def scenarios(evidence: Evidence) -> Section | None:
    """Every scenario in the same futures; None where the experiment states none."""
    if not evidence.scenarios:
        return None
    flips = [
        f"{spoken(each.name)}, where {_label(evidence, each.cheapest)} does"
        for each in evidence.scenarios
        if each.flips
    ]
    usual = evidence.label(evidence.chosen)
    kept = f"{usual} costs least on average in every scenario."
    said = f"{usual} costs least on average, but not in {'; '.join(flips)}." if flips else kept
    currency, level = evidence.result.experiment.currency, evidence.level
    return Section(
        "scenarios",
        "Scenarios",
        (
            _SAME,
            *(() if evidence.alone else (said,)),
        ),
        tables=(
            Table(
                f"Strategies by scenario, {currency}",
                (
                    Column("Scenario", numeric=False),
                    Column("Strategy", numeric=False),
                    Column("Mean"),
                    Column("Change of the mean"),
                    Column(level),
                    Column("Cheapest"),
                ),
                tuple(
                    (spoken(scenario.name), _label(evidence, name), *_cells(found))
                    for scenario in evidence.scenarios
                    for name, found in scenario.strategies.items()
                ),
            ),
        ),
    )


def _label(evidence: Evidence, strategy: str) -> str:
    """A scenario may have a strategy of its own, which has no label here."""
    return evidence.label(strategy) if strategy in evidence.strategies else spoken(strategy)


def _cells(found: Outlook) -> tuple[str, ...]:
    if found.change is None:
        change = NONE
    else:
        change = f"{signed(found.change[0])}\n{margin(found.change[1])}"
    return (amount(found.mean), change, amount(found.level), chance(found.p_cheapest))
