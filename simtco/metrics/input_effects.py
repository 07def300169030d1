"""What each uncertain number does to a total: its part of an additive model."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from simtco.metrics.at_once import at_once
from simtco.metrics.ranks import midranks
from simtco.words.arrays import Floats

_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class InputEffects:
    """An additive model of totals in the inputs, fitted jointly by least squares.

    Each input has a curve of mean 0 in its value, its rank and powers of its rank (Hastie and
    Tibshirani, Generalized Additive Models, 1990, chapter 4). basis is (D, P, T), solution
    (D P, D P) the pseudo-inverse of its products, which serves every total.
    """

    basis: Floats
    solution: Floats

    @classmethod
    def of(cls, inputs: Floats) -> Self:
        """The model's columns for inputs (D, T)."""
        each = at_once(_columns, inputs)
        basis = np.stack(each) if each else np.empty((0, _COLUMNS, inputs.shape[1]))
        flat = basis.reshape(len(basis) * _COLUMNS, inputs.shape[1])
        solution = np.linalg.pinv(flat @ flat.T, rcond=1e-10, hermitian=True)
        return cls(basis, np.asarray(solution, dtype=np.float64))

    @property
    def trials(self) -> int:
        """Number of futures, T, that the model is fitted in."""
        return int(self.basis.shape[2])

    def on(self, total: Floats) -> Floats:
        """Effect (D, T) of each input on a total (T,)."""
        inputs, columns, trials = self.basis.shape
        target = self.basis.reshape(inputs * columns, trials) @ (total - total.mean())
        weights = (self.solution @ target).reshape(inputs, 1, columns)
        return np.asarray((weights @ self.basis)[:, 0])


def _columns(row: Floats) -> Floats:
    """Columns (P, T) of mean 0 and sd 1; zeros where the number never varies."""
    rank = 2.0 * ((midranks(row) - 0.5) / len(row)) - 1.0
    columns = np.stack([row, rank, rank * rank, rank * rank * rank])
    columns -= columns.mean(axis=1, keepdims=True)
    spread = columns.std(axis=1, keepdims=True)
    varies = (spread > 0) & (np.ptp(row) > 0)
    return np.asarray(np.divide(columns, spread, out=np.zeros_like(columns), where=varies))
