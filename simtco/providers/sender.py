"""The one door through which requests leave: paced, reserved before, settled after."""

from collections.abc import Callable

from simtco.providers.attempt import Attempt, AttemptError
from simtco.providers.connection import Connection, Listener
from simtco.providers.ledger import Ledger
from simtco.providers.pace import Pace
from simtco.providers.request import Request
from simtco.providers.response import Response
from simtco.providers.status import Status


class Sender:
    """The one door through which requests leave, so that limits hold over tries and fallbacks.

    `on_attempt` is told of every request that was sent, answered or not.
    """

    def __init__(
        self,
        ledger: Ledger,
        pace: Pace | None = None,
        on_attempt: Callable[[Attempt], None] | None = None,
    ) -> None:
        self.ledger = ledger
        self._pace = pace
        self._on_attempt = on_attempt

    def send(
        self, connection: Connection, request: Request, on_text: Listener | None = None
    ) -> Response:
        """Send a request once.

        Raises:
            AttemptError: a limit forbids it, or there is no answer.

        """
        bound = connection.bound(request)
        forbidden = self.ledger.reserve(bound)
        if forbidden:
            name, model = connection.name, connection.model
            raise AttemptError(Attempt(name, model, Status.LIMIT, detail=forbidden))
        cost = at_risk = 0.0
        sent = False
        try:
            if self._pace is not None:
                self._pace.wait()
            sent, at_risk = True, bound  # where it is interrupted, all of it may be billed
            response = connection.answer(request, on_text)
            attempt = response.attempt
            cost, at_risk = attempt.cost_usd, attempt.at_risk_usd
        except AttemptError as error:
            attempt = error.attempt
            cost, at_risk = attempt.cost_usd, attempt.at_risk_usd
            self._tell(attempt)
            raise
        finally:
            self.ledger.settle(bound, cost, at_risk, sent=sent)
        self._tell(attempt)
        return response

    def _tell(self, attempt: Attempt) -> None:
        if self._on_attempt is not None:
            self._on_attempt(attempt)
