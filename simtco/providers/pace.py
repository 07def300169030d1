"""So many requests a minute and no more."""

import time
from collections.abc import Callable
from threading import Lock


class Pace:
    """So many requests a minute and no more, over all threads; evenly spaced."""

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._every = 60.0 / per_minute
        self._clock = clock
        self._sleep = sleep
        self._next = clock()
        self._lock = Lock()

    def wait(self) -> None:
        """Sleep until the next request may go."""
        with self._lock:
            now = self._clock()
            turn = max(self._next, now)
            self._next = turn + self._every
        if turn > now:
            self._sleep(turn - now)
