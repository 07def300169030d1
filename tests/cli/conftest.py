"""The command in this process, its streams apart; a process of its own only where it must be."""

import contextlib
import datetime as dt
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from simtco.cli.main import main
from tests.cli.edited import TEXT

TODAY = dt.date(2026, 11, 23)
TINY = """
title = "Rent or host?"
horizon_months = 3

[strategies.rent.costs.bill]
kind = "line"
monthly = "3_000 to 5_000"

[strategies.host.costs.gpus]
kind = "line"
monthly = "2_000 to 7_000"
"""


@dataclass(frozen=True)
class Said:
    """What a command left behind: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON object on stdout."""
        return json.loads(self.out)


def simtco(*arguments: str | Path, today: dt.date = TODAY) -> Said:
    """Run the command as the shell would, in this process, on a day of its own."""
    out, err = io.StringIO(), io.StringIO()
    said = sys.argv
    sys.argv = ["simtco", *map(str, arguments)]
    code: Any = 0
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            patch("simtco.cli.clock.today", return_value=today),
        ):
            main()
    except SystemExit as exit_:
        code = exit_.code
    finally:
        sys.argv = said
    return Said(int(code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(name="simtco", scope="session")
def _simtco() -> Callable[..., Said]:
    return simtco


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small experiment in the current folder, which is empty otherwise."""
    monkeypatch.chdir(tmp_path)
    path = Path("tiny.toml")
    path.write_text(TINY, encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An experiment with numbers of many forms in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("e.toml")
    path.write_text(TEXT, encoding="utf-8")
    return path
