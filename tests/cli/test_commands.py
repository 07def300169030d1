"""check, new, list, schema and version; usage, exit codes and errors as JSON."""

import json
import re
import tomllib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from simtco.cli.outcome import Outcome
from simtco.cli.progress import bar
from simtco.files.catalogue import Catalogue
from simtco.files.load import load
from simtco.files.schema.generate import experiment_schema

Simtco = Callable[..., Any]

COMMANDS = ("run", "check", "new", "list", "schema")


def test_exit_codes_are_what_the_manual_says() -> None:
    assert {code.name: int(code) for code in Outcome} == {
        "DONE": 0,
        "FAILED": 1,
        "USAGE": 2,
        "REQUIREMENT": 3,
        "INTERRUPTED": 130,
    }


# --------------------------------------------------------------------------- help and version


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
        row = re.search(rf"{option}.*", said.out)
        assert row
        assert re.search(r"[a-z]{3,} [a-z]", row[0][len(option) :]), f"{option} says nothing"


def test_no_command_shows_help_and_is_a_usage_error(simtco: Simtco) -> None:
    said = simtco()
    assert said.code == 2
    assert "run" in said.out + said.err
    assert said.err == "", "no half sentence below the help"


def test_version(simtco: Simtco) -> None:
    said = simtco("--version")
    assert (said.code, said.out, said.err) == (0, f"simtco {metadata.version('simtco')}\n", "")


# ------------------------------------------------------------------------------- usage errors


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


# -------------------------------------------------------------------------------------- check


def test_a_sound_file(simtco: Simtco, tiny: Path) -> None:
    said = simtco("check", tiny)
    assert (said.code, said.err) == (0, "")
    assert said.out == "tiny.toml: sound; 2 strategies, 2 uncertain numbers, 3 months\n"
    assert not Path("reports").exists()


def test_an_input_that_nothing_uses_is_a_note(simtco: Simtco, tiny: Path) -> None:
    said = simtco("check", tiny, "--set", "inputs.pay=3 to 5", "--set", "inputs.fee=2")
    assert said.code == 0
    assert said.err.splitlines() == [
        "note: inputs.pay is used by nothing",
        "note: inputs.fee is used by nothing",
    ]
    used = simtco(
        *("check", tiny, "--set", "inputs.pay=3 to 5"),
        *("--set", "strategies.rent.costs.bill.monthly=@inputs.pay"),
    )
    assert used.err == ""


def test_what_check_says_as_json(simtco: Simtco, tiny: Path) -> None:
    said = simtco("check", tiny, "--json", "--set", "inputs.pay=3 to 5")
    assert said.code == 0
    assert said.data == {
        "experiment": "tiny.toml",
        "strategies": ["rent", "host"],
        "inputs": 3,
        "notes": ["inputs.pay is used by nothing"],
    }


def test_every_problem_at_once_with_line_column_and_caret(simtco: Simtco, tiny: Path) -> None:
    tiny.write_text('title = 3\nhorizon_months = 0\n[strategies.a]\nlabel = "x"\n')
    said = simtco("check", tiny)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == "3 problems found"
    heads = [line for line in said.err.splitlines() if line.startswith("tiny.toml:")]
    assert [line.split(": ")[0] for line in heads] == [
        "tiny.toml:1:1",
        "tiny.toml:2:1",
        "tiny.toml:3:1",
    ]
    assert said.err.splitlines()[1:3] == ["    1 | title = 3", "      | ^ title"]


def test_errors_as_json_have_file_line_column_key_and_message(simtco: Simtco, tiny: Path) -> None:
    tiny.write_text('title = "x"\nhorizon_months = 0\n[strategies.a.costs.b]\nkind = "line"\n')
    said = simtco("check", tiny, "--json", "--set", "simulation.trails=3")
    assert (said.code, said.err) == (2, "")
    errors = said.data["errors"]
    assert [list(error) for error in errors] == [["file", "line", "column", "key", "message"]] * 3
    assert [(error["file"], error["line"], error["column"], error["key"]) for error in errors] == [
        ("--set simulation.trails=3", 0, 0, "trails"),
        ("tiny.toml", 2, 1, "horizon_months"),
        ("tiny.toml", 3, 1, "b"),
    ]
    assert errors[1]["message"] == "horizon_months = 0 must be at least 1"


