"""What the decision framework of section 33.6 says of an experiment, beside its simulation."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.changes import Change, changes
from simtco.metrics.conditions import Condition, conditions
from simtco.metrics.conflicts import conflicts
from simtco.metrics.decision_tree import (
    HIGH_VOLUME,
    TEAM_STEP,
    VOLUME_STEP,
    Path,
    Simulated,
    Step,
    walk,
)
from simtco.metrics.estimate import Estimate
from simtco.metrics.finding import Finding
from simtco.metrics.roles import contenders
from simtco.metrics.signals import Signal, signals
from simtco.metrics.volume import tokens_per_month
from simtco.words.organisation import Organisation
from simtco.words.percentiles import percentile_key
from simtco.words.strategy import Role
from simtco.words.wording import figure, out_of


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the path with what the simulation shows of it, and what would change the end."""

    step: Step
    evidence: tuple[Finding, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Where the path ends, and all that speaks for and against it.

    strategy is the one simulated for the role, None where there is none; provisional holds the
    keys that are not stated and might change the end.
    """

    role: Role
    strategy: str | None
    decided_by: int
    because: str
    provisional: tuple[str, ...]
    conflicts: tuple[str, ...]
    stages: tuple[Stage, ...]
    conditions: tuple[Condition, ...]
    signals: tuple[Signal, ...]


def decide(result: Result, organisation: Organisation) -> Decision:
    """Walk the four steps and ask whether to train one's own model; then look at the simulation."""
    volume = tokens_per_month(result, HIGH_VOLUME)
    simulated = _simulated(result, organisation, volume)
    path = walk(organisation, simulated)
    found = changes(organisation, simulated)
    in_vain = {key for step in path.steps for key in step.keys} & organisation.unstated
    return Decision(
        role=path.role,
        strategy=contenders(result).get(path.role),
        decided_by=path.decided_by,
        because=path.deciding.because,
        provisional=tuple(dict.fromkeys(each.key for each in found if each.key in in_vain)),
        conflicts=tuple(conflicts(result, path)),
        stages=_stages(result, path, volume, found),
        conditions=conditions(organisation),
        signals=signals(result, organisation),
    )


def _simulated(
    result: Result, organisation: Organisation, volume: tuple[Estimate, Estimate] | None
) -> Simulated:
    roles = contenders(result)
    own = roles.get("self_hosted")
    saving = None
    if own and "api" in roles:
        saving = float((result.total(roles["api"]) - result.total(own)).mean())
    stated = organisation.tokens_per_month
    high = None if stated is None else stated >= HIGH_VOLUME
    return Simulated(
        high_volume=high if volume is None else volume[1][0] >= 0.5,
        saving=saving,
        waits=any(key.strategy == own and key.item.clock == "launch" for key in result.item_keys),
    )


def _stages(
    result: Result,
    path: Path,
    volume: tuple[Estimate, Estimate] | None,
    found: tuple[Change, ...],
) -> tuple[Stage, ...]:
    evidence = {
        VOLUME_STEP: (*_of_volume(volume), *_of_costs(result)),
        TEAM_STEP: _of_waiting(result),
    }
    return tuple(
        Stage(step, evidence.get(number, ()), tuple(c for c in found if c.step == number))
        for number, step in enumerate(path.steps, 1)
    )


def _of_volume(volume: tuple[Estimate, Estimate] | None) -> tuple[Finding, ...]:
    if volume is None:
        return ()
    mean, reached = volume
    high = f"{figure(HIGH_VOLUME / 1e6)} million a month"
    said = f"{high} are reached in {out_of(reached[0])} futures."
    return (
        Finding(*mean, f"The demand comes to {figure(mean[0] / 1e6)} million tokens a month."),
        Finding(*reached, said),
    )


def _of_costs(result: Result) -> tuple[Finding, ...]:
    """What each role costs, and how often self-hosting is the cheaper."""
    currency, level = result.experiment.currency, result.experiment.confidence
    roles, found = contenders(result), []
    for role, name in roles.items():
        total = result.total(name)
        mean, high = estimate.mean(total), estimate.quantiles(total, [level])[0]
        said = f"{name} (role {role}) costs {figure(mean[0])} {currency} on average"
        found.append(Finding(*mean, f"{said}, {percentile_key(level).upper()} {figure(high[0])}."))
    if "api" in roles and "self_hosted" in roles:
        own, api = roles["self_hosted"], roles["api"]
        share = estimate.share_of(result.total(own) < result.total(api))
        said = f"{own} is cheaper than {api} in {out_of(share[0])} futures."
        found.append(Finding(*share, said))
    return tuple(found)


def _of_waiting(result: Result) -> tuple[Finding, ...]:
    """What waiting for the launch of self-hosting costs."""
    own = contenders(result).get("self_hosted")
    places = [
        place
        for place, key in enumerate(result.item_keys)
        if key.strategy == own and key.item.clock == "launch"
    ]
    if not places:
        return ()
    by_block = result.items[:, places].sum(axis=1)
    mean = float(np.mean(by_block))
    said = f"Waiting for the launch of {own} costs {figure(mean)} "
    said += f"{result.experiment.currency} on average."
    return (Finding(mean, estimate.standard_error(by_block), said),)
