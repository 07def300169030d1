"""Spearman's rank correlation of two numbers, and Pearson's of the normals that make it.

A copula of `freedom` degrees is Student's t; one of None is Gaussian.
"""

from functools import lru_cache

import numpy as np
from scipy.special import gammaincinv

from simtco.words.arrays import Floats

_CELLS = 256
_NODES = 32


def spearman_of(pearson: Floats, freedom: float | None) -> Floats:
    """Rank correlation, any shape, of normals or t variables with this Pearson correlation."""
    if freedom is None:
        return _grades(pearson)
    ours, ranks = _student(freedom)
    return np.asarray(np.sign(pearson) * np.interp(np.abs(pearson), ours, ranks))


def pearson_of(rank: Floats, freedom: float | None) -> Floats:
    """Pearson correlation, any shape, that gives this rank correlation."""
    if freedom is None:
        return np.asarray(2.0 * np.sin(np.pi / 6.0 * rank))
    ours, ranks = _student(freedom)
    return np.asarray(np.sign(rank) * np.interp(np.abs(rank), ranks, ours))


def _grades(pearson: Floats) -> Floats:
    """The correlation of grades of two normals.

    Pearson, On further methods of determining correlation, Drapers' Company Research Memoirs,
    Biometric Series IV, 1907; Kruskal, JASA 53, 1958, section 6.
    """
    return np.asarray(6.0 / np.pi * np.arcsin(pearson / 2.0))


@lru_cache(maxsize=16)
def _student(freedom: float) -> tuple[Floats, Floats]:
    """Pearson correlations from 0 to 1 and the rank correlations of t variables with them.

    Rank correlation is 3 E[sign(X - X') sign(Y - Y'')] with X', Y'' independent copies. Given the
    mixing variables W, W', W'' (each freedom / chi2), the differences are normal with correlation
    r W / sqrt((W + W')(W + W'')), and E[sign sign] = 2/pi asin of it (Sheppard 1899). Heinen and
    Valdesogo, Journal of Multivariate Analysis 179, 2020. The means are Gauss-Legendre sums over
    the quantiles of W, drawn together at both ends; the error is below 1e-5.
    """
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    x = (nodes + 1.0) / 2.0
    weights = weights * 3.0 * x * (1.0 - x)
    mixing = freedom / (2.0 * gammaincinv(freedom / 2.0, x**2 * (3.0 - 2.0 * x)))
    root = np.sqrt(mixing[:, None] / (mixing[:, None] + mixing))
    shrunk = root[:, :, None] * root[:, None, :]
    chance = weights[:, None, None] * weights[:, None] * weights
    pearson = np.sin(np.linspace(0.0, np.pi / 2.0, _CELLS + 1))  # the curve is steepest near 1
    ranks = [6.0 / np.pi * float(np.sum(chance * np.arcsin(r * shrunk))) for r in pearson]
    ranks[-1] = 1.0
    return pearson, np.array(ranks)
