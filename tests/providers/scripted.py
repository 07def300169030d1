"""Providers that do as a script says, a clock that nobody waits for, and a router over both."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from itertools import repeat

import pytest

from simtco.providers.attempt import UnansweredError
from simtco.providers.connection import Connection
from simtco.providers.piece import Piece
from simtco.providers.price import Price
from simtco.providers.refusal import Refusal
from simtco.providers.request import Message, Request
from simtco.providers.route import Route
from simtco.providers.router import Router
from simtco.providers.rules import Rules
from simtco.providers.status import Status
from simtco.providers.tokens import Tokens

ASKED = Request((Message("user", "hello"),), max_output_tokens=100)
COST = (10 + 5) / 1e6  # of an answer, at 1 USD per million
BOUND = (len("hello") + 1_000 + 100) / 1e6
DOWN = Refusal(Status.UNAVAILABLE, "HTTP 503")
LATE = Refusal(Status.TIMEOUT, "no answer in time", billable=True)
BAD_KEY = Refusal(Status.REFUSED, "HTTP 401")


class ScriptError(Exception):
    """What a scripted provider raises; it stands for the errors of an SDK."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__("an SDK would say something here")


class Scripted(Connection):
    """Answers with 10 tokens in and 5 out, unless its script says what goes wrong."""

    errors = (ScriptError,)

    def __init__(
        self,
        name: str,
        script: Callable[[int], Refusal | None] | Refusal | None = None,
        price: Price | None = None,
    ) -> None:
        super().__init__(name, f"model-{name}", price or Price(1.0, 1.0, 1.0), 60.0)
        self._script = script
        self.asked = 0

    def _pieces(self, request: Request) -> Generator[Piece]:
        at, self.asked = self.asked, self.asked + 1
        refusal = self._script(at) if callable(self._script) else self._script
        if refusal is not None and refusal.status == Status.DROPPED:
            yield Piece("half")
        if refusal is not None:
            raise ScriptError(refusal)
        yield Piece("whole")
        yield Piece(tokens=Tokens(10, 0, 5), final=True, finish_reason="stop")

    def _meaning(self, error: Exception) -> Refusal:
        assert isinstance(error, ScriptError)
        return error.refusal

    def close(self) -> None:
        """Nothing is open."""


def after(*refusals: Refusal | None) -> Callable[[int], Refusal | None]:
    """These in turn, then answers."""
    return lambda at: refusals[at] if at < len(refusals) else None


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def always(value: float) -> Callable[[], float]:
    """A draw that is always the same."""
    return repeat(value).__next__


def router(*lines: Scripted, time: Time | None = None, draw: float = 1.0, **rules: float) -> Router:
    """A router over all lines in their order; waits are as long as they may be."""
    time = time or Time()
    names = [line.name for line in lines]
    return Router(
        {line.name: line for line in lines},
        {"": Route.model_validate({"chain": names})},
        Rules.model_validate(rules),
        clock=time.clock,
        sleep=time.sleep,
        draw=always(draw),
    )


def unanswered(asked: Router) -> UnansweredError:
    """What is raised where nobody answers."""
    with pytest.raises(UnansweredError) as caught:
        asked.answer(ASKED)
    return caught.value


def statuses(error: UnansweredError) -> list[tuple[str, Status]]:
    """Who was asked, and what came of it."""
    return [(attempt.provider, attempt.status) for attempt in error.attempts]
