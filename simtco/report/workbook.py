"""The results as an Excel workbook; needs the extra `excel`."""

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from simtco.report.sheets import Sheet, Sort, Value

FILE = "results.xlsx"
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001  (one for all: equal results, equal bytes)
_NARROWEST, _WIDEST = 9, 60
_LONGEST = 32_767  # letters that a cell can hold
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """One sheet a table: bold heading that stays in sight, numbers as numbers; equal bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": "simtco results", "created": _CREATED})
        for sheet in sheets:
            _write(book, sheet)
    return buffer.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "bottom": 1})
    page.freeze_panes(1, 1)
    for at, (heading, sort) in enumerate(sheet.columns):
        cells = [row[at] for row in sheet.rows]
        shape = book.add_format({"num_format": _number_format(sort, cells), "valign": "top"})
        if sort == "text":
            shape.set_text_wrap()
        page.set_column(at, at, _width(heading, cells), shape)
        page.write_string(0, at, heading, bold)
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                page.write_string(row, at, cell[:_LONGEST], shape)
            elif cell is not None:
                page.write_number(row, at, cell, shape)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _number_format(sort: Sort, cells: Sequence[Value]) -> str:
    """Money to the unit from 100 on, to the cent below, and as a power of ten where it is tiny."""
    if sort != "money":
        return {"share": "0.0%", "whole": "0", "number": "General", "text": "@"}[sort]
    largest = max((abs(cell) for cell in cells if isinstance(cell, float | int)), default=0.0)
    if 0.0 < largest < 1.0:
        return "0.00E+00"
    return "#,##0" if largest >= 100.0 else "#,##0.00"


def _width(heading: str, cells: Sequence[Value]) -> float:
    texts = (cell if isinstance(cell, str) else f"{cell or 0:,.0f}" for cell in cells)
    return min(max(_NARROWEST, len(heading) + 3, *(len(text) + 2 for text in texts)), _WIDEST)
