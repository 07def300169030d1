"""The signals of section 33.6, part 7, that it is time to change strategy: which of them come."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.metrics.readings import told
from simtco.metrics.roles import contenders
from simtco.metrics.shocks import shock_word
from simtco.words.base import kind_of
from simtco.words.organisation import Organisation
from simtco.words.shock import Shock
from simtco.words.shocks.attrition import Attrition
from simtco.words.shocks.deprecation import Deprecation
from simtco.words.shocks.outage import Outage
from simtco.words.shocks.regulation import Regulation
from simtco.words.strategies.routing import Routing
from simtco.words.strategies.switching import Switching
from simtco.words.triggers.arrival import Arrival
from simtco.words.wording import exact, figure, out_of

State = Literal["seen", "possible", "not seen", "not modelled", "not stated"]
"""Seen: in half the futures or more, or a fact; possible: in fewer; not seen: in none drawn."""
_CONSISTENTLY = 3  # months in a row: a quarter of a year is how "consistently" is read
_GUARDING = ("compliance", "security")


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: the change that it calls for, whether it comes, and what was found of it."""

    change: str
    signal: str
    state: State
    because: str


def signals(result: Result, organisation: Organisation) -> tuple[Signal, ...]:
    """Every signal that part 7 names, in its order, then what parts 6 and 33.6.4 say to watch."""
    found = (
        ("API to self-hosted", _to_own(result, organisation)),
        ("self-hosted to API", _to_api(result)),
        ("one vendor to several", _to_several(result)),
        ("look again", _to_watch(result)),
    )
    return tuple(Signal(change, *each) for change, group in found for each in group)


Found = tuple[str, State, str]


def _to_own(result: Result, organisation: Organisation) -> Iterator[Found]:
    roles = contenders(result)
    yield "the API costs more a month than self-hosting", *_dearer_by_month(result)
    skills = [organisation.has_ml_engineers, organisation.has_devops, organisation.has_security]
    everyone = False if False in skills else None if None in skills else True
    yield (
        "you have the people to run it",
        *_fact(everyone, "all of has_ml_engineers, has_devops and has_security"),
    )
    beyond = organisation.api_fine_tuning_is_enough
    control = organisation.needs_control_of_training
    needs = None if beyond is None else not beyond
    if control or organisation.prompting_is_enough:
        needs = bool(control)
    yield (
        "you need more than fine-tuning at a provider gives",
        *_fact(needs, "api_fine_tuning_is_enough"),
    )
    yield "a law wants the data at home", *_strikes(result, roles.get("api"), Regulation)


def _to_api(result: Result) -> Iterator[Found]:
    roles = contenders(result)
    yield "a much better model appears behind an API", *_arrives(result)
    own = roles.get("self_hosted")
    yield "the engineer who runs it leaves", *_strikes(result, own, Attrition)
    yield "compliance and security cost more than hosting saves", *_burden(result)
    yield "a provider offers what you missed", "not modelled", "no strategy tells of it"


def _to_several(result: Result) -> Iterator[Found]:
    api = contenders(result).get("api")
    yield "the only vendor has a major outage", *_strikes(result, api, Outage)
    yield "the volume gives room to bargain", "not modelled", "part 7 names no volume for it"
    yield "tasks differ in quality and cost", *_routes(result)


def _to_watch(result: Result) -> Iterator[Found]:
    api = contenders(result).get("api")
    yield "the provider retires the model", *_strikes(result, api, Deprecation)
    for each in told(result):
        if each.alarmed is not None and each.reading.alarm is not None:
            over = f"{each.strategy}: {each.reading.name} over {exact(each.reading.alarm)}"
            yield over, *_by_share(each.alarmed)


def _fact(holds: bool | None, key: str) -> tuple[State, str]:
    if holds is None:
        return "not stated", f"[organisation] does not state {key}"
    return ("seen" if holds else "not seen"), "stated in [organisation]"


