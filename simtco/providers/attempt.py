"""One request to one provider, as it ended."""

from collections.abc import Iterable
from dataclasses import dataclass

from simtco.providers.status import Status
from simtco.providers.tokens import NONE, Tokens
from simtco.words.wording import figure


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request to one provider, as it ended; it holds no key, no prompt and no answer.

    model is the name that its price goes by. tokens and cost_usd are what the vendor reported;
    where it could not, what had arrived. at_risk_usd may be billed beyond that, at most.
    first_token_seconds is None where nothing arrived, or all in one piece.
    """

    provider: str
    model: str
    status: Status
    tokens: Tokens = NONE
    cost_usd: float = 0.0
    at_risk_usd: float = 0.0
    first_token_seconds: float | None = None
    total_seconds: float = 0.0
    detail: str = ""
    retry_after: float | None = None

    def __str__(self) -> str:
        """`fast: timeout after 30.0 s, no answer in time`."""
        after = f" after {figure(self.total_seconds)} s" if self.total_seconds else ""
        detail = f", {self.detail}" if self.detail else ""
        return f"{self.provider}: {self.status}{after}{detail}"


class AttemptError(Exception):
    """A provider did not answer; the message holds no key, no prompt and no answer."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        super().__init__(str(attempt))


class UnansweredError(Exception):
    """No provider answered; every attempt is listed, the last one is the cause as well."""

    def __init__(self, attempts: Iterable[Attempt]) -> None:
        self.attempts = tuple(attempts)
        super().__init__("no answer: " + "; ".join(map(str, self.attempts)))
