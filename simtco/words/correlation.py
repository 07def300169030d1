"""How uncertain numbers move together."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, Strict, model_validator

from simtco.words.arrays import Floats
from simtco.words.base import Word, fault
from simtco.words.belief import Confidence
from simtco.words.wording import exact

Row = Annotated[tuple[float, ...], Strict(strict=False)]


class Correlation(Word):
    """Uncertain numbers that move together: a pair, a group, or a matrix.

    Examples:
        inputs = ["inputs.ml_engineer_month", "inputs.devops_month"]
        rank = 0.6
        copula = "t"
        degrees_of_freedom = 4
        source = "our judgement"
        owner = "finance"
        as_of = 2026-11-23
        confidence = "low"
        note = "Pay moves together."

        inputs = ["inputs.a", "inputs.b"]
        matrix = [[1, 0.6], [0.6, 1]]

    """

    inputs: tuple[str, ...] = Field(strict=False, min_length=2)
    """Which numbers, by their place in this file or by their name; a shock by its place."""
    rank: float | None = Field(default=None, ge=-1, le=1)
    """Spearman's rank correlation of every pair of them."""
    matrix: tuple[Row, ...] | None = Field(default=None, strict=False)
    """Spearman's rank correlation of each with each, row by row, where pairs differ."""
    copula: Literal["gaussian", "t"] = "gaussian"
    """How they are joined; with t extremes come together more often."""
    degrees_of_freedom: float | None = Field(default=None, ge=1)
    """Of the t copula: the fewer, the more often extremes come together."""
    source: str = ""
    """Where the numbers come from: document, table, date."""
    owner: str = ""
    """Who answers for them."""
    as_of: dt.date | None = None
    """The day that the source speaks of."""
    confidence: Confidence | None = None
    """How far to trust them: high, medium or low."""
    note: str = ""
    """One line for the reader."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        twice = next((name for name in self.inputs if self.inputs.count(name) > 1), None)
        if twice is not None:
            raise fault(f'inputs names "{twice}" twice', "inputs")
        if self.rank is None and self.matrix is None:
            raise fault("a correlation needs rank, or matrix where pairs differ")
        if self.rank is not None and self.matrix is not None:
            raise fault("rank goes without matrix; state one of them", "rank")
        wrong = next(self._wrong_in_matrix(), None)
        if wrong is not None:
            raise fault(wrong, "matrix")
        if self.copula == "t" and self.degrees_of_freedom is None:
            raise fault('copula = "t" needs degrees_of_freedom', "copula")
        if self.copula != "t" and self.degrees_of_freedom is not None:
            raise fault('degrees_of_freedom goes with copula = "t"', "degrees_of_freedom")
        return self

    def _wrong_in_matrix(self) -> Iterator[str]:
        count, rows = len(self.inputs), self.matrix
        if rows is None:
            return
        if len(rows) != count:
            yield f"matrix needs {count} rows, one for each of inputs, not {len(rows)}"
        for i, row in enumerate(rows):
            if len(row) != count:
                yield f"matrix[{i}] needs {count} numbers, as many as inputs, not {len(row)}"
        for i, j in np.argwhere(np.abs(np.array(rows)) > 1.0).tolist():
            yield f"matrix[{i}][{j}] = {exact(rows[i][j])} must lie between -1 and 1"
        for i, row in enumerate(rows):
            if row[i] != 1.0:
                yield f"matrix[{i}][{i}] must be 1, a number with itself, not {exact(row[i])}"
        for i, j in np.argwhere(np.array(rows) != np.array(rows).T).tolist():
            yield (
                f"matrix[{i}][{j}] = {exact(rows[i][j])} and matrix[{j}][{i}] = "
                f"{exact(rows[j][i])} speak of one pair and must be equal"
            )

    @property
    def ranks(self) -> Floats:
        """Rank correlations (D, D) of its inputs."""
        if self.matrix is not None:
            return np.array(self.matrix)
        ranks = np.full((len(self.inputs),) * 2, self.rank)
        np.fill_diagonal(ranks, 1.0)
        return ranks

    @property
    def joint(self) -> str:
        """How its inputs are joined, as a file says it."""
        if self.degrees_of_freedom is None:
            return 'copula = "gaussian"'
        return f'copula = "t", degrees_of_freedom = {exact(self.degrees_of_freedom)}'
