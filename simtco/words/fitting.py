"""Curves through stated percentiles: straight lines over a score, or else the nearest shapes."""

from collections.abc import Callable

import numpy as np

from simtco.words.arrays import Floats


def fit_line(scores: Floats, values: Floats) -> tuple[float, float]:
    """Value at score 0, and rise for each unit of score: exact through two, else least squares."""
    slope, start = np.polyfit(scores, values, 1)
    return float(start), float(slope)


def fit_slope(scores: Floats, values: Floats) -> float:
    """Rise for each unit of score of a line from 0: exact through one, else least squares."""
    return float(scores @ values / (scores @ scores))


def fit_shapes(
    misses: Callable[[Floats], Floats],
    start: Floats,
    bounds: tuple[float, float],
) -> Floats:
    """The shapes at which the misses are least in square, none outside the bounds.

    For families that no transformation turns into a straight line; exact where the percentiles
    are as many as the shapes and scales that they decide.
    """
    from scipy.optimize import least_squares  # noqa: PLC0415  (start-up time: few files need it)

    first = np.clip(start, *bounds)
    found = least_squares(misses, first, bounds=bounds, xtol=1e-15, ftol=1e-15, gtol=1e-15)
    return np.asarray(found.x, dtype=np.float64)
