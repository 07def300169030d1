"""What the decision framework says, beside the simulation."""

from simtco.metrics.advice import Decision, decide
from simtco.report.decided import (
    AGREES,
    answered,
    condition_said,
    condition_state,
    headline,
    not_stated,
    provisional,
    would_change,
)
from simtco.report.evidence import Evidence
from simtco.report.section import Column, Section, Table


def decision_path(evidence: Evidence) -> Section | None:
    """The path of `simtco decide`; None where the file has no [organisation] table."""
    organisation = evidence.result.experiment.organisation
    if organisation is None:
        return None
    decision = decide(evidence.result, organisation)
    answer = headline(decision)
    paragraphs = [f"{answer[:1].upper()}{answer[1:]}", *(decision.conflicts or (AGREES,))]
    if decision.provisional:
        paragraphs.append(provisional(decision))
    return Section(
        "decision",
        "What the decision framework says",
        tuple(paragraphs),
        tables=(_steps(decision), _conditions(decision), _signals(decision)),
    )


def _steps(decision: Decision) -> Table:
    return Table(
        "The path, step by step",
        _columns("Question", "Answer", "What would change it"),
        tuple(
            (
                f"{number}. {stage.step.question}",
                answered(stage.step) + (f" Not stated: {said}." if said else ""),
                "; ".join(map(would_change, stage.changes)) or "no single fact",
            )
            for number, stage in enumerate(decision.stages, 1)
            for said in [not_stated(stage.step)]
        ),
    )


def _conditions(decision: Decision) -> Table:
    return Table(
        "Before one trains one's own model, all five must hold",
        _columns("Condition", "Holds?"),
        tuple((condition_said(each), condition_state(each)) for each in decision.conditions),
        folded=True,
    )


def _signals(decision: Decision) -> Table:
    return Table(
        "Signals to change strategy",
        _columns("Change", "Signal", "State"),
        tuple((s.change, s.signal, f"{s.state}\n{s.because}") for s in decision.signals),
        folded=True,
    )


def _columns(*headings: str) -> tuple[Column, ...]:
    return tuple(Column(heading, numeric=False) for heading in headings)
