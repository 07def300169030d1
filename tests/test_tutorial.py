"""docs/tutorial.md and docs/spreadsheets.md: each command does what the page shows."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import simtco

DOCS = Path(__file__).parent.parent / "docs"
TUTORIAL = (DOCS / "tutorial.md").read_text(encoding="utf-8")
SPREADSHEETS = (DOCS / "spreadsheets.md").read_text(encoding="utf-8")
SHOWN = "\n".join(re.findall(r"```console\n(.*?)```", TUTORIAL, re.DOTALL))


def test_the_tutorial_shows_what_a_new_user_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for step in re.split(r"^\$ simtco ", SHOWN, flags=re.MULTILINE)[1:]:
        command, _, shown = step.partition("\n")
        said = simtco(*shlex.split(command))
        assert said.code == 0, said.err
        seen = said.out + said.err
        if shown.strip().endswith("..."):
            assert seen.startswith(shown.strip().removesuffix("...")), command
        else:
            assert seen.strip() == shown.strip(), command


def test_the_commands_on_spreadsheets_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert simtco("new", "our_bot.toml").code == 0
    for block in re.findall(r"```sh\n(.*?)```", SPREADSHEETS, re.DOTALL):
        for line in block.strip().splitlines():
            _, *arguments = shlex.split(line, comments=True)
            quick = ["--trials", "1"] if arguments[0] == "run" else []
            assert simtco(*arguments, *quick).code == 0, line
    for name in ("strategies.csv", "percentiles.csv", "results.xlsx"):
        assert Path("reports/our_bot", name).exists()
        assert name in SPREADSHEETS
