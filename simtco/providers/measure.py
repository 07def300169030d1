"""A bounded sample of requests to real endpoints."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from simtco.providers.attempt import AttemptError, UnansweredError
from simtco.providers.connection import Connection
from simtco.providers.request import Request
from simtco.providers.router import Router
from simtco.providers.sender import Sender
from simtco.providers.status import Status

_HOPELESS = frozenset({Status.REFUSED, Status.EXHAUSTED, Status.UNMETERED})
_IN_A_ROW = 3  # refusals before a provider is given up: one prompt may be at fault, three are not


class Stopped(StrEnum):
    """Why a measurement ended."""

    DONE = "all prompts sent"
    LIMIT = "a limit was reached"
    INTERRUPTED = "interrupted"
    HOPELESS = "every provider refuses"


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a measurement ended; the providers that were given up, each with its last failure."""

    stopped: Stopped
    given_up: Mapping[str, str]


def sample(requests: Sequence[Request], most: int, seed: int) -> list[Request]:
    """So many requests at random, in their order; all of them where there are no more."""
    if len(requests) <= most:
        return list(requests)
    chosen = random.Random(seed).sample(range(len(requests)), most)  # noqa: S311  (no secret)
    return [requests[at] for at in sorted(chosen)]


def measure(
    requests: Sequence[Request],
    connections: Mapping[str, Connection],
    sender: Sender,
    on_progress: Callable[[int, int], None] | None = None,
) -> Ending:
    """Send each request to each provider, once; an interrupt ends it and loses nothing."""
    refused = dict.fromkeys(connections, 0)
    given_up: dict[str, str] = {}
    total = len(requests) * len(connections)

    def ask(at: int, request: Request) -> Stopped | None:
        for place, (name, connection) in enumerate(connections.items(), start=1):
            if name in given_up:
                continue
            try:
                sender.send(connection, request)
                refused[name] = 0
            except AttemptError as error:
                status = error.attempt.status
                if status == Status.LIMIT:
                    return Stopped.LIMIT
                refused[name] = refused[name] + 1 if status in _HOPELESS else 0
                if refused[name] == _IN_A_ROW:
                    given_up[name] = str(error.attempt)
            _say(on_progress, (at * len(connections)) + place, total)
        return Stopped.HOPELESS if len(given_up) == len(connections) else None

    return Ending(_each(requests, ask), given_up)


def measure_routed(
    requests: Sequence[Request],
    router: Router,
    on_progress: Callable[[int, int], None] | None = None,
) -> Ending:
    """Send each request through a router; an interrupt ends it and loses nothing."""
    last: dict[str, str] = {}
    hopeless = 0

    def ask(at: int, request: Request) -> Stopped | None:
        nonlocal hopeless
        try:
            router.answer(request)
            hopeless = 0
        except UnansweredError as error:
            attempt = error.attempts[-1]
            if attempt.status == Status.LIMIT:
                return Stopped.LIMIT
            hopeless = hopeless + 1 if attempt.status in _HOPELESS else 0
            last[attempt.provider] = str(attempt)
        _say(on_progress, at + 1, len(requests))
        return Stopped.HOPELESS if hopeless == _IN_A_ROW else None

    stopped = _each(requests, ask)
    return Ending(stopped, last if stopped == Stopped.HOPELESS else {})


def _each(requests: Sequence[Request], ask: Callable[[int, Request], Stopped | None]) -> Stopped:
    try:
        found = (ask(at, request) for at, request in enumerate(requests))
        return next(_said(found), Stopped.DONE)
    except KeyboardInterrupt:
        return Stopped.INTERRUPTED


def _said(found: Iterator[Stopped | None]) -> Iterator[Stopped]:
    return (stopped for stopped in found if stopped is not None)


def _say(on_progress: Callable[[int, int], None] | None, done: int, total: int) -> None:
    if on_progress is not None:
        on_progress(done, total)
