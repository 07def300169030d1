"""A vendor is one file in its folder."""

import sys
from pathlib import Path

import pytest

import simtco.providers.vendors
from simtco.providers.kinds import KINDS
from simtco.providers.provider import Provider
from simtco.words.base import discover, kind_of

ECHO = """
from typing import Literal

from simtco.providers.provider import Provider


class Echo(Provider):
    home = "http://localhost"
    home_key = "ECHO_KEY"
    kind: Literal["echo"] = "echo"
"""


def test_both_protocols_are_found() -> None:
    assert [kind_of(kind) for kind in KINDS] == ["anthropic", "openai"]


def test_a_file_that_is_dropped_in_is_a_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "echo.py").write_text(ECHO, encoding="utf-8")
    package = simtco.providers.vendors
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    found = [kind_of(kind) for kind in discover(package.__name__, Provider)]
    sys.modules.pop("simtco.providers.vendors.echo")
    assert found == ["anthropic", "echo", "openai"]
