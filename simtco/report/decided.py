"""A decision as one JSON object, or as text for a terminal."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from simtco.metrics.advice import Decision, Stage
from simtco.metrics.changes import Change
from simtco.metrics.conditions import Condition
from simtco.metrics.decision_tree import Step
from simtco.metrics.roles import NAMES

SCHEMA = 1
AGREES = "The simulation agrees: no strategy costs less on average."
_STATE, _NARROW = 15, 60  # columns


def as_data(decision: Decision, experiment: str) -> dict[str, Any]:
    """What `simtco decide --json` prints."""
    return {
        "schema": SCHEMA,
        "experiment": experiment,
        "role": decision.role,
        "strategy": decision.strategy,
        "decided_by": decision.decided_by,
        "because": decision.because,
        "provisional": list(decision.provisional),
        "conflicts": list(decision.conflicts),
        "steps": [
            {
                "question": stage.step.question,
                "role": stage.step.role,
                "because": stage.step.because,
                "not_stated": dict(stage.step.unstated),
                "evidence": [asdict(found) for found in stage.evidence],
                "would_change": [asdict(change) for change in stage.changes],
            }
            for stage in decision.stages
        ],
        "conditions": [asdict(condition) for condition in decision.conditions],
        "signals": [asdict(signal) for signal in decision.signals],
    }


def as_text(decision: Decision, question: str, width: int) -> str:
    """The path, its conflicts, conditions and signals, in lines no longer than `width`."""
    blocks = [
        [*_wrapped(question, width), *_answer(decision, width)],
        *(_wrapped(f"! {conflict}", width, "  ") for conflict in decision.conflicts),
        *(list(_stage(number, s, width)) for number, s in enumerate(decision.stages, 1)),
    ]
    blocks[-1] += [
        line
        for each in decision.conditions
        for line in _row(condition_state(each), condition_said(each), width)
    ]
    for change in dict.fromkeys(signal.change for signal in decision.signals):
        rows = [s for s in decision.signals if s.change == change]
        lines = [line for s in rows for line in _row(s.state, f"{s.signal}: {s.because}", width)]
        blocks.append([f"Signals: {change}", *lines])
    return "\n\n".join("\n".join(block) for block in blocks)


def headline(decision: Decision) -> str:
    """Where the path ends and why, in one sentence."""
    named = f" ({decision.strategy})" if decision.strategy else ""
    return (
        f"{NAMES[decision.role]}{named}, decided in step {decision.decided_by}: {decision.because}."
    )


def would_change(change: Change) -> str:
    """A change of one fact, and where the path would end with it."""
    return f"{change.otherwise} would lead to {NAMES[change.role]}"


def condition_state(condition: Condition) -> str:
    """Whether a condition holds."""
    return {True: "holds", False: "does not hold", None: "not stated"}[condition.holds]


def condition_said(condition: Condition) -> str:
    """A condition with its remark."""
    return f"{condition.condition}{f' ({condition.remark})' if condition.remark else ''}"


def answered(step: Step) -> str:
    """What a step says; where it decides, the answer first."""
    said = f"{NAMES[step.role]}: {step.because}" if step.decides and step.role else step.because
    return f"{said[:1].upper()}{said[1:]}."


def not_stated(step: Step) -> str:
    """What a step asked for in vain, and what it was taken as."""
    return ", ".join(f"{key} (taken as {taken})" for key, taken in step.unstated)


def provisional(decision: Decision) -> str:
    """What is not stated and might change the answer."""
    facts = ", ".join(decision.provisional)
    return f"Provisional: [organisation] does not state {facts}, which might change it."


def _answer(decision: Decision, width: int) -> Iterator[str]:
    yield from _wrapped(f"Answer: {headline(decision)}", width)
    if not decision.conflicts:
        yield from _wrapped(AGREES, width)
    if decision.provisional:
        yield from _wrapped(provisional(decision), width)


def _stage(number: int, stage: Stage, width: int) -> Iterator[str]:
    step = stage.step
    yield from _wrapped(f"{number}. {step.question}", width, "   ")
    told = [answered(step)]
    if step.unstated:
        told.append(f"Not stated: {not_stated(step)}.")
    told += [found.sentence for found in stage.evidence]
    told += [f"But {would_change(change)}." for change in stage.changes]
    for said in told:
        yield from _wrapped(f"   {said}", width, "     ")


def _row(state: str, said: str, width: int) -> list[str]:
    if width < _NARROW:
        return _wrapped(f"   {state}: {said}", width, "     ")
    return _wrapped(f"   {state:<{_STATE}}{said}", width, " " * (3 + _STATE))


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
