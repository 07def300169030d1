"""What a section of the report is made of: words, numbers and pictures, without a layout.

A cell of a table is text; what follows a line break in it is shown smaller, below.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; key is the number of the strategy whose colour it bears."""

    heading: str
    numeric: bool = True
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first cell of a row names it.

    keys holds the number of the strategy of each row, where rows are strategies; a folded table is
    shown when asked for; total marks the last row as a sum.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[int, ...] = ()
    folded: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Illustration:
    """A figure as inline SVG, with the sentence that says what it shows and the numbers behind it.

    legend says what its marks mean; a small one may stand beside another.
    """

    title: str
    sentence: str
    svg: str
    data: Table
    legend: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One position of a slider: its chance in words, a sentence, and the cells of each row."""

    percent: int
    chance: str
    sentence: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Slider:
    """A table whose numbers follow a slider; it shows the default where scripts do not run."""

    label: str
    start: int
    chance: str
    sentence: str
    table: Table
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under one heading."""

    id: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    slider: Slider | None = None
    tables: tuple[Table, ...] = ()
