"""Which providers are left alone for a while, because they failed."""

from collections.abc import Callable
from threading import Lock


class Health:
    """Which providers are left alone for a while, because they failed; any of them may be."""

    def __init__(
        self, allowed_failures: int, cooldown_seconds: float, clock: Callable[[], float]
    ) -> None:
        self._allowed = allowed_failures
        self._cooldown = cooldown_seconds
        self._clock = clock
        self._failures: dict[str, int] = {}
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def cooling(self, name: str) -> float:
        """Seconds until a provider may be asked again; 0 where it may."""
        with self._lock:
            return max(self._until.get(name, 0.0) - self._clock(), 0.0)

    def succeeded(self, name: str) -> None:
        """A provider answered: its failures are forgotten."""
        with self._lock:
            self._failures.pop(name, None)

    def failed(self, name: str, *, at_once: bool = False, at_least: float = 0.0) -> None:
        """A provider failed a request, all its tries included.

        It is left alone when it failed more often in a row than is allowed, or `at_once`; and for
        `at_least` so many seconds where it asked for them.
        """
        with self._lock:
            self._failures[name] = self._failures.get(name, 0) + 1
            beyond = at_once or self._failures[name] > self._allowed
            seconds = max(self._cooldown if beyond else 0.0, at_least)
            until = self._clock() + seconds
            if seconds > 0.0:
                self._until[name] = max(until, self._until.get(name, until))
