"""What all commands share: help, version, usage, exit codes, errors as JSON; and the schema."""

import json
import re
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from simtco.cli.outcome import Outcome
from simtco.cli.progress import bar
from simtco.files.schema.generate import experiment_schema

Simtco = Callable[..., Any]

COMMANDS = ("run", "check", "new", "list", "show", "schema")


def test_exit_codes_are_what_the_manual_says() -> None:
    assert {code.name: int(code) for code in Outcome} == {
        "DONE": 0,
        "FAILED": 1,
        "USAGE": 2,
        "REQUIREMENT": 3,
        "INTERRUPTED": 130,
    }


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(simtco: Simtco, option: str) -> None:
    said = simtco(option)
    assert (said.code, said.err) == (0, "")
    for command in COMMANDS:
        assert command in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_every_option_a_sentence(simtco: Simtco, command: str) -> None:
    said = simtco(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert f"simtco {command}" in said.out
    options = set(re.findall(r"--[a-z-]+", said.out)) - {"--help"}
    for option in options:
        row = re.search(
            rf"^ {{2,8}}(?:-\w, )?{option}\b(.*(?:\n {{20,}}.*)*)", said.out, re.MULTILINE
        )
        assert row
        assert re.search(r"[a-z]{3,}\s+[a-z]", row[1]), f"{option} says nothing"


def test_no_command_shows_help_and_is_a_usage_error(simtco: Simtco) -> None:
    said = simtco()
    assert said.code == 2
    assert "run" in said.out + said.err
    assert said.err == "", "no half sentence below the help"


def test_version(simtco: Simtco) -> None:
    said = simtco("--version")
    assert (said.code, said.out, said.err) == (0, f"simtco {metadata.version('simtco')}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["runn"], "No such command 'runn'"),
        (["run"], "Missing argument"),
        (["check"], "Missing argument"),
        (["check", "a.toml", "b.toml"], "unexpected extra argument"),
        (["check", "tiny.toml", "--loud"], "No such option: --loud"),
        (["check", "tiny.toml", "--set"], "--set"),
        (["check", "tiny.toml", "--set", "x"], "write --set KEY=VALUE"),
        (["check", "tiny.toml", "--set", "=3"], "write --set KEY=VALUE"),
        (["check", "tiny.toml", "--set", "a..b=3"], "write --set KEY=VALUE"),
        (["run", "tiny.toml", "--workers", "0"], "--workers"),
        (["run", "tiny.toml", "--workers", "two"], "--workers"),
        (["run", "tiny.toml", "--trials", "1e9"], "trials"),
        (["run", "tiny.toml", "--trials", "-1"], "trials"),
        (["run", "tiny.toml", "--trials", "0"], "trials"),
        (["run", "tiny.toml", "--trials", "many"], "trials"),
        (["run", "tiny.toml", "--trials", "1000000000000"], "trials"),
        (["run", "tiny.toml", "--seed", "-1"], "seed"),
        (["run", "tiny.toml", "--seed", "9" * 30], "seed"),
        (["run", "tiny.toml", "--seed", ""], "seed"),
        (["--verbose"], "No such option: --verbose"),
        (["schema", "x"], "unexpected extra argument"),
        (["list", "--topic", "peopel"], 'no topic has that name; did you mean "people"?'),
        (["list", "--topic", "zzz"], "no topic has that name; topics are api_prices, "),
        (["list", "--confidence", "High"], "write low, medium or high"),
        (["list", "--older-than", "-1"], "write a whole number of months from 0 to 1,200"),
        (["list", "--older-than", "1.5"], "write a whole number of months from 0 to 1,200"),
        (["list", "--older-than", "1201"], "write a whole number of months from 0 to 1,200"),
        (["list", "--older-than", "9" * 5_000], "write a whole number of months"),
        (["list", "--catalogue", "nowhere"], "nowhere: cannot be read: No such file"),
        (["show"], "Missing argument"),
        (["show", "people.devops_month", "--set", "a=3"], "name it: --in FILE"),
        (["show", "a", "b"], "unexpected extra argument"),
        (["show", "people.devops_month", "--in", "nowhere.toml"], "nowhere.toml: cannot be read"),
        (["check", "tiny.toml", "--catalogue", "tiny.toml"], "tiny.toml: is a file; name the"),
        (["run", "tiny.toml", "--catalogue", "."], "tiny.toml:2:1: title = "),
    ],
)
def test_usage_errors_leave_with_2_and_say_so_on_stderr(
    simtco: Simtco, tiny: Path, arguments: list[str], message: str
) -> None:
    said = simtco(*arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert "Traceback" not in said.err
    assert not Path("reports").exists()


@pytest.mark.parametrize("value", ["many", "1e9", "1.5"])
def test_a_number_of_an_option_is_refused_in_our_own_words(
    simtco: Simtco, tiny: Path, value: str
) -> None:
    said = simtco("run", tiny, "--trials", value)
    assert "whole number" in said.err
    assert "Input should" not in said.err
    assert "parse" not in said.err


def test_a_mistake_in_an_option_names_the_option_that_was_written(
    simtco: Simtco, tiny: Path
) -> None:
    assert simtco("run", tiny, "--trials", "0").err.startswith("--trials 0: trials")
    assert simtco("run", tiny, "--seed", "-1").err.startswith("--seed -1: seed")


@pytest.mark.parametrize(
    "arguments",
    [["runn", "--json"], ["check", "--json"], ["check", "tiny.toml", "--json", "--set", "x"]],
)
def test_usage_errors_are_json_where_json_is_asked_for(
    simtco: Simtco, tiny: Path, arguments: list[str]
) -> None:
    said = simtco(*arguments)
    assert (said.code, said.err) == (2, "")
    assert [list(error) for error in said.data["errors"]] == [["message"]]


def test_schema_prints_the_schema(simtco: Simtco) -> None:
    said = simtco("schema")
    assert (said.code, said.err) == (0, "")
    assert said.data == experiment_schema()
    assert said.out == json.dumps(experiment_schema(), indent=1, ensure_ascii=False) + "\n"


def test_no_bar_where_stderr_is_no_terminal_or_silence_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with bar(quiet=False) as progress:
        assert progress is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with bar(quiet=True) as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")
