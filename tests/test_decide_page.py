"""docs/decide.md: every key of [organisation], and an example whose answer is what is printed."""

import re
from pathlib import Path

import pytest

from simtco.words.organisation import Organisation
from tests.cli.conftest import simtco

PAGE = (Path(__file__).parent.parent / "docs/decide.md").read_text(encoding="utf-8")


def test_every_key_is_named_at_its_step() -> None:
    steps = "".join(line for line in PAGE.splitlines() if re.match(r"\| \d ", line))
    assert set(re.findall(r"`(\w+)`", steps)) == {*Organisation.model_fields, "delay"}


def test_the_example_answers_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    Path("page.toml").write_text(text, encoding="utf-8")
    assert simtco("decide", "page.toml").out.startswith(shown)
