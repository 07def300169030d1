"""Percentiles of months among futures, and the normal scores that go with them."""

import numpy as np
from scipy.special import ndtri

from simtco.words.arrays import Floats


def normal_scores(monthly: Floats, values: Floats) -> Floats:
    """Normal scores (K, P) of values by percentile among futures (K, N); 0 without spread."""
    least = 0.5 / monthly.shape[1]
    return np.asarray(ndtri(np.clip(percentiles(monthly, values), least, 1.0 - least)))


def percentiles(monthly: Floats, values: Floats) -> Floats:
    """The share (K, P) of futures (K, N) under each value (K, P) of its month, ties by half."""
    found = np.empty(values.shape)
    for month, futures in enumerate(monthly):
        ordered = np.sort(futures)
        under = np.searchsorted(ordered, values[month], side="left")
        upto = np.searchsorted(ordered, values[month], side="right")
        found[month] = (under + upto) / (2.0 * ordered.size)
    return found
