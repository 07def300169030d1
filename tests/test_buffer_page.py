"""docs/buffer.md: every requirement, and an example whose answer is what is printed."""

import re
from pathlib import Path

import pytest

from simtco.words.requirements import Requirements
from tests.cli.conftest import simtco

PAGE = (Path(__file__).parent.parent / "docs/buffer.md").read_text(encoding="utf-8")


def test_every_requirement_is_named() -> None:
    named = re.findall(r"^\| `(\w+)\.NAME`", PAGE, re.MULTILINE)
    assert named == list(Requirements.model_fields)


def test_the_example_answers_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    Path("page.toml").write_text(text, encoding="utf-8")
    assert simtco("buffer", "page.toml", "--strategy", "host").out.startswith(shown)
    assert simtco("run", "page.toml", "--quiet").code == 0
