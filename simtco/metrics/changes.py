"""Which single fact, were it otherwise, would end the path of the decision elsewhere."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from simtco.metrics.conditions import LEAST_MONTHS
from simtco.metrics.decision_tree import (
    HIGH_VOLUME,
    LOW_LATENCY,
    TEAM_STEP,
    VOLUME_STEP,
    Simulated,
    walk,
)
from simtco.words.organisation import Organisation
from simtco.words.strategy import Role
from simtco.words.wording import exact, said


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that would end the path at another role: its step, from 1, and what it would be."""

    step: int
    key: str
    otherwise: str
    role: Role


def changes(organisation: Organisation, simulated: Simulated) -> tuple[Change, ...]:
    """Every change of one fact, stated or simulated, that gives another role.

    A fact that no step asks for changes nothing; one that contradicts the others is left out.
    """
    path = walk(organisation, simulated)
    asked = [(number, key) for number, step in enumerate(path.steps, 1) for key in step.keys]
    tried = [
        (number, key, otherwise, walk(other, simulated).role)
        for number, key in asked
        for otherwise, other in _other_facts(organisation, key)
    ]
    tried += [
        (number, key, otherwise, walk(organisation, other).role)
        for number, key, otherwise, other in _other_findings(simulated)
    ]
    return tuple(Change(*each) for each in tried if each[-1] != path.role)


def _other_facts(organisation: Organisation, key: str) -> Iterator[tuple[str, Organisation]]:
    for value, otherwise in _other_values(organisation.careful, key):
        stated = organisation.model_dump() | {key: value}
        with suppress(ValidationError):
            yield otherwise, Organisation.model_validate(stated)


def _other_values(facts: Organisation, key: str) -> Iterator[tuple[Any, str]]:
    value = getattr(facts, key)
    if isinstance(value, bool):
        yield not value, f"{key} = {said(not value)}"
    elif key == "data":
        other = "internal" if facts.sensitive else "personal"
        yield other, f"{key} = {said(other)}"
    elif key == "months_before_return":
        few = value < LEAST_MONTHS
        yield (LEAST_MONTHS if few else 0.0), f"{key} {'at least' if few else 'below'} 6"
    elif key == "latency_ms":
        quickest = facts.api_latency_ms or LOW_LATENCY
        yield None, f"no {key}"
        yield quickest / 2.0, f"{key} below {exact(quickest)}"
    elif key == "api_latency_ms" and facts.latency_ms is not None:
        yield facts.latency_ms, f"{key} at most {exact(facts.latency_ms)}"
        yield 2.0 * facts.latency_ms, f"{key} above {exact(facts.latency_ms)}"


def _other_findings(simulated: Simulated) -> Iterator[tuple[int, str, str, Simulated]]:
    million = f"{HIGH_VOLUME / 1e6:.0f} million tokens a month"
    less = "fewer than " if simulated.high_volume else "at least "
    volume = replace(simulated, high_volume=not simulated.high_volume)
    yield VOLUME_STEP, "tokens_per_month", less + million, volume
    if simulated.saving is not None:
        cheaper = "the API" if simulated.saving > 0 else "self-hosting"
        saving = -simulated.saving or 1.0
        yield (
            VOLUME_STEP,
            "saving",
            f"{cheaper} cheaper on average",
            replace(simulated, saving=saving),
        )
    waits = "no delay" if simulated.waits else "a delay"
    costed = replace(simulated, waits=not simulated.waits)
    yield TEAM_STEP, "delay", f"{waits} among the costs of self-hosting", costed
