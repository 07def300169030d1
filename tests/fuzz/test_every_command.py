"""Whatever lies where a command expects a file: a message and an exit code, for every command."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import typer
from typer.core import TyperArgument

from simtco.cli.main import app
from tests.cli.conftest import TINY, simtco

WRITTEN = {"out", "figures", "path"}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
ODD = {
    "nothing": b"",
    "nul bytes": b"\0" * 100,
    "utf-16": "a,b\n1,2\n".encode("utf-16"),
    "half a letter": b"a,b\n\xc3",
    "an open quote": b'a,b\n"1,2\n',
    "a long cell": b"a,b\n" + b"1" * 200_000 + b",2\n",
    "deep json": b"[" * 100_000,
    "json of nothing": b"{}",
    "a json number": b"1e999",
    "no numbers": b"timestamp,model,input_tokens,output_tokens,cost_usd\nx,y,nan,inf,-1\n",
    "deep toml": b"a = " + b"[" * 400 + b"]" * 400,
    "an experiment": TINY.encode(),
}


def asked_for(command: Any) -> Iterator[list[str]]:
    """Calls of a command with `odd` at each place where a file or folder may stand."""
    hints = {name: str(hint) for name, hint in get_type_hints(command.callback).items()}
    files = [param for param in command.params if "Path" in hints[param.name]]
    needed = [param for param in command.params if param.required]

    def call(file: str) -> list[str]:
        return [word for each in needed for word in _words(each, file if each in files else "1")]

    if any(param in files for param in needed):
        yield call("odd")
    for param in files:
        if not param.required and param.name not in WRITTEN:
            yield [*call("tiny.toml"), *_words(param, "odd")]


def _words(param: Any, value: str) -> list[str]:
    return [value] if isinstance(param, TyperArgument) else [param.opts[0], value]


CALLS = [
    pytest.param(name, call, id=f"{name} {' '.join(call)}")
    for name, command in COMMANDS.items()
    for call in asked_for(command)
]


@pytest.mark.parametrize(("name", "call"), CALLS)
def test_an_odd_file_is_a_message_and_an_exit_code(
    name: str, call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tiny.toml").write_text(TINY, encoding="utf-8")
    for content in ODD.values():
        Path("odd").write_bytes(content)
        said = simtco(name, *call)
        assert said.code in {0, 1, 2}
        if said.code:
            assert (said.err + said.out).strip()
            assert "Traceback" not in said.err + said.out


def test_every_command_that_reads_a_file_is_tried() -> None:
    tried = {name for name, _ in (param.values[:2] for param in CALLS)}
    assert tried >= {"run", "check", "compare", "calibrate", "backtest", "measure", "decide"}
