"""Curves through stated percentiles: straight lines over a score, or else the nearest shapes."""

from collections.abc import Callable

import numpy as np

from simtco.words.arrays import Floats

_MOST_STEPS = 200
_NUDGE = 1e-5  # cube root of the rounding: central differences are then off least
_DAMPED, _STUCK = 1e-3, 1e9
_TINY = float(np.finfo(np.float64).tiny)


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
    are as many as the shapes and scales that they decide. Marquardt, An Algorithm for Least-Squares
    Estimation of Nonlinear Parameters, SIAM 11(2) 1963; to import scipy.optimize for it takes four
    times as long as to read a whole file.
    """
    shapes = np.clip(start, *bounds)
    missed, damping = misses(shapes), _DAMPED
    nudges = _NUDGE * np.eye(len(shapes))
    for _ in range(_MOST_STEPS):
        slopes = [(misses(shapes + each) - misses(shapes - each)) / (2 * _NUDGE) for each in nudges]
        square = np.array([[np.sum(a * b) for b in slopes] for a in slopes])
        pull = np.array([np.sum(slope * missed) for slope in slopes])
        while damping < _STUCK:
            damped = square + np.diag(damping * np.diag(square) + _TINY)
            tried = np.clip(shapes - np.linalg.solve(damped, pull), *bounds)
            reached = misses(tried)
            if np.sum(reached**2) < np.sum(missed**2):
                break
            damping *= 10.0
        else:
            break
        shapes, missed, damping = tried, reached, damping / 10.0
    return shapes
