"""Cells of a CSV file, and where each begins."""

from pathlib import Path

import pytest

from simtco.files.csv_text import read_cells


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("a,b\n1,2\n", ["1:1", "1:3", "2:1", "2:3"]),
        ("a;b\r\n1;\r\n", ["1:1", "1:3", "2:1", "2:3"]),
        ('"a,b",c\n', ["1:1", "1:7"]),
        ('"a ""b"", c",d\n', ["1:1", "1:14"]),
        ('a,"two\nlines",c\n1,2,3\n', ["1:1", "1:3", "2:8", "3:1", "3:3", "3:5"]),
        ('"x\n\ny",b', ["1:1", "3:4"]),
        (",,b\n", ["1:1", "1:2", "1:3"]),
    ],
)
def test_a_cell_stands_where_it_begins(tmp_path: Path, text: str, starts: list[str]) -> None:
    """Counted by hand, quoted cells with delimiters, quotes and ends of lines included."""
    path = tmp_path / "rows.csv"
    path.write_text(text, encoding="utf-8", newline="")
    cells = [cell for row in read_cells(path) for cell in row]
    assert [f"{cell.place.line}:{cell.place.column}" for cell in cells] == starts
    lines = text.splitlines()
    assert all(cell.place.excerpt == lines[cell.place.line - 1] for cell in cells)
