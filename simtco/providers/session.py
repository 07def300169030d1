"""A measurement from the first connection to the last answer."""

import datetime as dt
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Self

from simtco.providers.attempt import Attempt
from simtco.providers.connection import Connection
from simtco.providers.ledger import Ledger, Spending
from simtco.providers.measure import Ending, measure, measure_routed, sample
from simtco.providers.measured import Measured, measured
from simtco.providers.pace import Pace
from simtco.providers.read import Opened
from simtco.providers.router import Router
from simtco.providers.sender import Sender
from simtco.providers.tally import Routed
from simtco.words.wording import figure


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a session measured, what it spent, and why it ended."""

    ending: Ending
    providers: tuple[Measured, ...]
    spending: Spending
    routed: Routed | None

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "stopped": self.ending.stopped.value,
            "requests": self.spending.requests,
            "spent_usd": self.spending.spent_usd,
            "at_risk_usd": self.spending.at_risk_usd,
            "given_up": dict(self.ending.given_up),
            "providers": {each.name: each.as_data() for each in self.providers},
            "routed": None if self.routed is None else self.routed.as_data(),
        }


class Session:
    """A measurement from the first connection to the last answer.

    Raises:
        ExtraMissingError: a vendor's SDK is not installed.

    """

    def __init__(self, read: Opened, today: dt.date, *, route: bool = False) -> None:
        self._read = read
        self._route = route
        self._stack = ExitStack()
        self._connections: dict[str, Connection] = {}
        limits = read.workload.limits
        self._most = limits.requests or 0
        each = self._most if route else max(self._most // len(read.names), 1)
        self.requests = sample(read.requests, each, read.workload.seed)
        try:
            for name in read.names:
                provider = read.workload.providers[name]
                line = provider.connect(name, provider.price(today), read.keys[name])
                self._connections[name] = self._stack.enter_context(line)
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def preview(self) -> str:
        """What will be sent where, how fast, and what it may cost."""
        limits = self._read.workload.limits
        count = len(self.requests) * (1 if self._route else len(self._connections))
        lines = [
            f"{name}: {line.model} at {self._read.workload.providers[name].address}, "
            f"{line.price.source}, at most {figure(self._dearest(line))} USD for all prompts"
            for name, line in self._connections.items()
        ]
        sent = f"{min(count, self._most):,} requests" + (" through the router" * self._route)
        limit = f"{limits.cost_usd:g} USD"
        rate = f"{limits.requests_per_minute:g} a minute"
        return "\n".join([*lines, f"{sent}, no more than {rate}, no more than {limit} in all."])

    def _dearest(self, line: Connection) -> float:
        return sum(line.bound(request) for request in self.requests)

    def measure(
        self,
        on_attempt: Callable[[Attempt], None],
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Measurement:
        """Send the prompts; `on_attempt` is told of each request as it ends."""
        limits, done = self._read.workload.limits, list[Attempt]()
        ledger = Ledger(limits.cost_usd, limits.requests)
        pace = Pace(limits.requests_per_minute) if limits.requests_per_minute else None

        def note(attempt: Attempt) -> None:
            done.append(attempt)
            on_attempt(attempt)

        sender = Sender(ledger, pace, note)
        routed = None
        if self._route:
            workload = self._read.workload
            router = Router(self._connections, workload.tasks, workload.router, sender)
            ending = measure_routed(self.requests, router, on_progress)
            routed = router.routed
        else:
            ending = measure(self.requests, self._connections, sender, on_progress)
        return Measurement(ending, tuple(measured(done)), ledger.spending, routed)
