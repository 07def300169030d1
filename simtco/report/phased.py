"""Percentiles of the cumulative cost at some months."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.words.arrays import Floats

MOST_MONTHS = 24
MOST_TRIALS = 65_536


@dataclass(frozen=True, slots=True)
class Phased:
    """Some months (K,), and P10, P50 and P90 of each strategy's cumulative cost (S, 3, K)."""

    months: Floats
    levels: Floats


@lru_cache(maxsize=1)
def phased(result: Result) -> Phased:
    """Read the percentiles from the first blocks, at no more than 24 months."""
    horizon = result.experiment.horizon_months
    months = np.unique(np.linspace(1, horizon, min(horizon, MOST_MONTHS)).round().astype(int))
    kept = result.cumulative[:, months - 1, :MOST_TRIALS]
    levels = np.quantile(kept, (0.1, 0.5, 0.9), axis=2)
    return Phased(months.astype(np.float64), np.moveaxis(levels, 0, 1))
