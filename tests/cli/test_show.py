"""simtco show: all of one belief, shape or pack."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from simtco.files.catalogue import Catalogue

Simtco = Callable[..., Any]

PAY = """
[pay]
kind = "normal"
mean = 100
sd = 10
base = 90
unit = "USD"
source = "payroll, sheet 3"
as_of = 2026-01-02
good_until = 2026-12-31
confidence = "high"
owner = "finance"
note = "What we pay."
"""


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("company").mkdir()
    Path("company/ours.toml").write_text(PAY, encoding="utf-8")
    return Path("company")


def test_a_belief_with_all_that_is_stated_of_it(simtco: Simtco, company: Path) -> None:
    said = simtco("show", "@ours.pay", "--catalogue", company)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[:2] == ["@ours.pay", "What we pay."]
    assert "8 in 10 futures lie between 87.2 and 113 USD" in said.out
    known = stats.norm(100, 10)
    for share, words in ((0.01, "1 in 100"), (0.1, "1 in 10"), (0.5, "5 in 10"), (0.9, "9 in 10")):
        row = f"P{100 * share:g}"
        (found,) = [line for line in lines if line.split()[:1] == [row] and "futures" in line]
        assert float(found.split()[1]) == pytest.approx(known.ppf(share), rel=5e-3)
        assert f" {words} futures lie at or under" in found
    for row, value in (("mean", "100"), ("sd", "10.0"), ("base", "90.0")):
        assert [line.split()[1] for line in lines if line.startswith(f"{row} ")] == [value]
    facts = [
        "source      payroll, sheet 3",
        "as of       2026-01-02",
        "good until  2026-12-31",
        "confidence  high",
        "owner       finance",
        "stated in   company/ours.toml:2",
    ]
    assert lines[-6:] == facts
    assert any("█" in line for line in lines)
    assert "\x1b" not in said.out


def test_the_same_as_json(simtco: Simtco, company: Path) -> None:
    said = simtco("show", "ours.pay", "--catalogue", company, "--json")
    assert (said.code, said.err) == (0, "")
    levels = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
    assert list(said.data["percentiles"]) == [f"p{100 * level:g}" for level in levels]
    expected = [stats.norm(100, 10).ppf(level) for level in levels]
    assert list(said.data["percentiles"].values()) == pytest.approx(expected)
    kept = {key: said.data[key] for key in ("name", "sort", "unit", "base", "owner", "good_until")}
    assert kept == {
        "name": "@ours.pay",
        "sort": "belief",
        "unit": "USD",
        "base": 90,
        "owner": "finance",
        "good_until": "2026-12-31",
    }
    assert (said.data["file"], said.data["line"]) == ("company/ours.toml", 2)
    assert said.data["sentence"]
    assert said.data["feedback"]


@pytest.mark.parametrize("name", [entry.name for entry in Catalogue().entries()])
def test_every_entry_can_be_shown_in_a_narrow_terminal(
    simtco: Simtco, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = simtco("show", name)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"@{name}\n")
    assert "stated in" in said.out
    long = [line for line in said.out.splitlines()[1:] if len(line) > 60]
    assert all(len(line.split()) == 1 for line in long), "one word, such as an address"
    assert simtco("show", name, "--json").data["name"] == f"@{name}"


def test_a_pack_with_its_costs_and_shocks_and_their_beliefs(simtco: Simtco) -> None:
    entry = Catalogue().find("hidden_costs.api")
    assert entry is not None
    said = simtco("show", "hidden_costs.api")
    assert 'include = ["@hidden_costs.api"]' in said.out
    data = simtco("show", "hidden_costs.api", "--json").data
    for sort in ("costs", "shocks"):
        assert list(data[sort]) == list(entry.table[sort])
        for name, stated in entry.table[sort].items():
            assert f"\n{sort}.{name}: {stated['kind']}, {stated['category']}" in said.out
            referred = {key: v[1:] for key, v in stated.items() if str(v).startswith("@")}
            shown = {key: b["drawn_as"] for key, b in data[sort][name]["beliefs"].items()}
            assert shown == referred


def test_a_shape_has_24_bars(simtco: Simtco, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "workloads.servegen_m_large.day_shape"
    entry = Catalogue().find(name)
    assert entry is not None
    values = entry.table["values"]
    said = simtco("show", name)
    assert "█" * 48 in said.out
    monkeypatch.setenv("COLUMNS", "46")
    assert "█" * 24 in simtco("show", name).out
    assert max(map(len, simtco("show", name).out.splitlines()[1:])) <= 46
    assert f"The busiest, from {values.index(max(values))}:00" in " ".join(said.out.split())
    data = simtco("show", name, "--json").data
    assert sum(data["values"]) == pytest.approx(24)
    assert [v / data["values"][0] for v in data["values"]] == pytest.approx(
        [v / values[0] for v in values]
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ours.pya", 'no entry is named "@ours.pya"; did you mean "@ours.pay"?'),
        ("@ours.pya", 'no entry is named "@ours.pya"; did you mean "@ours.pay"?'),
        ("ours", '"@ours" is a group; choose one of @ours.pay'),
        ("", 'no entry is named "@"'),
        ("é/..\\", 'no entry is named "@é/..\\"'),
    ],
)
def test_an_unknown_name(simtco: Simtco, company: Path, name: str, message: str) -> None:
    said = simtco("show", name, "--catalogue", company)
    assert (said.code, said.out, said.err) == (2, "", f"{message}\n")
    as_json = simtco("show", name, "--catalogue", company, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    assert as_json.data == {"errors": [{"message": message}]}


def test_a_belief_that_replaces_another_says_so(simtco: Simtco, company: Path) -> None:
    Path("company/people.toml").write_text(PAY.replace("pay]", "devops_month]"), encoding="utf-8")
    said = simtco("show", "people.devops_month", "--catalogue", company)
    shipped = Catalogue().find("people.devops_month")
    assert shipped is not None
    assert (
        said.out.splitlines()[-1] == f"replaces    distributions/people.toml:{shipped.place.line}"
    )


EXPERIMENT = """
title = "x"
horizon_months = 3
[inputs]
pay = { kind = "uniform", low = 0, high = 100, owner = "us" }
ours = "@ours.pay"
[strategies.a.costs.bill]
kind = "line"
monthly = "@inputs.pay"
once = { kind = "uniform", low = 1, high = 2 }
"""


@pytest.mark.parametrize(
    ("name", "p90", "place"),
    [
        ("inputs.pay", 90, "x.toml:5"),
        ("@inputs.pay", 90, "x.toml:5"),
        ("inputs.ours", 112.8, "company/ours.toml:2"),
        ("ours.pay", 112.8, "company/ours.toml:2"),
        ("strategies.a.costs.bill.monthly", 90, "x.toml:5"),
        ("strategies.a.costs.bill.once", 1.9, "x.toml:10"),
    ],
)
def test_a_number_of_an_experiment(
    simtco: Simtco, company: Path, name: str, p90: float, place: str
) -> None:
    Path("x.toml").write_text(EXPERIMENT, encoding="utf-8")
    options = ("--in", "x.toml", "--catalogue", company)
    said = simtco("show", name, *options, "--json")
    assert said.code == 0, said.err
    assert said.data["percentiles"]["p90"] == pytest.approx(p90, rel=1e-3)
    assert f"{said.data['file']}:{said.data['line']}" == place
    assert simtco("show", name, *options).out.splitlines()[-1].endswith(place)


def test_a_number_under_another_name_says_what_is_drawn(simtco: Simtco, company: Path) -> None:
    Path("x.toml").write_text(EXPERIMENT, encoding="utf-8")
    said = simtco("show", "inputs.ours", "--in", "x.toml", "--catalogue", company)
    assert "drawn as    @ours.pay" in said.out
    other = simtco("show", "people.devops_month", "--in", "x.toml", "--catalogue", company)
    assert other.out.startswith("@people.devops_month\n"), "or else an entry of the catalogue"


@pytest.mark.parametrize("name", ["inputs.pya", "strategies.a", "strategies.a.costs", "title"])
def test_what_is_no_number_of_the_experiment(simtco: Simtco, company: Path, name: str) -> None:
    Path("x.toml").write_text(EXPERIMENT, encoding="utf-8")
    said = simtco("show", name, "--in", "x.toml", "--catalogue", company)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f'no number is named "{name}"')


def test_a_pipe_that_knows_no_blocks_is_no_mistake() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simtco", "show", "people.devops_month"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert b"people.devops_month" in done.stdout
    assert done.stderr == b""
