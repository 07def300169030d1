"""Uniform numbers of their own -> uniform numbers that move together."""

import numpy as np
from scipy.special import gammaincinv, ndtr, ndtri, stdtr, stdtrit

from simtco.files.cluster import Cluster
from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats

_LEAST = 2.0**-33  # the least point of a net, so that no normal is infinite
_COLUMNS = 512  # so few that thousands of members stay in the cache: three times as fast


def joined(cluster: Cluster, own: Floats, mixing: Floats | None) -> Floats:
    """Uniform numbers (D, N) of a cluster's members, from uniform numbers (D, N) of their own.

    The first member keeps its own. mixing (N,) is a uniform number that a t copula needs beside
    them. Block by block, so that a trial is the same in whatever batch it falls.
    """
    moved, free = own.copy(), cluster.free
    for start in range(0, own.shape[1] if len(free) > 1 else 0, BLOCK_TRIALS):
        block = slice(start, start + BLOCK_TRIALS)
        inside = np.clip(own[free, block], _LEAST, 1.0 - _LEAST)
        moved[free, block] = (
            _gaussian(cluster.factor, inside)
            if mixing is None or cluster.freedom is None
            else _student(cluster.factor, inside, mixing[block], cluster.freedom)
        )
    for follower in np.flatnonzero(cluster.leaders != np.arange(len(own))):
        leader = moved[cluster.leaders[follower]]
        moved[follower] = 1.0 - leader if cluster.opposed[follower] else leader
    return moved


def _gaussian(factor: Floats, own: Floats) -> Floats:
    """Normals, correlated by a linear map; a number that no earlier one moves stays as it is."""
    moved = ndtr(_correlated(factor, ndtri(own)))
    alone = np.diag(factor) == 1.0
    moved[alone] = own[alone]
    return np.asarray(np.clip(moved, _LEAST, 1.0 - _LEAST))


def _student(factor: Floats, own: Floats, mixing: Floats, freedom: float) -> Floats:
    """Normals, correlated, then scaled alike by sqrt(freedom / chi2).

    The chi2 is drawn given the first member's t value x, so that it may keep its own draws:
    chi2 (1 + x^2 / freedom) has freedom + 1 degrees (Ding, The American Statistician 70(3), 2016).
    """
    first = stdtrit(freedom, own[0])
    chance = np.clip(mixing, _LEAST, 1.0 - _LEAST)
    chi2 = 2.0 * gammaincinv((freedom + 1.0) / 2.0, chance) / (1.0 + first**2 / freedom)
    scale = np.sqrt(freedom / chi2)
    normal = ndtri(own)
    normal[0] = first / scale
    moved = stdtr(freedom, _correlated(factor, normal) * scale)
    moved[0] = own[0]
    return np.asarray(np.clip(moved, _LEAST, 1.0 - _LEAST))


def _correlated(factor: Floats, normal: Floats) -> Floats:
    """The product of a lower triangular matrix (F, F) and normals (F, N), without BLAS.

    The last digit of a product by BLAS depends on how many threads it takes.
    """
    moved = np.empty_like(normal)
    for start in range(0, normal.shape[1], _COLUMNS):
        part = normal[:, start : start + _COLUMNS].copy()
        for i, row in enumerate(factor):
            into = moved[i, start : start + _COLUMNS]
            np.einsum("j,jn->n", row[: i + 1], part[: i + 1], out=into)
    return moved
