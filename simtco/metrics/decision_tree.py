"""The four steps of section 33.6, part 5, then the question of exercise 33.6.5: train one's own?"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from simtco.metrics.conditions import conditions
from simtco.words.organisation import Organisation
from simtco.words.strategy import Role
from simtco.words.wording import exact, said

HIGH_VOLUME = 100e6
"""Tokens a month from which self-hosting may be more economical: "hundreds of millions"."""
LOW_LATENCY = 100.0
"""Milliseconds to the first token below which it may be necessary: "sub-100ms TTFT"."""
VOLUME_STEP, TEAM_STEP = 3, 4
"""The steps that the simulation has something to say at."""
_OWN_MODEL = "Should you train a model of your own?"
_SKILLS = {"has_ml_engineers": "ML engineers", "has_devops": "DevOps", "has_security": "security"}
_TAKEN_AS = {
    "latency_ms": "no limit",
    "api_latency_ms": f"{LOW_LATENCY:.0f}, or more",
    "tokens_per_month": "few",
}


@dataclass(frozen=True, slots=True)
class Simulated:
    """What the tree asks of the simulation; None where that does not say.

    high_volume: whether tokens a month reach HIGH_VOLUME; saving: what self-hosting costs less than
    the API on average; waits: whether the cost of waiting for its launch is among its costs.
    """

    high_volume: bool | None
    saving: float | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One question, and where the path stands after it.

    role is None while nothing is decided; decides says whether this step settled it, forced whether
    a need did, and not what is cheaper. unstated holds the keys that were asked for in vain, each
    with what it was taken as.
    """

    question: str
    role: Role | None
    because: str
    keys: tuple[str, ...] = ()
    decides: bool = False
    forced: bool = False
    unstated: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """The steps taken; decided_by is the number, from 1, of the one that settled the role."""

    steps: tuple[Step, ...]
    role: Role
    decided_by: int

    @property
    def deciding(self) -> Step:
        """The step that settled the role."""
        return self.steps[self.decided_by - 1]


def walk(organisation: Organisation, simulated: Simulated) -> Path:
    """Take the steps in their order; what is not stated is read with care."""
    facts = organisation.careful
    steps: list[Step] = []
    settled = Step("", None, "")
    decided_by = 0
    for number, ask in enumerate(_STEPS, 1):
        step = _with_unstated(ask(facts, simulated, settled), organisation)
        steps.append(step)
        if step.decides:
            settled, decided_by = step, number
    if settled.role is None:
        raise ValueError("no step decided")
    return Path(tuple(steps), settled.role, decided_by)


def _with_unstated(step: Step, organisation: Organisation) -> Step:
    conditions_say_so = step.question == _OWN_MODEL
    missing = tuple(
        (key, _TAKEN_AS.get(key) or said(getattr(organisation.careful, key)))
        for key in step.keys
        if key in organisation.unstated and not conditions_say_so
    )
    return replace(step, unstated=missing)


def _data(facts: Organisation, simulated: Simulated, settled: Step) -> Step:  # noqa: ARG001
    question = "Data: may it go to a provider?"
    keys: tuple[str, ...] = ("data_may_leave",)
    if not facts.data_may_leave:
        because = "the data may not leave your infrastructure"
        return Step(question, "self_hosted", because, keys, decides=True, forced=True)
    keys = (*keys, "data")
    if not facts.sensitive:
        return Step(question, None, f"{facts.data} data needs no provider's terms", keys)
    keys = (*keys, "provider_terms_acceptable")
    what = f"{str(facts.data).replace('_', ' ')} data"
    if facts.provider_terms_acceptable:
        return Step(question, None, f"a provider's terms do for {what}", keys)
    because = f"{what} is sensitive, and no provider's terms do for it"
    return Step(question, "self_hosted", because, keys, decides=True, forced=True)


