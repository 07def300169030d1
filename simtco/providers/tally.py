"""How often another than the first provider answered, and when that asks for a look."""

from collections import Counter, deque
from dataclasses import dataclass
from threading import Lock
from typing import Any

from simtco.providers.wilson import wilson
from simtco.words.strategies.routing import ALARM
from simtco.words.wording import figure


@dataclass(frozen=True, slots=True)
class Routed:
    """How requests fared: rates are shares of requests, intervals hold 95% (Wilson).

    alarm: whether fallbacks among the last requests exceed the share that asks for a look.
    """

    requests: int
    fallbacks: int
    unanswered: int
    challenged: int
    served: dict[str, int]
    recent_fallback_rate: float
    alarm: bool

    @property
    def fallback_rate(self) -> float:
        """Share of requests that another than the first provider answered."""
        return self.fallbacks / self.requests if self.requests else 0.0

    @property
    def fallback_interval(self) -> tuple[float, float]:
        return wilson(self.fallbacks, self.requests)

    @property
    def unanswered_interval(self) -> tuple[float, float]:
        return wilson(self.unanswered, self.requests)

    def as_data(self) -> dict[str, Any]:
        """For JSON, with every digit."""
        return {
            "requests": self.requests,
            "fallbacks": self.fallbacks,
            "fallback_rate": self.fallback_rate,
            "fallback_interval": list(self.fallback_interval),
            "unanswered": self.unanswered,
            "unanswered_interval": list(self.unanswered_interval),
            "challenged": self.challenged,
            "served": self.served,
            "alarm": self.alarm,
        }

    def sentence(self) -> str:
        """What a person is told."""
        low, high = (figure(100 * share) for share in self.fallback_interval)
        said = (
            f"Another than the first provider answered {self.fallbacks:,} of {self.requests:,} "
            f"requests, {figure(100 * self.fallback_rate)}% ({low} to {high}); nobody answered "
            f"{self.unanswered:,}."
        )
        return said + (" That asks for a look at the first provider." if self.alarm else "")


class Tally:
    """Counts how requests fared; the alarm looks at the last `window` of them.

    It keeps silent until there are as many requests as one fallback among them would be the
    share in question: one of three is no rate.
    """

    def __init__(self, alarm: float = ALARM, window: int = 1_000) -> None:
        self._alarm = alarm
        self._recent: deque[bool] = deque(maxlen=window)
        self._counts: Counter[str] = Counter()
        self._served: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, served: str, first: str, *, challenged: bool) -> None:
        """Count a request: who answered, nobody (""), and who was to be asked first."""
        fallback = served not in {"", first}
        with self._lock:
            self._recent.append(fallback)
            self._counts["requests"] += 1
            self._counts["fallbacks"] += fallback
            self._counts["unanswered"] += not served
            self._counts["challenged"] += challenged
            if served:
                self._served[served] += 1

    @property
    def routed(self) -> Routed:
        """The counts so far."""
        with self._lock:
            rate = sum(self._recent) / len(self._recent) if self._recent else 0.0
            enough = len(self._recent) * self._alarm >= 1.0
            return Routed(
                self._counts["requests"],
                self._counts["fallbacks"],
                self._counts["unanswered"],
                self._counts["challenged"],
                dict(self._served),
                rate,
                enough and rate > self._alarm,
            )
