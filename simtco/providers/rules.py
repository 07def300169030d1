"""How a router tries, waits, cools down and sounds its alarm."""

from collections.abc import Callable

from pydantic import Field

from simtco.words.base import Word
from simtco.words.strategies.routing import ALARM


class Rules(Word):
    """How a router tries, waits, cools down and sounds its alarm: the `[router]` table."""

    attempts: int = Field(default=3, ge=1)
    """How often a provider is asked before the next one is, the first time included."""
    backoff_seconds: float = Field(default=0.5, ge=0)
    """The longest wait before the second attempt; doubled before each one after."""
    longest_wait_seconds: float = Field(default=30.0, ge=0)
    """No wait is longer; a provider that asks for more is left alone so long, the next is asked."""
    allowed_failures: int = Field(default=0, ge=0)
    """How many requests in a row a provider may fail, and is asked again; 0 means none."""
    cooldown_seconds: float = Field(default=60.0, ge=0)
    """How long a provider is left alone that failed more."""
    budget_usd: float | None = Field(default=None, ge=0)
    """What all attempts together may cost, USD; left out: no limit."""
    fallback_alarm: float = Field(default=ALARM, gt=0, le=1)
    """Share of requests answered by another than the first provider that asks for a look."""
    alarm_window: int = Field(default=1_000, ge=1)
    """How many requests the alarm looks back."""

    def wait(
        self, tried: int, retry_after: float | None, draw: Callable[[], float]
    ) -> float | None:
        """Seconds before the next attempt after so many; None where it would be too long.

        Exponential backoff with full jitter (Brooker, "Exponential Backoff And Jitter", AWS
        Architecture Blog, 2015), never before the vendor asks to be asked again.
        """
        if retry_after is not None and retry_after > self.longest_wait_seconds:
            return None
        longest = min(self.backoff_seconds * 2.0 ** (tried - 1), self.longest_wait_seconds)
        return max(draw() * longest, retry_after or 0.0)
