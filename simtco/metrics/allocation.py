"""How the dear futures, and the contingency, fall to the parts that make them up.

Euler allocation (Tasche, Capital allocation to business units and sub-portfolios: the Euler
principle, 2008): a part X of the total S gives E[X | S = PXX] to a percentile and E[X | S >= VaR]
to CVaR. Both are read off a straight line of X over S, through the futures near the percentile or
through those of the tail. The line of S over itself is S: what the parts give adds up to the last
digit, even where the level is known from more trials than the parts are.
"""

import math

import numpy as np

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.estimate import Estimate, standard_error
from simtco.metrics.ranks import in_order
from simtco.words.arrays import Floats

_REACH = 0.025  # how far in rank futures count as near a percentile


def allocation(parts: Floats, total: Floats, at: Estimate, weights: Floats) -> list[Estimate]:
    """What each part (P, T) gives to a level of the total (T,), in the futures that have weight.

    Where the parts add up to the total, what they give adds up to the level.
    """
    level, level_error = at
    blocks = len(total) // BLOCK_TRIALS
    (some,) = np.nonzero(weights)
    weights, parts, total = weights[some] / weights.sum(), parts[:, some], total[some]
    centre = float(weights @ total)
    off = total - centre
    varies = np.ptp(total) > 0
    slopes = (parts * off) @ weights / (weights @ off**2) if varies else np.zeros(len(parts))
    values = parts @ weights + slopes * (level - centre)
    left = weights * (parts - slopes[:, None] * (total - level) - values[:, None])
    found = []
    for value, slope, row in zip(values, slopes, left, strict=True):
        by_block = np.bincount(some // BLOCK_TRIALS, row, blocks).astype(np.float64)
        error = standard_error(blocks * by_block)
        moved = abs(slope) * (level_error or 0.0)
        found.append((float(value), None if error is None else math.hypot(error, moved)))
    return found


def near(total: Floats, share: float) -> Floats:
    """Weights (T,) of the futures whose rank is near a percentile: Epanechnikov's kernel."""
    reach = min(_REACH, share, 1.0 - share)
    away = (_ranks(total) - share) / reach
    return np.maximum(1.0 - away**2, 0.0)


def tail(total: Floats, share: float) -> Floats:
    """Weights (T,) of the dearest 1 - share of the futures; the last counts in part."""
    return np.clip((_ranks(total) - share) * len(total) + 0.5, 0.0, 1.0)


def _ranks(total: Floats) -> Floats:
    """Share of the futures at or under each (T,), half of itself left out."""
    ranks = np.empty(len(total))
    ranks[in_order(total)] = (np.arange(len(total)) + 0.5) / len(total)
    return ranks
