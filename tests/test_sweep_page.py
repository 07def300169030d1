"""docs/sweep.md and docs/compare.md: what is printed is what the commands say."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import simtco

DOCS = Path(__file__).parent.parent / "docs"


def test_each_session_of_the_page_on_sweeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / "sweep.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (text,) = re.findall(r"```toml\n(title.*?)```", page, re.DOTALL)
    Path("page.toml").write_text(text, encoding="utf-8")
    sessions = re.findall(r"```sh\nsimtco ([^\n]*)\n```\n\n```text\n(.*?)```", page, re.DOTALL)
    assert len(sessions) == 2
    for command, shown in sessions:
        said = simtco(*command.split())
        assert (said.code, said.out) == (0, shown)


def test_the_scenarios_of_the_page_are_laid_over_its_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / "sweep.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    example, asked, scenarios = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    Path("page.toml").write_text(example + asked + scenarios, encoding="utf-8")
    found = simtco("run", "page.toml", "--trials", "4096", "--json").data
    assert [each["scenario"] for each in found["scenarios"]] == ["price_war", "launch"]
    assert [len(each["points"]) for each in found["sweeps"]] == [9, 25]


def test_the_session_of_the_page_on_comparing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / "compare.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    ((commands, shown),) = re.findall(r"```sh\n(.*?)\n```\n\n```text\n(.*?)```", page, re.DOTALL)
    Path("page.toml").write_text(text, encoding="utf-8")
    *runs, last = (line.removeprefix("simtco ").split() for line in commands.splitlines())
    for words in runs:
        assert simtco(*words).code == 0
    said = simtco(*last)
    assert (said.code, said.out) == (0, shown)
