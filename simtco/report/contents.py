"""All that a report says, before it is laid out as HTML or Markdown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simtco.engine.block import Result
from simtco.metrics.metric import Findings
from simtco.metrics.scenarios import Scenario
from simtco.report.evidence import Evidence
from simtco.report.section import Section
from simtco.report.sections.answer import Line, answer, terms, title
from simtco.report.sections.assumptions import assumptions
from simtco.report.sections.buffer import buffer
from simtco.report.sections.contingency import contingency
from simtco.report.sections.correlations import correlations
from simtco.report.sections.crossover import crossover
from simtco.report.sections.decision_path import decision_path
from simtco.report.sections.drivers import drivers
from simtco.report.sections.exceedance import exceedance
from simtco.report.sections.information import information
from simtco.report.sections.limits import limits
from simtco.report.sections.operations import operations
from simtco.report.sections.options import options
from simtco.report.sections.quality import quality
from simtco.report.sections.quality_gate import quality_gate
from simtco.report.sections.reconciliation import reconciliation
from simtco.report.sections.reference import reference
from simtco.report.sections.requirements import requirements
from simtco.report.sections.s_curve import s_curve
from simtco.report.sections.scenarios import scenarios
from simtco.report.sections.shocks import shocks
from simtco.report.sections.spending import spending
from simtco.report.sections.strategies import strategies
from simtco.report.sections.stress import stress
from simtco.report.sections.switching import switching
from simtco.report.sections.timeline import timeline

SECTIONS: tuple[Callable[[Evidence], Section | None], ...] = (
    requirements,
    strategies,
    options,
    s_curve,
    exceedance,
    reconciliation,
    buffer,
    contingency,
    drivers,
    shocks,
    stress,
    scenarios,
    crossover,
    reference,
    switching,
    decision_path,
    information,
    timeline,
    spending,
    operations,
    quality_gate,
    assumptions,
    correlations,
    quality,
    limits,
)
"""The sections of the report in their order; one that has nothing to say returns None.

From the answer to what it rests on: what a budget needs, why, what could change it, what to find
out, and the assumptions. What an experiment requires stands first, for it may be unmet.
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a report says: the answer first, then where it comes from.

    strategies holds names and labels; terms says what the words of the answer mean.
    """

    title: str
    question: str
    stem: str
    provenance: tuple[tuple[str, str], ...]
    strategies: tuple[tuple[str, str], ...]
    answer: tuple[Line, ...]
    terms: tuple[str, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def contents(  # noqa: PLR0913, PLR0917  (all that a report is made of)
    result: Result,
    stem: str,
    findings: Findings,
    comparisons: Findings,
    provenance: Mapping[str, str],
    beside: tuple[Scenario, ...] = (),
) -> Contents:
    """Write every section of the report; equal arguments give equal contents."""
    evidence = Evidence(result, findings, comparisons, beside)
    written = (section(evidence) for section in SECTIONS)
    return Contents(
        title=title(evidence),
        question=result.experiment.title,
        stem=stem,
        provenance=tuple(provenance.items()),
        strategies=tuple(evidence.each()),
        answer=answer(evidence),
        terms=terms(evidence),
        notes=result.experiment.notes,
        sections=tuple(section for section in written if section is not None),
    )
