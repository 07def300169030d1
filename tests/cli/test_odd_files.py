"""Whatever a file holds, the answer is a message and no traceback."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Simtco = Callable[..., Any]

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


EMPTY = ("nothing", "only a comment", "only a byte order mark")


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_whatever_a_topic_of_a_catalogue_holds_the_answer_is_a_message(
    simtco: Simtco, tiny: Path, content: bytes
) -> None:
    Path("company").mkdir()
    Path("company/ours.toml").write_bytes(content)
    said = simtco("list", "ours.", "--catalogue", "company")
    if content in {ODD[name] for name in EMPTY}:
        assert (said.code, said.err) == (0, "nothing in the catalogue is like that\n")
        return
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("company/ours.toml:")
    assert simtco("check", tiny, "--catalogue", "company").err == said.err


@pytest.mark.parametrize(
    "odd",
    [
        "belief = '@people.devops_month'",
        "belief = 3",
        "costs = 3",
        "costs = '@people.devops_month'",
        "costs = {}",
        "shocks = {}\ncosts = {}",
        "costs.a = 3",
        "costs.a = {}",
        "costs.a.kind = 3",
        "shocks.a.kind = 'line'",
        "include = ['@hidden_costs.api']",
        "path = 3",
        "path = '@people.devops_month'",
        "path = { kind = 'flat', x = '@ours.x' }",
        "path = { kind = 'growth', annual = '@ours.x' }",
        "p50 = {}",
        "p50.x.kind = 3",
        "kind = {}",
        "kind = 'shape'",
        "kind = []",
        "replaces = {}",
        "replaces.x = 3",
        "values = '@ours.x'",
        "note = 3",
        "note.x = 3",
        "inputs.a = '@inputs.a'",
        "strategies.a.include = 3",
        "demand.day_shape = '@ours.x'",
        "x.x.x.x = 3",
        "kind = 'pert'\nlow = '@inputs.x'\nmode = 1\nhigh = 2",
        "kind = 'constant'\nvalue = 1\ncosts.a = 3",
        "kind = 'constant'\nvalue = 1\nstrategies.a.include = '@hidden_costs.api'",
    ],
)
@pytest.mark.parametrize("name", ["x", "x.y", "people"])
def test_whatever_an_entry_holds_the_answer_is_a_message(
    simtco: Simtco, tiny: Path, odd: str, name: str
) -> None:
    Path("company").mkdir()
    Path("company/ours.toml").write_text(f"[{name}]\n{odd}\n", encoding="utf-8")
    said = simtco("check", tiny, "--catalogue", "company")
    assert (said.code, said.out) == (2, "")
    assert all(" problem" in line or line[0] in " c" for line in said.err.splitlines())
    assert "Input should" not in said.err


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


@pytest.mark.parametrize("command", ["run", "check", "calibrate", "compare"])
def test_a_name_that_is_not_utf_8_is_refused(simtco: Simtco, tiny: Path, command: str) -> None:
    """The shell hands over the byte as a lone surrogate, which no report could hold."""
    answer = simtco(command, "b\udcffd.toml")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "b?d.toml: this is not UTF-8; rename the file\n"


@pytest.mark.parametrize("said", ['title="a\u202eb"', "title=a\u202eb", "inputs.a\u202eb=1"])
def test_what_nobody_sees_is_refused_in_a_setting_too(
    simtco: Simtco, tiny: Path, said: str
) -> None:
    answer = simtco("check", tiny, "--set", said)
    assert (answer.code, answer.out) == (2, "")
    assert "holds the invisible character U+202E; take it out" in answer.err
    assert "\u202e" not in answer.err
