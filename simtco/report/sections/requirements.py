"""What the experiment requires, and whether it is so."""

from simtco.metrics.requirements import verdicts
from simtco.report.evidence import Evidence
from simtco.report.phrases import NONE, amount
from simtco.report.section import Column, Section, Table


def requirements(evidence: Evidence) -> Section | None:
    """Each requirement with what was found; None where nothing is required."""
    found = verdicts(evidence.result, evidence.findings, evidence.comparisons)
    if not found:
        return None
    unmet = tuple(f"Not met: {each.sentence}" for each in found if not each.met)
    return Section(
        "requirements",
        "What is required",
        unmet or ("Every requirement is met.",),
        tables=(
            Table(
                "Requirements of the experiment",
                (
                    Column("Requirement", numeric=False),
                    Column("Must be"),
                    Column("Is"),
                    Column("Met", numeric=False),
                ),
                tuple(
                    (
                        f"{each.key}: {evidence.label(each.strategy)}",
                        each.required,
                        NONE if each.found is None else amount((each.found, each.standard_error)),
                        "yes" if each.met else "no",
                    )
                    for each in found
                ),
            ),
        ),
    )
