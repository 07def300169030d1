"""Correlation matrices: the nearest possible one, and its lower triangular factor."""

import numpy as np

from simtco.words.arrays import Floats

_ROUNDING = 1e-12  # what sums of products of correlations are off by, at most
_SETTLED = 1e-10
_MOST_TURNS = 2_000


def is_possible(matrix: Floats) -> bool:
    """Whether a symmetric matrix (D, D) of unit diagonal is positive semidefinite."""
    try:
        np.linalg.cholesky(matrix + _ROUNDING * len(matrix) * np.eye(len(matrix)))
    except np.linalg.LinAlgError:
        return False
    return True


def nearest(matrix: Floats) -> Floats:
    """The correlation matrix (D, D) nearest to a symmetric one, by the Frobenius norm.

    Higham, Computing the nearest correlation matrix: a problem from finance, IMA Journal of
    Numerical Analysis 22(3), 2002, algorithm 3.3: projections on the semidefinite matrices, with
    Dykstra's correction, and on those of unit diagonal, in turn. A possible one comes back as it
    is.
    """
    if is_possible(matrix):
        return matrix
    near, semidefinite, correction = matrix, matrix, np.zeros_like(matrix)
    for _ in range(_MOST_TURNS):
        shifted = near - correction
        semidefinite = _semidefinite(shifted)
        correction = semidefinite - shifted
        before, near = near, semidefinite.copy()
        np.fill_diagonal(near, 1.0)
        if np.linalg.norm(near - before) <= _SETTLED * np.linalg.norm(near):
            break
    scale = np.sqrt(np.diag(semidefinite))
    scaled = semidefinite / np.outer(scale, scale)
    found = np.clip((scaled + scaled.T) / 2.0, -1.0, 1.0)
    np.fill_diagonal(found, 1.0)
    return np.asarray(found)


def factor(matrix: Floats) -> Floats:
    """Lower triangular L (D, D) with L L' = matrix, rows of length 1; semidefinite is enough.

    Cholesky's, column by column and without BLAS, whose last digit depends on its threads. Without
    pivots it breaks down where the matrix is singular (Higham, Accuracy and Stability of Numerical
    Algorithms, 2nd ed. 2002, section 10.3); there L' is the triangle of the QR decomposition of a
    root of the matrix.
    """
    lower = np.zeros_like(matrix)
    for k in range(len(matrix)):
        left = matrix[k:, k] - np.einsum("ij,j->i", lower[k:, :k], lower[k, :k])
        if left[0] <= _ROUNDING * len(matrix):
            lower = _singular_factor(matrix)
            break
        lower[k:, k] = left / np.sqrt(left[0])
    return np.asarray(lower / np.linalg.norm(lower, axis=1, keepdims=True))


def _singular_factor(matrix: Floats) -> Floats:
    values, vectors = np.linalg.eigh(matrix)
    root = np.sqrt(np.maximum(values, 0.0))[:, None] * vectors.T
    upper = np.asarray(np.linalg.qr(root, mode="r"))
    return np.asarray((upper * np.where(np.diag(upper) < 0.0, -1.0, 1.0)[:, None]).T)


def _semidefinite(matrix: Floats) -> Floats:
    """The nearest matrix without negative eigenvalues."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.maximum(values, 0.0)) @ vectors.T)
