"""Thinned curves through many futures."""

import numpy as np

from simtco.words.arrays import Floats

BODY: Floats = np.concatenate([[0.001, 0.0025], np.linspace(0.005, 0.995, 133), [0.9975, 0.999]])
"""Shares of futures at which a cumulative curve is drawn."""


def at(values: Floats, shares: Floats) -> Floats:
    """Quantiles of values (T,) at many shares, by one sort."""
    ordered = np.sort(values)
    return np.interp(shares * (len(ordered) - 1), np.arange(len(ordered)), ordered)


def tail(trials: int, points: int = 140) -> Floats:
    """Shares up to the last ten of so many futures, ever closer to 1."""
    return np.asarray(1.0 - np.geomspace(0.999, max(10.0 / trials, 1e-6), points))
