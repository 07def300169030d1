"""Rows of cells as lines of text: side by side where there is room, else one below the other."""

import textwrap
from collections.abc import Collection, Sequence

from rich.cells import cell_len

_TIED = "\N{NO-BREAK SPACE}"


def columns(
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Collection[str],
    width: int | None = None,
) -> list[str]:
    """Aligned columns, `numeric` ones to the right; `width` is that of a terminal, if it is one.

    Where they are wider than the terminal, each row's first cell stands above its others.
    """
    wide = [max(cell_len(row[at]) for row in (heading, *rows)) for at in range(len(heading))]
    if width is not None and sum(wide) + 2 * (len(wide) - 1) > width:
        return [line for row in rows for line in _stacked(heading, row, numeric, width)]
    lines = []
    for row in (heading, *rows):
        cells = [
            _padded(cell, size, right=name in numeric)
            for name, cell, size in zip(heading, row, wide, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def _padded(cell: str, size: int, *, right: bool) -> str:
    """A cell with blanks before or after it; wide letters take the room of two."""
    blanks = " " * (size - cell_len(cell))
    return blanks + cell if right else cell + blanks


def _stacked(
    heading: Sequence[str], row: Sequence[str], numeric: Collection[str], width: int
) -> list[str]:
    first, *rest = row
    cells = [
        f"{name}{_TIED}{cell}" if name in numeric else cell
        for name, cell in zip(heading[1:], rest, strict=True)
        if cell
    ]
    indent = "    "
    below = textwrap.wrap(
        "  ".join(cells),
        max(width, len(indent) + 1),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [first, *(line.replace(_TIED, " ") for line in below)]
