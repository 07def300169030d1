"""An open line to a provider: one request, one response, or why there is none."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Self

from simtco.providers.attempt import Attempt, AttemptError
from simtco.providers.gathering import Gathering
from simtco.providers.piece import Piece
from simtco.providers.price import Price
from simtco.providers.refusal import Refusal, meaning
from simtco.providers.request import Request
from simtco.providers.response import Response
from simtco.providers.status import Status
from simtco.providers.tokens import Tokens

Listener = Callable[[str], None]


class Connection(ABC):
    """An open line to a provider: one request, one response, or why there is none.

    Usable from several threads; retries nothing. model is the name that its price goes by;
    `errors` are what the SDK may raise.
    """

    errors: tuple[type[Exception], ...] = ()

    def __init__(
        self, name: str, model: str, price: Price, timeout_seconds: float, *, streams: bool = True
    ) -> None:
        self.name = name
        self.model = model
        self.price = price
        self._timeout = timeout_seconds
        self._streams = streams

    @abstractmethod
    def _pieces(self, request: Request) -> Generator[Piece]:
        """Send a request and say what comes back."""

    @abstractmethod
    def close(self) -> None:
        """Hang up."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _meaning(self, error: Exception) -> Refusal:
        """What one of `errors` means."""
        return meaning(error)

    def bound(self, request: Request) -> float:
        """More than a request can cost, USD."""
        return self.price.cost(Tokens(request.most_input_tokens, 0, request.max_output_tokens))

    def answer(self, request: Request, on_text: Listener | None = None) -> Response:
        """Send a request once; `on_text` hears the text piece by piece while it comes.

        Raises:
            AttemptError: there is no answer, or only a part of one. Neither it nor its causes
                hold what the SDK says, which may repeat key or prompt.

        """
        gathered = Gathering()
        began = time.perf_counter()
        try:
            found = self._gather(request, gathered, began, on_text)
        except self.errors as error:
            found = self._meaning(error)
        took = time.perf_counter() - began
        if found is not None:
            raise AttemptError(self._attempt(request, gathered, found, began, took))
        return Response(
            self._attempt(request, gathered, Refusal(Status.OK, ""), began, took),
            gathered.content,
            gathered.model,
            gathered.finish_reason,
            gathered.tool_calls,
        )

    def _gather(
        self, request: Request, gathered: Gathering, began: float, on_text: Listener | None
    ) -> Refusal | None:
        """Put the pieces together; says what is wrong where the SDK sees no error."""
        with closing(self._pieces(request)) as pieces:
            for piece in pieces:
                now = time.perf_counter()
                gathered.add(piece, now)
                if piece.text and on_text is not None:
                    on_text(piece.text)
                if now - began > self._timeout:  # the SDK's own limit is for each read
                    return Refusal(Status.TIMEOUT, "still answering", billable=True)
        if not gathered.finish_reason:
            return Refusal(Status.DROPPED, "the answer has no end", billable=True)
        if not gathered.metered:
            return Refusal(Status.UNMETERED, "no token counts with the answer", billable=True)
        return None

    def _attempt(
        self, request: Request, gathered: Gathering, found: Refusal, began: float, took: float
    ) -> Attempt:
        cost = self.price.cost(gathered.tokens)
        begun = found.billable or (found.status != Status.OK and gathered.first_at is not None)
        first = gathered.first_at if self._streams else None
        return Attempt(
            self.name,
            self.model,
            found.status,
            gathered.tokens,
            cost,
            max(self.bound(request) - cost, 0.0) if begun else 0.0,
            None if first is None else first - began,
            took,
            found.detail,
            found.retry_after,
        )
