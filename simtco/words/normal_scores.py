"""Straight lines over the normal score z = ndtri(p): how percentiles become a normal."""

from collections.abc import Iterable

import numpy as np
from scipy.special import ndtri


def fit_line(percentiles: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Centre and slope of value against normal score: exact through two, else least squares."""
    p, values = np.array(list(percentiles)).T
    slope, centre = np.polyfit(ndtri(p), values, 1)
    return float(centre), float(slope)
