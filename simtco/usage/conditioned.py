"""The rest of a forecast, once some of its months are known."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import ndtr

from simtco.usage.normal_scores import normal_scores
from simtco.words.arrays import Floats

_LOG_NOISE = (-12.0, 4.0)
_STREAM = 0x6C696B65


@dataclass(frozen=True, eq=False)
class Conditioned:
    """Futures (F, N) of the months that are not known yet; `rows` are their numbers from 0.

    noise is the sd, in normal scores, of what made actual months differ from each other more than
    the forecast lets them; learned is how much of the variance of the next month's score is gone.
    """

    rows: tuple[int, ...]
    futures: Floats
    noise: float
    learned: float


def conditioned(monthly: Floats, known: tuple[int, ...], actual: Floats, seed: int) -> Conditioned:
    """Condition futures (M, N) on actual costs (K,) of the months in rows `known`.

    Each month goes to normal scores by its own percentiles; the scores are taken as jointly normal
    (a Gaussian copula; Bertino, Evensen and Wackernagel, International Statistical Review 71, 2003)
    and every future is moved by what the actual months were off from it (the ensemble smoother of
    Evensen and van Leeuwen, Monthly Weather Review 128, 2000; Matheron's rule): z + C(z, y)
    (C(y, y) + noise)^-1 (actual - y). Exact where costs, or their logarithms, are normal. No future
    is thrown away, as by weights: all count alike. The noise is what makes the actual months most
    likely (empirical Bayes); it stays in what is forecast.
    """
    rows = tuple(row for row in range(len(monthly)) if row not in known)
    scores = normal_scores(monthly, monthly)
    observed = normal_scores(monthly[list(known)], actual[:, None])[:, 0]
    covariance = np.atleast_2d(np.cov(scores))
    theirs = covariance[np.ix_(known, known)]
    noise = likeliest_noise(theirs, observed)
    rng = np.random.default_rng((seed, _STREAM))
    moved = condition_scores(scores, covariance, known, rows, observed, noise, rng)
    futures = np.empty((len(rows), monthly.shape[1]))
    for place, row in enumerate(rows):
        ordered = np.sort(monthly[row])
        positions = (np.arange(ordered.size) + 0.5) / ordered.size
        futures[place] = np.interp(ndtr(moved[place]), positions, ordered)
    learned = 0.0
    if rows and covariance[rows[0], rows[0]] > 0.0:
        learned = 1.0 - float(moved[0].var()) / (float(scores[rows[0]].var()) + noise**2)
    return Conditioned(rows, futures, noise, max(learned, 0.0))


def condition_scores(  # noqa: PLR0913, PLR0917  (the parts of one formula)
    scores: Floats,
    covariance: Floats,
    known: tuple[int, ...],
    rows: tuple[int, ...],
    observed: Floats,
    noise: float,
    rng: np.random.Generator,
) -> Floats:
    """Scores (F, N) of the months in `rows`, given those observed (K,) in the months `known`."""
    theirs = covariance[np.ix_(known, known)] + noise**2 * np.eye(len(known))
    gain = covariance[np.ix_(rows, known)] @ np.linalg.pinv(theirs, hermitian=True)
    off = observed[:, None] - scores[list(known)]
    after = scores[list(rows)].copy()
    if noise > 0.0:
        off -= noise * rng.standard_normal(off.shape)
        after += noise * rng.standard_normal(after.shape)
    return np.asarray(after + gain @ off)


def likeliest_noise(covariance: Floats, observed: Floats) -> float:
    """The sd of independent noise under which observed scores (K,) are the most likely."""
    values, vectors = np.linalg.eigh(covariance)
    values, along = np.maximum(values, 0.0), vectors.T @ observed

    def loss(log_variance: float) -> float:
        whole = values + math.exp(log_variance)
        return float((np.log(whole) + along**2 / whole).sum())

    found = minimize_scalar(loss, bounds=_LOG_NOISE, method="bounded")
    if float(found.x) < _LOG_NOISE[0] + 1.0:
        return 0.0
    without = values.min() > math.exp(_LOG_NOISE[0])
    if without and float((np.log(values) + along**2 / values).sum()) <= float(found.fun):
        return 0.0
    return math.exp(float(found.x) / 2.0)
