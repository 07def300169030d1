"""Rows of a spreadsheet that differ from the experiment, laid over it."""

import datetime as dt
import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simtco.files.csv_text import Cell, read_cells, unguarded
from simtco.files.input_rows import (
    ABOUT,
    BASE,
    COLUMNS,
    DATES,
    ENDS,
    KIND,
    NAME,
    NUMBERS,
    PERCENTILES,
    InputRow,
    number_text,
)
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.words.base import did_you_mean
from simtco.words.wording import said

_SAME = 1e-9  # by which share a spreadsheet may round a number that nobody edited
_ONE_FACTOR = 2e-5  # by which share two cells of six digits may be multiplied differently
_INNER, _OUTER = ("p10", "p90"), ("p5", "p95")
_MIDDLE = "p50"


@dataclass(frozen=True)
class Edit:
    """A row that says something else than the experiment does: the new cells by column.

    `places` says where each cell of the row stands, `place` where the row does.
    """

    name: str
    place: Place
    places: Mapping[str, Place]
    before: InputRow
    after: Mapping[str, Any]

    def __str__(self) -> str:
        """`edited.csv:7 inputs.pay: p90 23000 -> 26000`."""
        told = [f"{key} {a or 'empty'} -> {b or 'empty'}" for key, (a, b) in self.changes.items()]
        if self.edits_percentiles and BASE not in self.after:
            told.append(f"{BASE} stays {self.before[BASE]}")
        return f"{self.place.file}:{self.place.line} {self.name}: {', '.join(told)}"

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """What the experiment says and what the row says, for each column that was edited."""
        return {key: (self.before[key], _text(value)) for key, value in self.after.items()}

    @property
    def edits_percentiles(self) -> bool:
        """Whether the row says another distribution."""
        return any(key in self.after for key in (*ENDS, *PERCENTILES))

    def percentiles(self) -> dict[str, float]:
        """The percentiles that say the new distribution; none where the number is certain.

        The middle, and the pair that was edited: p10 and p90, p5 and p95, or both.
        """
        edited = [key for key in PERCENTILES if key in self.after]
        outer = any(key in _OUTER for key in edited)
        inner = any(key in _INNER for key in edited) or not outer
        wanted = (*(_INNER if inner else ()), *(_OUTER if outer else ()), _MIDDLE)
        return {
            key: v for key in PERCENTILES if key in wanted and (v := self.number(key)) is not None
        }

    @property
    def multiple(self) -> float | None:
        """What every percentile was multiplied by, where it is one factor above 0."""
        keys = (*ENDS, *PERCENTILES)
        said_ = [key for key in keys if self.before[key]]
        pairs = [(float(self.before[key]), self.number(key)) for key in said_]
        ratios = [after / before for before, after in pairs if before and after is not None]
        new = any(self.after.get(key) is not None for key in keys if key not in said_)
        odd = any(after is None or (not before and after) for before, after in pairs)
        if new or odd or not ratios or min(ratios) <= 0.0:
            return None
        return ratios[0] if max(ratios) / min(ratios) - 1.0 < _ONE_FACTOR else None

    def number(self, column: str) -> float | None:
        """The number in a column, as edited or as it was; None where the cell is empty."""
        if column in self.after:
            value = self.after[column]
            return None if value is None else float(value)
        return float(self.before[column]) if self.before[column] else None


@dataclass(frozen=True)
class Edits:
    """The edited rows of a file, and what is needed to find the file again."""

    file: str = ""
    sha256: str = ""
    rows: tuple[Edit, ...] = ()


