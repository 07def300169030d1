"""One column of numbers of a CSV file."""

import csv
import hashlib
import io
import math
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import numpy as np

from simtco.files.csv_text import DELIMITERS, begins
from simtco.words.arrays import Floats
from simtco.words.base import did_you_mean
from simtco.words.wording import said

_MOST_BYTES = 50_000_000
_FEWEST = 10  # values: with fewer, P10 and P90 are the smallest and the largest
_MOST_SHOWN = 8


class CsvError(Exception):
    """What is wrong with a CSV file; `key` is the key of the experiment that is to blame."""

    def __init__(self, message: str, key: str = "csv") -> None:
        self.key = key
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """The values (n,) of a column, and what a reader needs to find them again."""

    file: str
    name: str
    values: Floats
    sha256: str

    def __str__(self) -> str:
        """What a report says of the source."""
        size = f"{self.values.size:,} values"
        return f"{self.file}, column {self.name}, {size}, sha256 {self.sha256[:16]}"


def read_csv_column(folder: Path, file: str, column: str) -> CsvColumn:
    """Read a column of a CSV file that lies in the folder or below it.

    The first line names the columns; commas, semicolons or tabs part them.

    Raises:
        CsvError: the file is not there or is no such file, or a cell is no number.

    """
    data = _bytes(folder, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CsvError(f"{file}:{line}: not UTF-8 text; save the file as UTF-8") from error
    values = _values(text, file, column)
    if values.size < _FEWEST:
        raise CsvError(
            f"column {column} of {file} is too short: {values.size} of at least {_FEWEST} values; "
            "with fewer, state percentiles",
            "column",
        )
    return CsvColumn(file, column, values, hashlib.sha256(data).hexdigest())


def _bytes(folder: Path, file: str) -> bytes:
    path = folder / file
    beside = "must lie in the folder of the file that names it, or below"
    as_elsewhere = PureWindowsPath(file)  # what is outside there is outside here
    if as_elsewhere.anchor or ".." in as_elsewhere.parts or "\0" in file:
        raise CsvError(f"{said(file)} {beside}")
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise CsvError(f"{said(file)} is a link; what it leads to {beside}")
        if path.exists() and not path.is_file():
            raise CsvError(f"{said(file)} is no file")
        if path.stat().st_size > _MOST_BYTES:
            raise CsvError(
                f"{file} is larger than {_MOST_BYTES:,} bytes; keep the column that is needed"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        known = (found.relative_to(folder).as_posix() for found in path.parent.glob("*.csv"))
        hint = did_you_mean(file, known) or "; it must lie beside the file that names it"
        raise CsvError(f"there is no file {said(file)}{hint}") from error
    except OSError as error:
        raise CsvError(f"{said(file)} cannot be read: {error.strerror}") from error


def _values(text: str, file: str, column: str) -> Floats:
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        index = _index([name.strip() for name in next(rows, [])], file, column)
        with suppress(ValueError, IndexError):
            values = np.array([float(row[index]) for row in rows if row])
            if np.isfinite(values).all():
                return values
        raise CsvError(f"{file}:{_first_fault(text, index, delimiter, column)}", "column")
    except csv.Error as error:
        long = "field limit" in str(error)
        why = f"a cell is longer than {csv.field_size_limit():,} letters"
        what = why if long else "the quotation marks do not match"
        raise CsvError(f"{file}:{max(rows.line_num, 1)}: not CSV: {what}") from error


def _first_fault(text: str, index: int, delimiter: str, column: str) -> str:
    """Line, column and fault of the first cell that is no number."""
    lines = list(io.StringIO(text, newline=""))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    begin, row = 1, next(rows)
    while not row or begin == 1 or _is_number(row[index : index + 1]):
        begin, row = rows.line_num + 1, next(rows)
    line = lines[begin - 1].rstrip("\r\n")
    place = f"{begin}:{begins(line, index, delimiter)}"
    cell = row[index].strip() if index < len(row) else ""
    if not cell:
        return f"{place}: {column} is empty; fill the cell or leave the line out"
    return f"{place}: {column} must be a number, not {said(cell)}"


def _is_number(cells: list[str]) -> bool:
    try:
        return all(math.isfinite(float(cell)) for cell in cells) and bool(cells)
    except ValueError:
        return False


def _index(header: list[str], file: str, column: str) -> int:
    if not header:
        raise CsvError(f"{file} is empty; its first line must name the columns")
    if header.count(column) > 1:
        raise CsvError(
            f"{header.count(column)} columns of {file} are named {said(column)}", "column"
        )
    if column not in header:
        shown = ", ".join(header[:_MOST_SHOWN])
        more = f" and {len(header) - _MOST_SHOWN} more" if len(header) > _MOST_SHOWN else ""
        near = did_you_mean(column, header)
        raise CsvError(
            f"{file} has no column {said(column)}; its columns are {shown}{more}{near}", "column"
        )
    return header.index(column)
