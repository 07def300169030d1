"""What strategies tell beside their money, over all futures."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate, partial
from simtco.metrics.estimate import Estimate
from simtco.words.strategy import Reading

_SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Told:
    """A reading over the first futures drawn.

    applies: share of futures in which it has a value; levels and mean: P10, P50, P90 and mean in
    those, none where it never has one; alarmed: share of futures beyond its alarm, None without
    one.
    """

    strategy: str
    reading: Reading
    applies: Estimate
    levels: tuple[Estimate, ...]
    mean: Estimate | None
    alarmed: Estimate | None


def told(result: Result) -> list[Told]:
    """Every reading of every strategy."""
    return [
        _told(strategy, reading, values) for (strategy, reading), values in result.readings.items()
    ]


def _told(strategy: str, reading: Reading, values: np.ndarray) -> Told:
    there = ~np.isnan(values)
    alarm = reading.alarm
    return Told(
        strategy,
        reading,
        estimate.share_of(there),
        partial.quantiles(values, _SHARES),
        partial.mean(values),
        None if alarm is None else estimate.share_of(np.where(there, values, -np.inf) > alarm),
    )
