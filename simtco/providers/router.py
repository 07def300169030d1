"""Requests go to providers by task; the next in the chain answers where one does not."""

import random
import time
from collections.abc import Callable, Mapping

from simtco.providers.attempt import Attempt, AttemptError, UnansweredError
from simtco.providers.connection import Connection, Listener
from simtco.providers.health import Health
from simtco.providers.ledger import Ledger
from simtco.providers.request import Request
from simtco.providers.response import Response
from simtco.providers.route import Route
from simtco.providers.rules import Rules
from simtco.providers.sender import Sender
from simtco.providers.status import PASSING, Status
from simtco.providers.tally import Routed, Tally


class Router:
    """Requests go to providers by task; the next in the chain answers where one does not.

    A provider is tried again before the next one is asked, and only for what another try may
    mend; what is wrong with a request or a key is said at once. Usable from several threads.
    """

    def __init__(  # noqa: PLR0913  (time and chance come from outside, for tests)
        self,
        connections: Mapping[str, Connection],
        routes: Mapping[str, Route],
        rules: Rules | None = None,
        sender: Sender | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._connections = connections
        self._routes = routes
        self._rules = rules or Rules()
        self._sender = sender or Sender(Ledger(self._rules.budget_usd))
        self._health = Health(self._rules.allowed_failures, self._rules.cooldown_seconds, clock)
        self._tally = Tally(self._rules.fallback_alarm, self._rules.alarm_window)
        self._sleep = sleep
        self._draw = draw

    @property
    def ledger(self) -> Ledger:
        """What was spent, and may still be."""
        return self._sender.ledger

    @property
    def routed(self) -> Routed:
        """How requests fared so far."""
        return self._tally.routed

    def answer(self, request: Request, on_text: Listener | None = None) -> Response:
        """The first answer that a provider of the task's chain gives.

        An answer that broke off after `on_text` has heard a part of it is not asked for again.

        Raises:
            UnansweredError: there is none; it lists every attempt.
            KeyError: no route has the name of the request's task.

        """
        chain, challenged = self._routes[request.task].order(self._draw)
        ear = None if on_text is None else _Ear(on_text)
        attempts: list[Attempt] = []
        served, last = "", None
        try:
            for name in chain:
                answer = self._ask(name, request, ear, attempts)
                if isinstance(answer, Response):
                    served = name
                    return answer
                last = answer or last
                if answer is not None and _ends(answer.attempt, ear):
                    break
        finally:
            self._tally.add(served, chain[0], challenged=challenged)
        raise UnansweredError(attempts) from last

    def _ask(
        self, name: str, request: Request, ear: "_Ear | None", attempts: list[Attempt]
    ) -> Response | AttemptError | None:
        """Ask a provider as often as the rules allow; None where it is left alone."""
        connection = self._connections[name]
        cooling = self._health.cooling(name)
        if cooling:
            detail = f"{cooling:.3g} s left"
            attempts.append(Attempt(name, connection.model, Status.COOLING, detail=detail))
            return None
        for tried in range(1, self._rules.attempts + 1):
            try:
                answer = self._sender.send(connection, request, ear)
            except AttemptError as error:
                failed = error
            else:
                self._health.succeeded(name)
                return answer
            attempts.append(failed.attempt)
            wait = self._wait(failed.attempt, tried, ear)
            if wait is None:
                break
            self._sleep(wait)
        self._note(name, failed.attempt)
        return failed

    def _wait(self, failed: Attempt, tried: int, ear: "_Ear | None") -> float | None:
        """Seconds before the provider is tried again; None where it is not."""
        if tried == self._rules.attempts or failed.status not in PASSING or _heard(ear):
            return None
        return self._rules.wait(tried, failed.retry_after, self._draw)

    def _note(self, name: str, failed: Attempt) -> None:
        """Leave a provider alone that failed; a request at fault is none of its failures."""
        exhausted = failed.status == Status.EXHAUSTED
        if exhausted or failed.status in PASSING:
            self._health.failed(name, at_once=exhausted, at_least=failed.retry_after or 0.0)


class _Ear:
    """Passes text on and remembers whether there was any."""

    def __init__(self, on_text: Listener) -> None:
        self._on_text = on_text
        self.heard = False

    def __call__(self, text: str) -> None:
        self.heard = True
        self._on_text(text)


def _heard(ear: _Ear | None) -> bool:
    return ear is not None and ear.heard


def _ends(failed: Attempt, ear: _Ear | None) -> bool:
    """Whether no other provider is asked after such a failure."""
    return _heard(ear) or failed.status not in PASSING | {Status.EXHAUSTED}
