"""What a section of the report is made of: words, numbers and pictures, without a layout.

A cell of a table is text; what follows a line break in it is shown smaller, below.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from simtco.report.phrases import MINUS


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; key is the number of the strategy whose colour it bears."""

    heading: str
    numeric: bool = True
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first cell of a row names it.

    keys holds the number of the strategy of each row, where rows are strategies, strategy that of
    the one that all of it is about. A folded table is shown when asked for; total marks the last
    row as a sum; the rows of an ordered one make sense in their order alone.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[int, ...] = ()
    folded: bool = False
    total: bool = False
    ordered: bool = False
    strategy: int | None = None


@dataclass(frozen=True, slots=True)
class Illustration:
    """A figure as inline SVG, with the sentence that says what it shows and the numbers behind it.

    legend says what its marks mean; a small one may stand beside another; strategy is the number of
    the one that it shows, if it shows one.
    """

    title: str
    sentence: str
    svg: str
    data: Table
    legend: str = ""
    small: bool = False
    strategy: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One position of a slider: its chance in words, and the cells of each row."""

    percent: int
    chance: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Slider:
    """A table of budgets that follow a slider; it shows the default where scripts do not run.

    shown is the number of the strategy that the sentence speaks of; bases (S,) and budgets (S, P)
    hold the amounts behind the cells, so that a budget can be turned back into its chance.
    """

    label: str
    start: Step
    table: Table
    steps: tuple[Step, ...]
    sentences: Mapping[str, str]
    shown: int
    bases: tuple[float, ...]
    budgets: tuple[tuple[float, ...], ...]

    @property
    def sentence(self) -> str:
        """What the start says of the strategy shown."""
        budget, buffer, _ = self.start.cells[self.shown]
        side = "under" if buffer.startswith(MINUS) else "over"
        return self.sentences["covers"].format(
            label=self.table.rows[self.shown][0],
            budget=budget,
            chance=self.start.chance,
            buffer=buffer.lstrip(f"+{MINUS}"),
            side=self.sentences[side],
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under one heading."""

    id: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    slider: Slider | None = None
    tables: tuple[Table, ...] = ()