def _customisation(facts: Organisation, simulated: Simulated, settled: Step) -> Step:  # noqa: ARG001
    question = "Customisation: who can make the model good enough?"
    if settled.role:
        return Step(question, settled.role, "not asked: step 1 has decided")
    keys: tuple[str, ...] = ("needs_control_of_training",)
    if facts.needs_control_of_training:
        because = "you must control how the model is trained"
        return Step(question, "self_hosted", because, keys, decides=True, forced=True)
    keys = (*keys, "prompting_is_enough")
    if facts.prompting_is_enough:
        return Step(question, "api", "prompts and retrieval are enough", keys)
    keys = (*keys, "api_fine_tuning_is_enough")
    if facts.api_fine_tuning_is_enough:
        return Step(question, "api", "fine-tuning at a provider is enough", keys)
    because = "neither prompts nor fine-tuning at a provider are enough"
    return Step(question, "self_hosted", because, keys, decides=True, forced=True)


def _load(facts: Organisation, simulated: Simulated, settled: Step) -> Step:
    question = "Volume and latency: does hosting your own pay, or must it be?"
    if settled.role:
        return Step(question, settled.role, "not asked: the path leads to self-hosting already")
    limit, offered = facts.latency_ms, facts.api_latency_ms
    keys: tuple[str, ...] = ("latency_ms",)
    if limit is not None and (offered is not None or limit < LOW_LATENCY):
        keys = (*keys, "api_latency_ms")
        if limit < (LOW_LATENCY if offered is None else offered):
            measured = "no API is known to" if offered is None else "the API measured does not"
            because = f"you need the first token in {exact(limit)} ms, which {measured} keep"
            return Step(question, "self_hosted", because, keys, decides=True, forced=True)
    keys = (*keys, "tokens_per_month") if simulated.high_volume is None else keys
    if not simulated.high_volume:
        because = "neither volume nor latency asks for hosting your own"
        return Step(question, "api", because, keys, decides=True)
    if simulated.saving is None:
        because = "the volume is high, but no simulation says that hosting your own is cheaper"
    elif simulated.saving <= 0:
        because = "the volume is high, but the simulation finds the API cheaper on average"
    else:
        because = "the volume is high, and the simulation finds hosting your own cheaper on average"
        return Step(question, "self_hosted", because, keys, decides=True)
    return Step(question, "api", because, keys, decides=True)


def _team(facts: Organisation, simulated: Simulated, settled: Step) -> Step:
    question = "Team: who runs it?"
    if settled.role == "api":
        return Step(question, "api", "an API asks for no team of your own")
    missing = [name for key, name in _SKILLS.items() if not getattr(facts, key)]
    keys = (*_SKILLS, "hiring_months") if missing else tuple(_SKILLS)
    if not missing:
        return Step(question, "self_hosted", "you have the skills that it takes", keys)
    because = (
        f"you lack {', '.join(missing)}: hire first, about {exact(facts.hiring_months or 0.0)} "
        "months (part 5: 3 to 6)"
    )
    if simulated.waits:
        because += "; what waiting for the launch costs is counted"
    elif settled.forced:
        because += "; no delay is among the costs simulated, so the wait is not counted"
    else:
        because += "; no delay is among the costs simulated, so it is not shown that hosting pays"
        return Step(question, "api", because, keys, decides=True)
    return Step(question, "self_hosted", because, keys)


def _own_model(facts: Organisation, simulated: Simulated, settled: Step) -> Step:  # noqa: ARG001
    asked = conditions(facts)
    keys = tuple(each.key for each in asked)
    if all(each.holds for each in asked):
        because = "all five conditions of exercise 33.6.5 hold"
        return Step(_OWN_MODEL, "custom", because, keys, decides=True, forced=True)
    held = sum(bool(each.holds) for each in asked)
    because = f"{held} of the five conditions of exercise 33.6.5 hold; all must"
    return Step(_OWN_MODEL, settled.role, because, keys)


_STEPS: tuple[Callable[[Organisation, Simulated, Step], Step], ...] = (
    _data,
    _customisation,
    _load,
    _team,
    _own_model,
)
