"""Percentiles of the cumulative cost at some months."""

import numpy as np

from simtco.engine.block import Result
from simtco.words.arrays import Floats

MOST_MONTHS = 24
MOST_TRIALS = 65_536
_SHARES = np.array([0.1, 0.5, 0.9])


def phased(result: Result) -> tuple[Floats, Floats]:
    """Months (K,) and P10, P50, P90 of cumulative cost (S, 3, K), read from the first blocks."""
    horizon = result.experiment.horizon_months
    months = np.unique(np.linspace(1, horizon, min(horizon, MOST_MONTHS)).round().astype(int))
    kept = result.cumulative[:, months - 1, :MOST_TRIALS]
    ordered = np.sort(kept, axis=2)
    places = _SHARES * (ordered.shape[2] - 1)
    under, part = np.floor(places).astype(int), places % 1.0
    over = np.minimum(under + 1, ordered.shape[2] - 1)
    levels = ordered[..., under] * (1.0 - part) + ordered[..., over] * part
    return months.astype(np.float64), np.moveaxis(levels, 2, 1)
