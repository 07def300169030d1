"""What was measured of a provider: cost, latency and failures."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from simtco.providers.attempt import Attempt
from simtco.providers.quantile_interval import QuantileInterval, quantile_interval
from simtco.providers.status import Status
from simtco.providers.wilson import wilson
from simtco.words.arrays import Floats
from simtco.words.wording import figure

HEADING = (
    "provider",
    "requests",
    "failed",
    "USD a request",
    "first token p50",
    "p95",
    "in all p50",
    "p95",
)
LEGEND = (
    "failed: share of requests, with its 95% interval (Wilson).\n"
    "USD a request: mean of those answered, with its standard error.\n"
    "p50 and p95: 50 and 95 in 100 answers came within so many seconds, with a 95% interval."
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one provider under a name; costs in USD, times in seconds."""

    name: str
    model: str
    attempts: tuple[Attempt, ...]

    @property
    def answered(self) -> tuple[Attempt, ...]:
        """The requests that were answered in full."""
        return tuple(each for each in self.attempts if each.status == Status.OK)

    @property
    def failures(self) -> dict[str, int]:
        """How often it failed in which way."""
        counts = Counter(each.status for each in self.attempts if each.status != Status.OK)
        return {status.value: counts[status] for status in sorted(counts)}

    @property
    def failure_rate(self) -> float:
        """Share of requests that were not answered in full."""
        return sum(self.failures.values()) / len(self.attempts)

    @property
    def failure_interval(self) -> tuple[float, float]:
        return wilson(sum(self.failures.values()), len(self.attempts))

    def mean(self, key: str) -> tuple[float, float | None] | None:
        """Mean of an answered request and its standard error; None where none was answered."""
        values = self._values(key)
        if not values.size:
            return None
        error = float(values.std(ddof=1)) / math.sqrt(values.size) if values.size > 1 else None
        return float(values.mean()), error

    def percentile(self, key: str, share: float) -> QuantileInterval | None:
        """A percentile of a time over the answered requests."""
        return quantile_interval(self._values(key), share)

    def cells(self) -> list[str]:
        """A row of the table below HEADING."""
        low, high = self.failure_interval
        rate = f"{figure(100 * self.failure_rate)}% ({figure(100 * low)} to {figure(100 * high)})"
        return [
            self.name,
            f"{len(self.attempts):,}",
            rate,
            _mean_cell(self.mean("cost_usd")),
            *(
                _or_none(self.percentile(key, share))
                for key in ("first_token_seconds", "total_seconds")
                for share in (0.5, 0.95)
            ),
        ]

    def as_data(self) -> dict[str, Any]:
        """For JSON, with every digit."""
        times = {
            key: {
                name: None if (found := self.percentile(key, share)) is None else found.as_data()
                for name, share in (("p50", 0.5), ("p95", 0.95))
            }
            for key in ("first_token_seconds", "total_seconds")
        }
        return {
            "model": self.model,
            "requests": len(self.attempts),
            "answered": len(self.answered),
            "failures": self.failures,
            "failure_rate": self.failure_rate,
            "failure_interval": list(self.failure_interval),
            "cost_usd": _mean_data(self.mean("cost_usd")),
            "input_tokens": _mean_data(self.mean("input")),
            "cached_input_tokens": _mean_data(self.mean("cached")),
            "output_tokens": _mean_data(self.mean("output")),
            **times,
        }

    def _values(self, key: str) -> Floats:
        values = (
            getattr(each.tokens if key in {"input", "cached", "output"} else each, key)
            for each in self.answered
        )
        return np.array([value for value in values if value is not None], dtype=float)


def measured(attempts: Iterable[Attempt]) -> list[Measured]:
    """What was measured of each provider, in the order in which they were first asked."""
    by_name: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        by_name.setdefault(attempt.provider, []).append(attempt)
    return [Measured(name, each[0].model, tuple(each)) for name, each in by_name.items()]


def _mean_cell(found: tuple[float, float | None] | None) -> str:
    if found is None:
        return "n/a"
    mean, error = found
    return figure(mean) if error is None else f"{figure(mean)} ± {figure(error, 2)}"


def _mean_data(found: tuple[float, float | None] | None) -> dict[str, float | None] | None:
    return None if found is None else {"mean": found[0], "standard_error": found[1]}


def _or_none(found: QuantileInterval | None) -> str:
    return "n/a" if found is None else str(found)
