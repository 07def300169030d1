"""A CSV file in chunks: as fast as pandas reads it, or line by line where something is wrong."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from _csv import Reader as _Reader

_ROWS = 200_000
_CAREFUL_ROWS = 50_000
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a CSV file: its delimiter and its columns as they are written."""

    delimiter: str
    columns: tuple[str, ...]

    @property
    def shown(self) -> dict[str, str]:
        """Each column in lower case, and as it is written."""
        return {column.strip().lower(): column.strip() for column in self.columns}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows by column in lower case; `lines` are theirs in the file, none where they are unread.

    `misfits` are lines with too few or too many cells.
    """

    frame: pd.DataFrame
    lines: tuple[int, ...] = ()
    misfits: tuple[tuple[int, str], ...] = ()


def read_header(path: Path) -> Header:
    """The first line of a CSV file.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        line = file.readline().decode("utf-8-sig")
    delimiter = max(_DELIMITERS, key=line.count)
    return Header(delimiter, tuple(next(csv.reader([line], delimiter=delimiter), [])))


def fast(path: Path, header: Header, wanted: frozenset[str] | None) -> Iterator[Chunk]:
    """Chunks as pandas reads them, only the wanted columns; none: all.

    Raises:
        pandas.errors.ParserError: a line has too many cells, or a quotation mark no other.
        pandas.errors.ParserWarning: every line has too many cells.
        UnicodeDecodeError: it is not UTF-8.

    """
    names = [column.strip().lower() for column in header.columns]
    with pd.read_csv(
        path,
        sep=header.delimiter,
        header=0,
        names=names,
        usecols=None if wanted is None else [name for name in names if name in wanted],
        index_col=False,
        chunksize=_ROWS,
        skip_blank_lines=False,
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8-sig",
        low_memory=False,
    ) as chunks:
        while True:
            with warnings.catch_warnings(action="error", category=pd.errors.ParserWarning):
                frame = next(chunks, None)
            if frame is None:
                return
            yield Chunk(frame)


def may_be_short(path: Path, header: Header, frame: pd.DataFrame) -> bool:
    """Whether a line may have fewer cells than the header: pandas fills in what is missing."""
    last = header.columns[-1].strip().lower()
    if last in frame.columns:
        return bool(frame[last].isna().any())
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 1, 0))
        return file.read() != b"\n"


def careful(path: Path, header: Header) -> Iterator[Chunk]:
    """Chunks of cells as text, each row with its line; a line that does not fit is set aside.

    Raises:
        UnicodeDecodeError: it is not UTF-8.

    """
    names = [column.strip().lower() for column in header.columns]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=header.delimiter)
        next(rows, None)
        numbered = _numbered(rows)
        while part := list(islice(numbered, _CAREFUL_ROWS)):
            fitting = [(line, row) for line, row in part if len(row) == len(names)]
            frame = pd.DataFrame([row for _, row in fitting], columns=names, dtype="str")
            misfits = tuple(
                (line, _misfit(len(row), len(names)))
                for line, row in part
                if len(row) != len(names)
            )
            yield Chunk(frame, tuple(line for line, _ in fitting), misfits)


def excerpt(path: Path, line: int) -> str:
    """One line of a file, without its end."""
    with path.open("rb") as file:
        found = next(islice(file, line - 1, None), b"")
    return found.decode("utf-8-sig", errors="replace").rstrip("\r\n")


def column_of(text: str, header: Header, column: str) -> int:
    """Where a cell of a line begins, counted from 1; 1 where quotation marks make it unsure."""
    names = [name.strip() for name in header.columns]
    if '"' in text or column not in names:
        return 1
    cells = next(csv.reader(io.StringIO(text), delimiter=header.delimiter), [])
    return sum(len(cell) + 1 for cell in cells[: names.index(column)]) + 1


def _numbered(rows: "_Reader") -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that each begins on; empty lines are no rows."""
    begin = rows.line_num + 1
    for row in rows:
        if row:
            yield begin, row
        begin = rows.line_num + 1


def _misfit(found: int, needed: int) -> str:
    if found < needed:
        return f"ends after {found} of {needed} cells; was the file cut off?"
    return f"has {found} cells, and the first line names {needed} columns"