def _by_share(found: Estimate, more: str = "") -> tuple[State, str]:
    share = found[0]
    state: State = "not seen" if share == 0 else "possible" if share < 0.5 else "seen"
    return state, f"in {out_of(share)} futures{more}" if share else "in none of those drawn"


def _dearer_by_month(result: Result) -> tuple[State, str]:
    """Whether the API is dearer for months in a row; month 1 also holds what is paid at once."""
    roles = contenders(result)
    if "api" not in roles or "self_hosted" not in roles:
        return "not modelled", 'needs a strategy of role "api" and one of role "self_hosted"'
    pair = [result.strategies.index(roles[role]) for role in ("api", "self_hosted")]
    api, own = np.diff(result.cumulative[pair], axis=1)
    if len(api) < _CONSISTENTLY:
        return "not modelled", f"needs a horizon of {_CONSISTENTLY + 1} months or more"
    windows = np.lib.stride_tricks.sliding_window_view(api > own, _CONSISTENTLY, axis=0)
    held = np.logical_and.reduce(windows, axis=-1)
    ever = np.logical_or.reduce(held, axis=0)
    if not ever.any():
        return _by_share((0.0, None))
    month = int(np.median(np.argmax(held[:, ever], axis=0))) + _CONSISTENTLY + 1
    return _by_share(
        estimate.share_of(ever),
        f" for {_CONSISTENTLY} months in a row; where so, in half of them by month {month}",
    )


def _strikes(result: Result, strategy: str | None, sort: type[Shock]) -> tuple[State, str]:
    """How often shocks of a sort cost a strategy something."""
    rows = [
        row
        for row, key in enumerate(result.shock_keys)
        if key.strategy == strategy and isinstance(shock_word(result, key), sort)
    ]
    if not rows:
        return "not modelled", f'no shock of kind "{kind_of(sort)}" in a strategy of that role'
    return _by_share(estimate.share_of(result.shocks[rows].max(axis=0) > 0), f" of {strategy}")


def _arrives(result: Result) -> tuple[State, str]:
    for (name, reading), values in result.readings.items():
        strategy = result.experiment.strategies[name]
        if (
            isinstance(strategy, Switching)
            and isinstance(strategy.trigger, Arrival)
            and reading.name == "switch_month"
        ):
            return _by_share(estimate.share_of(~np.isnan(values)), f", where {name} follows it")
    return "not modelled", 'no strategy switches on a trigger of kind "arrival"'


def _burden(result: Result) -> tuple[State, str]:
    roles = contenders(result)
    if "api" not in roles or "self_hosted" not in roles:
        return "not modelled", 'needs a strategy of role "api" and one of role "self_hosted"'
    burden = _mean(result, roles["self_hosted"], True) - _mean(result, roles["api"], True)
    saving = _mean(result, roles["api"], False) - _mean(result, roles["self_hosted"], False)
    currency = result.experiment.currency
    said = f"{_more(burden, currency)} for these, {_more(-saving, currency)} for the rest"
    return ("seen" if burden > max(saving, 0.0) else "not seen"), said


def _mean(result: Result, strategy: str, guarding: bool) -> float:
    return float(
        sum(
            mean
            for key, mean in zip(result.item_keys, result.items.mean(axis=0), strict=True)
            if key.strategy == strategy and (key.item.category in _GUARDING) is guarding
        )
    )


def _more(value: float, currency: str) -> str:
    return f"{figure(abs(value))} {currency} {'more' if value >= 0 else 'less'} on average"


def _routes(result: Result) -> tuple[State, str]:
    api = contenders(result).get("api")
    for name, strategy in result.experiment.strategies.items():
        if isinstance(strategy, Routing) and api is not None and name != api:
            saved = float((result.total(api) - result.total(name)).mean())
            said = f"{name} costs {figure(abs(saved))} {result.experiment.currency} "
            said += f"{'less' if saved > 0 else 'more'} than {api} on average"
            return ("seen" if saved > 0 else "not seen"), said
    return "not modelled", 'no strategy of kind "routing" beside one of role "api"'
