"""CSV as spreadsheets read and write it: cells with their places, and texts that stay texts."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simtco.files.problems import ExperimentError, Place, Problem

DELIMITERS = ",;\t"
MARK = "\ufeff"
"""What a file begins with so that spreadsheets read it as UTF-8."""
_MOST_BYTES = 50_000_000
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and where it begins."""

    text: str
    place: Place


def csv_text(rows: Iterable[Sequence[str | float | None]]) -> str:
    """Rows as CSV; a text that a spreadsheet would run as a formula begins with an apostrophe.

    >>> print(csv_text([("note", 1.5, None), ("=1+1", -2.0, "a,b")]), end="")
    note,1.5,
    '=1+1,-2.0,"a,b"
    """
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue()


def guarded(text: str) -> str:
    """A text with an apostrophe before what a spreadsheet would run.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("5 - 3")
    ("'=1+1", "''=1+1", '5 - 3')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("''=1+1"), unguarded("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if _GUARDED.match(text) else text


def read_cells(path: Path) -> list[list[Cell]]:
    """The rows of a CSV file that hold anything; commas, semicolons or tabs part their cells.

    Raises:
        ExperimentError: the file cannot be read, is too large, or is not CSV in UTF-8.

    """
    text = _text(path)
    lines = list(io.StringIO(text, newline=""))
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    found, begin = [], 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                own = enumerate(lines[begin - 1 : rows.line_num], start=begin)
                starts = _starts(str(path), own, delimiter)
                found.append([Cell(cell.strip(), next(starts)) for cell in row])
            begin = rows.line_num + 1
    except csv.Error as error:
        place = Place(str(path), begin, 1, lines[begin - 1].rstrip("\r\n"))
        message = "not CSV: the quotation marks do not match"
        raise ExperimentError([Problem(place, "", message)]) from error
    return found


def begins(line: str, index: int, delimiter: str) -> int:
    """Where a cell of a line begins, counted from 1.

    >>> [begins('a,"b,c",d', index, ",") for index in range(3)]
    [1, 3, 9]
    """
    quoted, cells = False, 0
    for at, letter in enumerate(line, start=1):
        if cells == index:
            return at
        quoted ^= letter == '"'
        cells += letter == delimiter and not quoted
    return len(line) + 1


def _starts(file: str, lines: Iterable[tuple[int, str]], delimiter: str) -> Iterator[Place]:
    """Where each cell of a row begins; a row has several lines where quoted cells do."""
    quoted, new = False, True
    for number, line in lines:
        text = line.rstrip("\r\n")
        for column, letter in enumerate((*text, ""), start=1):
            if new:
                yield Place(file, number, column, text)
            quoted ^= letter == '"'
            new = letter == delimiter and not quoted
        new = False


def _written(cell: str | float | None) -> str | float:
    if cell is None:
        return ""
    return guarded(cell) if isinstance(cell, str) else cell


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _unreadable(path, f"larger than {_MOST_BYTES:,} bytes")
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        place = Place(str(path), data[: error.start].count(b"\n") + 1, 1)
        said = "not UTF-8 text; save the file as CSV UTF-8"
        raise ExperimentError([Problem(place, "", said)]) from error


def _unreadable(path: Path, message: str) -> ExperimentError:
    return ExperimentError([Problem(Place(str(path)), "", message)])
