"""docs/backtest.md: what is printed is what the command says."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import simtco

PAGE = (Path(__file__).parents[2] / "docs/backtest.md").read_text(encoding="utf-8")


def test_the_session_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for language, name in (("toml", "page.toml"), ("csv", "bills.csv")):
        (text,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
        Path(name).write_text(text, encoding="utf-8")
    (command,) = re.findall(r"```sh\nsimtco (.*?)\n```", PAGE, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    said = simtco(*command.split())
    assert (said.code, said.err) == (0, "")
    assert said.out == shown


def test_every_share_of_the_page_is_in_the_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, name in (("toml", "page.toml"), ("csv", "bills.csv")):
        (text,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
        Path(name).write_text(text, encoding="utf-8")
    data = simtco("backtest", "page.toml", "bills.csv", "--json").data
    named = set(re.findall(r"`(p_\w+)`", PAGE))
    assert named == {key for key in data["calibration"] if key.startswith("p_")}
