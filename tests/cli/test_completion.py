"""Completion after Tab: each shell asks in its own way and gets the same words."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Simtco = Callable[..., Any]
Complete = Callable[[str], list[str]]


@pytest.fixture
def bash(simtco: Simtco, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """What bash is told of a line whose last word is incomplete."""

    def complete(line: str) -> list[str]:
        monkeypatch.setenv("_SIMTCO_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        said = simtco()
        assert (said.code, said.err) == (0, "")
        return [word for word in said.out.splitlines() if word]

    return complete


def test_commands_and_options(bash: Complete) -> None:
    assert bash("simtco ru") == ["run"]
    assert bash("simtco run x.toml --tr") == ["--trials"]


def test_experiment_files_and_what_the_only_folder_holds(bash: Complete, tiny: Path) -> None:
    Path("notes.md").write_text("no experiment", encoding="utf-8")
    Path(".hidden.toml").write_text("", encoding="utf-8")
    Path("cases/old").mkdir(parents=True)
    shutil.copy(tiny, "cases/old/first.toml")
    assert bash("simtco run ") == ["cases/", "tiny.toml"]
    assert bash("simtco check ca") == ["cases/old/first.toml"]
    assert bash("simtco show x --in ti") == ["tiny.toml"]
    assert bash("simtco run no/such/") == []


def test_strategies_and_keys_are_those_of_the_file(bash: Complete, tiny: Path) -> None:
    assert bash(f"simtco buffer {tiny} --strategy ") == ["rent", "host"]
    assert bash(f"simtco run {tiny} --set hor") == ["horizon_months="]
    assert bash(f"simtco sweep {tiny} strategies.host.costs.gpus.m") == [
        "strategies.host.costs.gpus.monthly"
    ]


def test_a_broken_file_completes_to_nothing(bash: Complete, tiny: Path) -> None:
    tiny.write_text("[[[", encoding="utf-8")
    assert bash(f"simtco buffer {tiny} --strategy ") == []
    assert bash("simtco buffer missing.toml --strategy ") == []


def test_the_catalogue(bash: Complete) -> None:
    assert "people.devops_month" in bash("simtco show people.d")
    assert "@people.devops_month" in bash("simtco show @people.d")
    assert "people" in bash("simtco list --topic pe")
    assert bash("simtco list --confidence m") == ["medium"]


def test_zsh_and_fish_hear_the_same(
    simtco: Simtco, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"simtco buffer {tiny} --strategy ho")
    monkeypatch.setenv("_SIMTCO_COMPLETE", "complete_zsh")
    assert simtco().out.strip() == """_arguments '*: :(("host"))'"""
    monkeypatch.setenv("_SIMTCO_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    assert simtco().out.strip() == "host"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_takes_the_script_that_it_is_given(shell: str, tiny: Path) -> None:
    """The script is read by the shell itself; bash then completes with it."""
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this machine")
    beside = Path(sys.executable).parent
    if not (beside / "simtco").exists():
        pytest.skip("the simtco script is not installed beside this Python")
    asked = {**os.environ, "PATH": f"{beside}:{os.environ['PATH']}"}
    script = subprocess.run(
        [beside / "simtco"],
        env={**asked, "_SIMTCO_COMPLETE": f"source_{shell}"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "simtco" in script
    Path("script").write_text(script, encoding="utf-8")
    commands = {
        "bash": "source ./script; COMP_WORDS=(simtco run ti); COMP_CWORD=2; "
        "_simtco_completion simtco; printf '%s\\n' \"${COMPREPLY[@]}\"",
        "zsh": "autoload -Uz compinit; compinit -u -D; source ./script; "
        "whence -w _simtco_completion",
        "fish": "source ./script; complete -C 'simtco run ti'",
    }
    done = subprocess.run(
        [shell, "-c", commands[shell]], env=asked, capture_output=True, text=True, check=False
    )
    expected = {"bash": str(tiny), "zsh": "_simtco_completion: function", "fish": str(tiny)}
    assert done.stdout.strip() == expected[shell], done.stderr
