"""Some lines of an export, and what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simtco.usage.times import Clock
from simtco.words.arrays import Floats
from simtco.words.wording import said

Where = NDArray[np.bool]
_FARTHEST = 1e15


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell; `row` counts the sheet's rows from 0."""

    row: int
    column: str
    message: str


@dataclass(slots=True)
class Sheet:
    """Lines of an export by column, in lower case; formats ask it for numbers, times and texts.

    A cell that is not what was asked for becomes a fault. `shown` holds the columns as they are
    written; `clock` reads the times and remembers how the file writes them.
    """

    frame: pd.DataFrame
    shown: Mapping[str, str]
    clock: Clock
    faults: list[Fault] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Whether the export has the column."""
        return column in self.frame.columns

    def numbers(self, column: str, *, least: float = -np.inf, needed: bool = True) -> Floats:
        """A column of numbers, NaN where the cell is empty; all NaN where there is no column."""
        if not self.has(column):
            return np.full(len(self.frame), np.nan)
        cells = self.frame[column]
        if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
            values = cells.to_numpy(dtype=np.float64)
            empty = np.isnan(values)
            wrong = np.isinf(values)
        else:
            values = pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64)
            empty = cells.isna().to_numpy() | (cells == "").to_numpy(dtype=bool)
            wrong = ~np.isfinite(values) & ~empty
        self.report(wrong, column, "must be a number")
        self.report((np.abs(values) >= _FARTHEST) & ~wrong, column, f"must be below {_FARTHEST:g}")
        self.report(values < least, column, "must not be negative")
        if needed:
            self.report(empty, column, "is empty")
        return values

    def times(self, column: str) -> pd.Series:
        """A column of moments in UTC."""
        times, wrong = self.clock.read(self.frame[column], self.shown[column])
        self.faults += [Fault(row, column, message) for row, message in wrong]
        return times

    def texts(self, column: str, otherwise: str = "") -> "pd.Series | str":
        """A column of texts; where there is no column, one text for all."""
        if not self.has(column):
            return otherwise
        cells = self.frame[column]
        if pd.api.types.is_numeric_dtype(cells):
            cells = cells.astype("string").fillna(otherwise).astype(str)
        return cells.fillna(otherwise)

    def cell(self, row: int, column: str) -> object:
        """One cell."""
        value: object = self.frame[column].iloc[row]
        return value.item() if isinstance(value, np.generic) else value

    def report(self, wrong: Where, column: str, message: str) -> None:
        """Note a fault of each row (R,) that is wrong, at its cell of a column."""
        for row in np.flatnonzero(wrong):
            cell = self.cell(int(row), column)
            empty = cell is None or cell == "" or cell != cell  # noqa: PLR0124  (NaN)
            told = message if empty else f"{message}, not {_plain(cell)}"
            self.faults.append(Fault(int(row), column, f"{self.shown[column]} {told}"))


def _plain(cell: object) -> str:
    """A cell as its file says it; numbers without quotation marks."""
    text = str(cell).strip()
    return text if re.fullmatch(r"[-+]?[\d.]+(?:[eE][-+]?\d+)?", text) else said(cell)