@pytest.mark.parametrize("command", ["check", "run"])
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere.toml", "cannot be read: No such file or directory"),
        ("nowhere/x.toml", "cannot be read: No such file or directory"),
        ("tiny.toml/x.toml", "cannot be read: Not a directory"),
        (".", "cannot be read: "),
        ("n" * 300, "cannot be read: File name too long"),
    ],
)
def test_a_file_that_cannot_be_read(
    simtco: Simtco, tiny: Path, command: str, path: str, message: str
) -> None:
    said = simtco(command, path)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{path}: {message}")
    as_json = simtco(command, path, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    assert as_json.data["errors"][0]["file"] == path


def test_a_file_that_is_too_large_is_not_read(simtco: Simtco, tiny: Path) -> None:
    with tiny.open("ab") as file:
        file.truncate(5_000_000)
    said = simtco("check", tiny)
    assert said.code == 2
    assert "larger than 4,000,000 bytes" in said.err


def test_a_device_is_no_file(simtco: Simtco, tiny: Path) -> None:
    assert simtco("check", "/dev/null").code == 2


ODD = {
    "nothing": b"",
    "nul bytes": b"\0" * 100,
    "an image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "utf-16": 'title = "x"\n'.encode("utf-16"),
    "a lone carriage return": b'title = "x"\rhorizon_months = 1\r',
    "only a comment": b"# nothing\n",
    "only a byte order mark": b"\xef\xbb\xbf",
    "json": b'{"title": "x"}',
    "yaml": b"title: x\nhorizon_months: 12\n",
    "a python file": b"import os\n",
    "an emoji key": '"🚀" = 1\n'.encode(),
    "right to left": 'title = "\u202e"\n'.encode(),
    "a list at the top": b"[1, 2]\n",
    "everything a list": b"title = []\nhorizon_months = []\nstrategies = []\ninputs = []\n"
    b"demand = []\nsimulation = []\nnotes = [[]]\nbudget = []\n",
    "everything a table": b"[title]\n[horizon_months]\n[strategies]\n[inputs]\n[demand]\n"
    b"[simulation]\n[notes]\n[budget]\n[reference]\n[prices_as_of]\n",
    "everything a date": b"title = 2026-01-01\nhorizon_months = 2026-01-01\nstrategies = "
    b"2026-01-01\ninputs = 2026-01-01\ndemand = 10:00:00\nnotes = [2026-01-01T00:00:00Z]\n",
    "everything true": b"title = true\nhorizon_months = true\nstrategies = true\ninputs = true\n"
    b"demand = true\nnotes = true\nbudget = true\nconfidence = true\nseed = true\n",
    "every reference": b'title = "@a"\nhorizon_months = "@a.b"\nstrategies = "@a.b"\n'
    b'inputs = "@a.b"\ndemand = "@a.b"\nsimulation = "@a.b"\nnotes = "@a.b"\n',
    "no end of digits": b"budget = 1" + b"0" * 10_000,
    "a deep list": b"notes = " + b"[" * 450 + b"]" * 450,
    "a deep table": b"a" + b".b" * 3_000 + b" = 1",
    "a long line": b'title = "' + b"x" * 1_000_000 + b'"\nhorizon = 3\n',
    "many keys": b"".join(b"k%d = 1\n" % n for n in range(2_000)),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_whatever_a_file_holds_the_answer_is_a_message(
    simtco: Simtco, tiny: Path, content: bytes
) -> None:
    tiny.write_bytes(content)
    said = simtco("check", tiny)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("tiny.toml:")
    assert re.search(r"\d+ problems? found\n$", said.err)
    as_json = simtco("check", tiny, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    assert all(error["message"] for error in as_json.data["errors"])


NUMBERS = {
    "an integer of 400 digits": "1" + "0" * 400,
    "a percentile of 400 digits": f"{{ p10 = 1, p50 = 2, p90 = 1{'0' * 400} }}",
    "percentiles at infinity": "{ p10 = -inf, p50 = 0, p90 = inf }",
    "a range to infinity": '"1 to 1e999"',
    "a wide lognormal": '{ kind = "lognormal", p50 = 3_000, sigma = 1e6 }',
    "a huge cv": '{ kind = "lognormal", mean = 3_000, cv = 1e200 }',
    "a lognormal over all floats": '{ kind = "lognormal", p10 = 1e-300, p90 = 1e300 }',
    "a normal over all floats": '{ kind = "normal", p10 = -1e308, p90 = 1e308 }',
    "a uniform over all floats": '{ kind = "uniform", low = -1e308, high = 1e308 }',
    "a triangle over all floats": '{ kind = "triangular", low = -1e308, mode = 0, high = 1e308 }',
    "a pert over all floats": '{ kind = "pert", low = -1e308, mode = 0, high = 1e308 }',
    "loguniform over all floats": '{ kind = "loguniform", low = 1e-308, high = 1e308 }',
    "huge values": '{ kind = "discrete", values = [1e308, -1e308], weights = [1e308, 1e308] }',
    "an empirical over all floats": '{ kind = "empirical", probabilities = [0, 1], '
    "values = [-1e308, 1e308] }",
    "one percentile twice": '{ kind = "lognormal", p50 = 2, p50_0 = 2.5 }',
    "one percentile twice in a metalog": "{ p10 = 1, p50 = 2, p50_0 = 2.5, p90 = 4 }",
    "a metalog over all floats": "{ p10 = -1e308, p50 = 0, p90 = 1e308 }",
}


@pytest.mark.parametrize("said", NUMBERS.values(), ids=NUMBERS)
def test_a_number_that_cannot_be_worked_with_is_refused(
    simtco: Simtco, tiny: Path, said: str
) -> None:
    """Found by check; found by run, they end in a traceback."""
    answer = simtco("check", tiny, "--set", f"strategies.rent.costs.bill.monthly={said}")
    assert (answer.code, answer.out) == (2, "")
    assert "1 problem found" in answer.err


# ---------------------------------------------------------------------------------------- new


def test_the_starter_is_sound(simtco: Simtco, tiny: Path) -> None:
    said = simtco("new", "sub/mine.toml")
    assert (said.code, said.err) == (0, "")
    assert said.out == "sub/mine.toml written; run it with: simtco run sub/mine.toml\n"
    assert simtco("check", "sub/mine.toml").err == ""


def test_the_starter_runs_as_it_stands(simtco: Simtco, tiny: Path) -> None:
    assert simtco("new").code == 0
    said = simtco("run", "experiment.toml", "--trials", "1")
    assert (said.code, said.err) == (0, "")
    assert Path("reports/experiment/report.html").exists()


def test_new_does_not_overwrite_unless_forced(simtco: Simtco, tiny: Path) -> None:
    before = tiny.read_text(encoding="utf-8")
    said = simtco("new", tiny)
    assert (said.code, said.out) == (2, "")
    assert said.err == "tiny.toml is there already; --force replaces it\n"
    assert tiny.read_text(encoding="utf-8") == before
    assert simtco("new", tiny, "--force").code == 0
    assert load(tiny).experiment.reference_strategy == "api"


def test_new_where_nothing_can_be_written(simtco: Simtco, tiny: Path) -> None:
    said = simtco("new", "tiny.toml/x.toml")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("cannot write tiny.toml")
    folder = simtco("new", ".", "--force")
    assert (folder.code, folder.out) == (1, "")
    assert folder.err.startswith("cannot write .: ")


# --------------------------------------------------------------------------------------- list


def test_list_says_every_entry(simtco: Simtco) -> None:
    said = simtco("list")
    assert (said.code, said.err) == (0, "")
    names = [entry.name for entry in Catalogue().entries()]
    assert [line.split()[0] for line in said.out.splitlines()] == [f"@{name}" for name in names]
    assert all(re.search(r"\[(high|medium|low|pack)\]$", s) for s in said.out.splitlines())


def test_list_filters_by_all_words(simtco: Simtco) -> None:
    said = simtco("list", "gpus", "h100", "--json")
    names = [entry["name"] for entry in said.data["entries"]]
    assert names
    assert all("gpus" in name and "h100" in name for name in names)
    assert set(said.data["entries"][0]) == {
        "name",
        "says",
        "unit",
        "confidence",
        "source",
        "note",
    }


def test_list_without_a_match(simtco: Simtco) -> None:
    said = simtco("list", "nothing-like-it")
    assert (said.code, said.out) == (0, "")
    assert said.err == "nothing in the catalogue has such a name\n"
    assert simtco("list", "nothing-like-it", "--json").data == {"entries": []}


@pytest.mark.parametrize("word", ["", " ", "*", "[", "\\", "@", "é", "x" * 5_000])
def test_list_takes_any_word(simtco: Simtco, word: str) -> None:
    said = simtco("list", word)
    assert said.code == 0
    assert bool(said.out) != bool(said.err)


# ------------------------------------------------------------------------- schema and progress


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


def test_the_starter_is_what_the_manual_says_of_it() -> None:
    starter = Path(load.__code__.co_filename).parents[1] / "cli" / "starter.toml"
    data = tomllib.loads(starter.read_text(encoding="utf-8"))
    assert set(data["strategies"]) == {"api", "self_hosted"}
