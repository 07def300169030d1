"""Results as CSV and as an Excel workbook, read again as a spreadsheet reads them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from simtco.report.sheets import Sheet
from simtco.report.workbook import workbook

Simtco = Callable[..., Any]

TEXT = """
title = "=1+1 or host?"
horizon_months = 3
simulation.trials = 1
notes = ["@SUM(A1)"]

[strategies.rent]
label = "=HYPERLINK(1)"
[strategies.rent.costs.bill]
kind = "line"
category = "compute"
monthly = { p10 = 300, p50 = 400, p90 = 600, note = "-1 is a note", source = "https://example.org" }

[strategies.host.costs.gpus]
kind = "line"
monthly = 500
"""


@pytest.fixture(scope="module")
def folder(simtco: Simtco, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of one run, with everything for spreadsheets beside it."""
    place = tmp_path_factory.mktemp("sheets")
    file = place / "e.toml"
    file.write_text(TEXT, encoding="utf-8")
    said = simtco("run", file, "--out", place, "--csv", "--excel")
    assert (said.code, said.err) == (0, "")
    return place / "e"


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_each_table_is_a_csv_file_and_a_sheet(folder: Path) -> None:
    names = ["Strategies", "Inputs", "Categories", "Months", "Percentiles"]
    assert {path.stem for path in folder.glob("*.csv")} == {name.lower() for name in names}
    book = openpyxl.load_workbook(folder / "results.xlsx")
    assert book.sheetnames == ["Answer", *names]
    for name in names:
        heading, *rows = table(folder / f"{name.lower()}.csv")
        sheet = list(book[name].iter_rows(values_only=True))
        assert list(sheet[0]) == heading
        assert len(sheet) == len(rows) + 1


def test_the_numbers_are_those_of_the_summary(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_bytes())["strategies"]
    heading, *rows = table(folder / "strategies.csv")
    book = openpyxl.load_workbook(folder / "results.xlsx")["Strategies"]
    sheet = list(book.iter_rows(min_row=2, values_only=True))
    for cells, row in zip(rows, sheet, strict=True):
        found = summary[cells[0]]
        for key in ("base", "mean", "p5", "p80", "cvar95", "p_cheapest"):
            at = heading.index(key)
            assert float(cells[at]) == found[key] == pytest.approx(row[at], rel=1e-15)
    heading, *rows = table(folder / "percentiles.csv")
    assert heading == ["percentile", "rent", "host"]
    at_80 = next(row for row in rows if row[0] == "80")
    assert float(at_80[1]) == pytest.approx(summary["rent"]["p80"], rel=1e-12)
    assert float(at_80[2]) == 3 * 500


def test_months_end_at_the_total_and_categories_add_up(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_bytes())["strategies"]
    _, *months = table(folder / "months.csv")
    last = next(row for row in months if row[:2] == ["host", "3"])
    assert [float(cell) for cell in last[2:]] == [1500.0] * 3
    _, *categories = table(folder / "categories.csv")
    for name, found in summary.items():
        total = sum(float(mean) for strategy, _, mean in categories if strategy == name)
        assert total == pytest.approx(found["mean"])


def test_a_text_is_never_run_as_a_formula(folder: Path) -> None:
    label = table(folder / "strategies.csv")[1][1]
    assert label == "'=HYPERLINK(1)"
    row = next(row for row in table(folder / "inputs.csv") if row[0].startswith("strategies.rent"))
    assert "'-1 is a note" in row
    book = openpyxl.load_workbook(folder / "results.xlsx")
    assert book["Strategies"]["B2"].value == "=HYPERLINK(1)"
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n"}, "texts and numbers, no formula"
    assert not any(cell.hyperlink for cell in cells)
    with zipfile.ZipFile(folder / "results.xlsx") as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in sheet for sheet in sheets)


def test_numbers_have_a_format_and_the_heading_stays_in_sight(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "results.xlsx")
    sheet = book["Strategies"]
    heading = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heading.index("mean") + 1).number_format == "#,##0"
    assert sheet.cell(2, heading.index("p_cheapest") + 1).number_format == "0.0%"
    assert sheet.freeze_panes == "B2"
    assert sheet["A1"].font.bold


def test_the_first_sheet_says_the_answer(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "results.xlsx")
    rows = list(book["Answer"].iter_rows(values_only=True))
    says = dict(row[:2] for row in rows)
    assert says["question"] == "=1+1 or host?"
    assert "futures" in str(says["answer"])
    assert says["note"] == "@SUM(A1)"
    assert "experiment" in says


def test_equal_tables_are_equal_bytes_and_tiny_money_stays_readable() -> None:
    sheets = [Sheet("Months", (("a", "text"), ("b", "money")), (("x", 0.001), (None, 0.002)))]
    assert workbook(sheets) == workbook(sheets)
    page = openpyxl.load_workbook(io.BytesIO(workbook(sheets)))["Months"]
    assert page["B2"].number_format == "0.00E+00"
    assert page["A3"].value is None


def test_the_next_run_without_them_leaves_none_of_the_old(
    simtco: Simtco, folder: Path, tmp_path: Path
) -> None:
    old = tmp_path / "e"
    old.mkdir()
    for path in folder.iterdir():
        (old / path.name).write_bytes(path.read_bytes())
    (tmp_path / "e.toml").write_text(TEXT, encoding="utf-8")
    assert simtco("run", tmp_path / "e.toml", "--out", tmp_path, "--quiet").code == 0
    left = {path.name for path in old.iterdir()}
    assert left == {"report.html", "report.md", "summary.json", "run.json"}


def test_without_the_extra_it_says_what_to_install(
    simtco: Simtco, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simtco.cli.run.find_spec", lambda _name: None)
    said = simtco("run", tiny, "--excel")
    assert (said.code, said.out) == (2, "")
    assert "--excel needs the extra excel: pip install 'simtco[excel]'" in said.err
    assert not Path("reports").exists()
