"""What is wrong with edited rows, and with the table that they stand in."""

from pathlib import Path

import pytest

from tests.cli.edited import Simtco, edited, rows

NUMBER = "must be a number such as 12000.5, not"
DATE = "must be a date such as 2026-11-23, not"


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("inputs.pay", {"p90": "12,000"}, f'p90 {NUMBER} "12,000"'),
        ("inputs.pay", {"p90": "nan"}, f'p90 {NUMBER} "nan"'),
        ("inputs.pay", {"p90": "1000"}, "p90 = 1_000 must be above p50 = 12_000"),
        ("inputs.pay", {"base": ""}, "base is empty; write the number that a plan would say"),
        ("inputs.pay", {"as_of": "23/11/26"}, f'as_of {DATE} "23/11/26"'),
        ("inputs.pay", {"confidence": "sure"}, 'confidence = "sure" must be "high", "medium" or'),
        ("inputs.pay", {"kind": "pert"}, 'kind "pert" cannot take the place of "metalog" here'),
        ("inputs.pay", {"input": "inputs.play"}, 'named "inputs.play"; did you mean "inputs.pay"?'),
        ("inputs.pay", {"input": ""}, "the row names no input; fill the cell or leave the row out"),
        ("inputs.pay", {"min": "11000"}, "min = 11_000 must lie below p10 = 10_000"),
        ("people.devops_month", {"p10": "99000"}, "p50 = 15_300 must be above p10 = 99_000"),
        ("strategies.host.costs.ops.fte", {"base": "-1"}, "fte must not be below 0, and is -1"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_cell(
    simtco: Simtco, file: Path, name: str, cells: dict[str, str], message: str
) -> None:
    path = edited(simtco, file, **{name.replace(".", "__"): cells})
    said = simtco("check", file, "--inputs", path)
    line = list(rows(simtco("inputs", file, "--csv"))).index(name) + 2
    assert said.code == 2
    assert said.err.startswith(f"edited.csv:{line}:")
    assert message in said.err
    assert said.err.endswith("\n1 problem found\n")


def test_every_wrong_row_is_said_at_once(simtco: Simtco, file: Path) -> None:
    path = edited(
        simtco,
        file,
        inputs__pay={"base": "x"},
        inputs__known={"input": "inputs.share", "base": "1"},
    )
    said = simtco("check", file, "--inputs", path)
    assert "inputs.share has a row already, in line" in said.err
    assert f'base {NUMBER} "x"' in said.err
    assert said.err.endswith("2 problems found\n")


TWICE = 'edited.csv:1:11: two columns are named "p90"'
QUOTES = "edited.csv:2:1: not CSV: the quotation marks do not match"
MORE = "edited.csv:2:1: the row has more cells than there are columns"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'edited.csv: no column is named "input"'),
        ("inputs,base\n", 'edited.csv:1:1: no column is named "input"'),
        ("input,owners\n", 'edited.csv:1:7: no column is named "owners"; did you mean "owner"?'),
        ("input,p90,p90\n", TWICE),
        ('input,base\n"inputs.pay,3\n', QUOTES),
        ("input,base\ninputs.pay,1,2,3\n", MORE),
    ],
)
def test_what_is_wrong_with_the_table_is_said(
    simtco: Simtco, file: Path, text: str, message: str
) -> None:
    Path("edited.csv").write_text(text, encoding="utf-8")
    said = simtco("run", file, "--inputs", "edited.csv")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(message)


def test_a_file_that_is_not_there_or_not_utf8_is_said(simtco: Simtco, file: Path) -> None:
    missing = simtco("check", file, "--inputs", "none.csv")
    assert "none.csv: cannot be read: No such file" in missing.err
    Path("latin.csv").write_bytes("input,note\ninputs.pay,Löhne\n".encode("latin-1"))
    assert simtco("check", file, "--inputs", "latin.csv").err.startswith(
        "latin.csv:2:1: not UTF-8 text; save the file as CSV UTF-8"
    )