def read_edits(path: Path, rows: Mapping[str, InputRow]) -> Edits:
    """The rows of a CSV file that differ from those of the experiment.

    Rows may be left out, and so may columns but for the first.

    Raises:
        ExperimentError: everything that is wrong with the file, each with its row and column.

    """
    heading, *lines = read_cells(path) or [[]]
    columns = [cell.text for cell in heading]
    found = list(_wrong_columns(heading, str(path)))
    if found:
        raise ExperimentError(found)
    edits, seen = [], dict[str, int]()
    for cells in lines:
        named = dict(zip(columns, cells, strict=False))
        start = named[NAME].place if NAME in named else cells[0].place
        name = unguarded(named[NAME].text) if NAME in named else ""
        problem = _wrong_row(name, start, rows, seen, len(cells) - len(columns))
        if problem:
            found.append(problem)
            continue
        seen[name] = start.line
        edit, problems = _compared(name, start, named, rows[name])
        found.extend(problems)
        if edit.after:
            edits.append(edit)
    if found:
        raise ExperimentError(found)
    return Edits(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), tuple(edits))


def _wrong_columns(heading: Sequence[Cell], file: str) -> Iterator[Problem]:
    names = [cell.text for cell in heading]
    if NAME not in names:
        place = heading[0].place if heading else Place(file)
        said_ = f'no column is named "{NAME}"; begin with what simtco inputs --csv writes'
        yield Problem(place, "", said_)
        return
    for index, cell in enumerate(heading):
        if cell.text not in COLUMNS:
            hint = did_you_mean(cell.text, COLUMNS) or f"; columns are {', '.join(COLUMNS)}"
            yield Problem(cell.place, "", f"no column is named {said(cell.text)}{hint}")
        elif cell.text in names[:index]:
            yield Problem(cell.place, cell.text, f"two columns are named {said(cell.text)}")


def _wrong_row(
    name: str, place: Place, rows: Mapping[str, InputRow], seen: Mapping[str, int], more: int
) -> Problem | None:
    if not name:
        return Problem(place, NAME, "the row names no input; fill the cell or leave the row out")
    if name not in rows:
        return Problem(place, NAME, f"no input is named {said(name)}{did_you_mean(name, rows)}")
    if name in seen:
        return Problem(place, NAME, f"{name} has a row already, in line {seen[name]}")
    if more > 0:
        return Problem(place, NAME, "the row has more cells than there are columns")
    return None


def _compared(
    name: str, start: Place, cells: Mapping[str, Cell], before: InputRow
) -> tuple[Edit, list[Problem]]:
    after, found = dict[str, Any](), []
    for column, cell in cells.items():
        text = unguarded(cell.text)
        if column == NAME or text == before[column]:
            continue
        value, fault = _read(column, text)
        if fault:
            found.append(Problem(cell.place, column, fault))
        elif not _is_same(value, before[column], column):
            after[column] = value
    if KIND in after:
        kind = f'{said(after.pop(KIND))} cannot take the place of "{before[KIND]}" here'
        advice = "edit the percentiles, or the experiment file"
        found.append(Problem(cells[KIND].place, KIND, f"{KIND} {kind}; {advice}"))
    places = {column: cell.place for column, cell in cells.items()}
    return Edit(name, start, places, before, after), found


def _read(column: str, text: str) -> tuple[Any, str]:
    """The value of a cell, or what is wrong with it."""
    if not text:
        empty = column == BASE
        return None, f"{column} is empty; write the number that a plan would say" * empty
    if column in NUMBERS:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value) and "_" not in text:
            return value, ""
        return None, f"{column} must be a number such as 12000.5, not {said(text)}"
    if column in DATES:
        try:
            return dt.date.fromisoformat(text), ""
        except ValueError:
            return None, f"{column} must be a date such as 2026-11-23, not {said(text)}"
    return text, ""


def _is_same(value: Any, before: str, column: str) -> bool:
    if column in NUMBERS and value is not None and before:
        return math.isclose(value, float(before), rel_tol=_SAME, abs_tol=0.0)
    return _text(value) == before


def _text(value: Any) -> str:
    if value is None:
        return ""
    return number_text(value) if isinstance(value, float) else str(value)


def about(edit: Edit) -> dict[str, Any]:
    """What the row says of the number beside its distribution, where that was edited."""
    return {key: edit.after[key] for key in ABOUT if key in edit.after}
