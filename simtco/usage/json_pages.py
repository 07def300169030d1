"""JSON exports: one page, a list of pages, or a page a line."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from simtco.usage.format import Format
from simtco.usage.nested import listed
from simtco.usage.recognise import formats, recognise

Row = dict[str, Any]

_MOST_BYTES = 500_000_000


class JsonError(Exception):
    """What is wrong with a JSON file, and at which line and column; 0 is none."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        self.line, self.column = line, column
        super().__init__(message)


def read_pages(path: Path) -> list[tuple[str, Any]]:
    """The pages of a JSON file, each with its path; a page is read whole.

    Raises:
        JsonError: it is no JSON, or too large.
        OSError: it cannot be read.

    """
    if path.stat().st_size > _MOST_BYTES:
        raise JsonError(f"larger than {_MOST_BYTES:,} bytes; export fewer days into each file")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonError("not UTF-8 text; save the file as UTF-8") from error
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if error.msg != "Extra data" or len(lines) < 2:
            cut = "; was the file cut off?" if error.pos >= len(text.rstrip()) - 1 else ""
            raise JsonError(f"not JSON: {error.msg}{cut}", error.lineno, error.colno) from error
        return _by_line(text)
    except RecursionError as error:
        raise JsonError("nested too deeply") from error
    if isinstance(document, list):
        return [(f"[{at}]", page) for at, page in enumerate(document)]
    return [("", document)]


def rows_of(pages: Sequence[tuple[str, Any]]) -> tuple[Format | None, list[tuple[str, Row]]]:
    """The format of pages, and their rows with the path to each; the first page decides.

    A page may be a row itself; where no format knows them, the rows are those of the first try.
    """
    tries = []
    for export in formats():
        found = [(at, row) for at, page in pages for at, row in _below(at, export.rows(page))]
        if found and export.needs <= {key for _, row in found for key in row}:
            tries.append((export, found))
    if tries:
        return max(tries, key=lambda each: len(each[0].needs))
    plain = [(at, row) for at, page in pages for at, row in _below(at, listed(page))]
    return recognise({key for _, row in plain for key in row}), plain


def _below(page: str, rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    for path, row in rows:
        yield f"{page}{': ' if page and path else ''}{path}", row


def _by_line(text: str) -> list[tuple[str, Any]]:
    pages = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            pages.append((f"line {number}", json.loads(line)))
        except json.JSONDecodeError as error:
            raise JsonError(f"not JSON: {error.msg}", number, error.colno) from error
    return pages
