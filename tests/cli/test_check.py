"""simtco check: everything that is wrong with a file, at once, and what is only worth knowing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Simtco = Callable[..., Any]


def test_a_sound_file(simtco: Simtco, tiny: Path) -> None:
    said = simtco("check", tiny)
    assert (said.code, said.err) == (0, "")
    assert said.out == "tiny.toml: sound; 2 strategies, 2 uncertain numbers, 3 months\n"
    assert not Path("reports").exists()


def test_an_input_that_nothing_uses_is_a_note(simtco: Simtco, tiny: Path) -> None:
    said = simtco("check", tiny, "--set", "inputs.pay=3 to 5", "--set", "inputs.fee=2")
    assert said.code == 0
    assert said.err.splitlines() == [
        "note: inputs.pay is used by nothing",
        "note: inputs.fee is used by nothing",
    ]
    used = simtco(
        *("check", tiny, "--set", "inputs.pay=3 to 5"),
        *("--set", "strategies.rent.costs.bill.monthly=@inputs.pay"),
    )
    assert used.err == ""


def test_what_check_says_as_json(simtco: Simtco, tiny: Path) -> None:
    said = simtco("check", tiny, "--json", "--set", "inputs.pay=3 to 5")
    assert said.code == 0
    assert said.data == {
        "experiment": "tiny.toml",
        "strategies": ["rent", "host"],
        "inputs": 3,
        "notes": ["inputs.pay is used by nothing"],
        "warnings": [],
    }


def test_every_problem_at_once_with_line_column_and_caret(simtco: Simtco, tiny: Path) -> None:
    tiny.write_text('title = 3\nhorizon_months = 0\n[strategies.a]\nlabel = "x"\n')
    said = simtco("check", tiny)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == "3 problems found"
    heads = [line for line in said.err.splitlines() if line.startswith("tiny.toml:")]
    assert [line.split(": ")[0] for line in heads] == [
        "tiny.toml:1:1",
        "tiny.toml:2:1",
        "tiny.toml:3:1",
    ]
    assert said.err.splitlines()[1:3] == ["    1 | title = 3", "      | ^ title"]


def test_errors_as_json_have_file_line_column_key_and_message(simtco: Simtco, tiny: Path) -> None:
    tiny.write_text('title = "x"\nhorizon_months = 0\n[strategies.a.costs.b]\nkind = "line"\n')
    said = simtco("check", tiny, "--json", "--set", "simulation.trails=3")
    assert (said.code, said.err) == (2, "")
    errors = said.data["errors"]
    assert [list(error) for error in errors] == [["file", "line", "column", "key", "message"]] * 3
    assert [(error["file"], error["line"], error["column"], error["key"]) for error in errors] == [
        ("--set simulation.trails=3", 0, 0, "trails"),
        ("tiny.toml", 2, 1, "horizon_months"),
        ("tiny.toml", 3, 1, "b"),
    ]
    assert errors[1]["message"] == "horizon_months = 0 must be at least 1"


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.toml", "cannot be read: No such file or directory"),
        ("nowhere/x.toml", "cannot be read: No such file or directory"),
        ("tiny.toml/x.toml", "cannot be read: Not a directory"),
        (".", "cannot be read: "),
        ("n" * 300, "cannot be read: File name too long"),
    ],
)
def test_a_file_that_cannot_be_read(
    simtco: Simtco, tiny: Path, command: str, path: str, message: str
) -> None:
    said = simtco(command, path)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{path}: {message}")
    as_json = simtco(command, path, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    assert as_json.data["errors"][0]["file"] == path


def test_a_file_that_is_too_large_is_not_read(simtco: Simtco, tiny: Path) -> None:
    with tiny.open("ab") as file:
        file.truncate(5_000_000)
    said = simtco("check", tiny)
    assert said.code == 2
    assert "larger than 2,000,000 bytes" in said.err


def test_a_device_is_no_file(simtco: Simtco, tiny: Path) -> None:
    assert simtco("check", "/dev/null").code == 2
