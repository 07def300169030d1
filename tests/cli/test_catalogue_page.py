"""docs/catalogue.md: its commands work, and its folder does what the page says."""

import datetime as dt
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Simtco = Callable[..., Any]

PAGE = (Path(__file__).parents[2] / "docs/catalogue.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(autouse=True)
def _company(simtco: Simtco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's folder, beside the starter."""
    monkeypatch.chdir(tmp_path)
    assert simtco("new", "our_bot.toml").code == 0
    (text,) = blocks("toml")
    Path("company").mkdir()
    Path("company/people.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "line", [line for block in blocks("sh") for line in block.strip().splitlines()]
)
def test_each_command_works(simtco: Simtco, line: str) -> None:
    _, *arguments = shlex.split(line, comments=True)
    quick = ["--set", "simulation.trials=1"] if arguments[0] == "run" else []
    said = simtco(*arguments, *quick)
    assert (said.code, said.err) == (0, "")
    assert said.out


def test_the_warning_is_what_the_page_says_from_the_next_day_on(simtco: Simtco) -> None:
    (warning,) = blocks("text")
    command = ("check", "our_bot.toml", "--catalogue", "company")
    assert warning not in simtco(*command, today=dt.date(2027, 10, 31)).err
    assert warning in simtco(*command, today=dt.date(2027, 11, 1)).err


def test_without_replaces_it_is_a_note(simtco: Simtco) -> None:
    path = Path("company/people.toml")
    path.write_text(path.read_text(encoding="utf-8").replace("replaces   = true\n", ""))
    said = simtco("check", "our_bot.toml", "--catalogue", "company")
    assert said.err.startswith("note: company/people.toml:1:1 @people.devops_month replaces the")
