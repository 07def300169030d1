"""What strategies tell beside their money, over all futures."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.words.strategy import Reading

_SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Told:
    """A reading over the first futures drawn.

    applies: share of futures in which it has a value; levels: its P10, P50 and P90 in those, none
    where it never has one; alarmed: share of futures beyond its alarm, None without one.
    """

    strategy: str
    reading: Reading
    applies: Estimate
    levels: tuple[float, ...]
    mean: float | None
    alarmed: Estimate | None


def told(result: Result) -> list[Told]:
    """Every reading of every strategy."""
    return [
        _told(strategy, reading, values) for (strategy, reading), values in result.readings.items()
    ]


def _told(strategy: str, reading: Reading, values: np.ndarray) -> Told:
    there = ~np.isnan(values)
    seen = values[there]
    alarm = reading.alarm
    return Told(
        strategy,
        reading,
        estimate.mean(there),
        tuple(float(level) for level in np.quantile(seen, _SHARES)) if seen.size else (),
        float(seen.mean()) if seen.size else None,
        None if alarm is None else estimate.mean(np.where(there, values, -np.inf) > alarm),
    )
