"""--catalogue: a company's beliefs in check and run, what is said of them, what run.json keeps."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simtco.files.catalogue import Catalogue

Simtco = Callable[..., Any]

BELIEF = "kind = 'uniform'\nlow = 10\nhigh = 20\n"
EXPERIMENT = """
title = "x"
horizon_months = 3
simulation.trials = 1
[inputs]
pay = "@people.devops_month"
own = { kind = "uniform", low = 0, high = 1, good_until = 2026-11-22 }
[demand]
requests_per_day = 1
input_tokens = 1
output_tokens = 1
day_shape = "@workloads.servegen_m_large.day_shape"
[strategies.a]
include = ["@ours.pack"]
[strategies.a.costs.bill]
kind = "line"
monthly = "@inputs.pay"
once = "@inputs.own"
"""
HIDES = "@people.devops_month replaces the one"


@pytest.fixture(autouse=True)
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of beliefs and an experiment that uses some of them, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("sub/company").mkdir(parents=True)
    Path("sub/company/people.toml").write_text(
        f"# Ours.\n\n[devops_month]\n{BELIEF}[load_factor]\n{BELIEF}", encoding="utf-8"
    )
    Path("sub/company/ours.toml").write_text(
        f"[fee]\n{BELIEF}\n[pack.costs.x]\nkind = 'line'\nmonthly = '@ours.fee'\nonce = '1 to 2'\n",
        encoding="utf-8",
    )
    Path("x.toml").write_text(EXPERIMENT, encoding="utf-8")
    return Path("sub/company")


def swap(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def run_json() -> Any:
    return json.loads(Path("reports/x/run.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", ["check", "run"])
def test_an_entry_that_hides_another_is_a_note_once_where_it_is_used(
    simtco: Simtco, company: Path, command: str
) -> None:
    said = simtco(command, "x.toml", "--catalogue", company, today=dt.date(2026, 11, 22))
    assert said.code == 0
    assert said.err == (
        f"note: sub/company/people.toml:3:1 {HIDES} that comes with simtco; "
        "replaces = true there says that it shall\n"
    )


@pytest.mark.parametrize("command", ["check", "run"])
def test_an_entry_that_says_so_hides_another_in_silence(
    simtco: Simtco, company: Path, command: str
) -> None:
    swap(company / "people.toml", "[devops_month]", "[devops_month]\nreplaces = true")
    said = simtco(command, "x.toml", "--catalogue", company, today=dt.date(2026, 11, 22))
    assert (said.code, said.err) == (0, "")


def test_a_folder_over_another_names_the_one_that_is_hidden(simtco: Simtco, company: Path) -> None:
    Path("team").mkdir()
    Path("team/people.toml").write_text(f"[devops_month]\n{BELIEF}")
    said = simtco("check", "x.toml", "--catalogue", company, "--catalogue", "team")
    assert f"note: team/people.toml:1:1 {HIDES} of sub/company/people.toml:3:1; " in said.err
    assert said.err.count("note:") == 1


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_belief_past_its_day_is_a_warning_that_names_it(
    simtco: Simtco, company: Path, command: str
) -> None:
    swap(company / "people.toml", "[devops_month]", "[devops_month]\ngood_until = 2026-11-22")
    swap(company / "ours.toml", "[fee]", "[fee]\ngood_until = 2026-11-23")
    swap(company / "ours.toml", "'1 to 2'", "{p5 = 1, p50 = 2, p90 = 3, good_until = 2026-01-01}")
    said = simtco(command, "x.toml", "--catalogue", company, today=dt.date(2026, 11, 23))
    assert said.code == 0
    warned = [line for line in said.err.splitlines() if line.startswith("warning: ")]
    assert [line.partition("; ")[0] for line in warned] == [
        "warning: @people.devops_month was good until 2026-11-22",
        "warning: inputs.own was good until 2026-11-22",
        "warning: strategies.a.costs.x.once was good until 2026-01-01",
    ]
    assert [line.partition("; ")[2] for line in warned] == [
        "look at it again: sub/company/people.toml:3",
        "look at it again: x.toml:7",
        "look at it again: sub/company/ours.toml:10",
    ]


def test_a_shape_ages_too(simtco: Simtco, company: Path) -> None:
    Path("sub/company/workloads.toml").write_text(
        "[servegen_m_large.day_shape]\nkind = 'shape'\nreplaces = true\n"
        f"values = {[1] * 24}\ngood_until = 2020-01-01\n"
    )
    said = simtco("check", "x.toml", "--catalogue", company)
    name = "@workloads.servegen_m_large.day_shape"
    at = "sub/company/workloads.toml:1"
    assert f"warning: {name} was good until 2020-01-01; look at it again: {at}\n" in said.err
    shape = f"{{ values = {[1] * 24}, good_until = 2020-01-01 }}"
    inline = simtco("check", "x.toml", "--catalogue", company, "--set", f"demand.day_shape={shape}")
    assert "warning: demand.day_shape was good until 2020-01-01; look at it again: --set" in (
        inline.err
    )


def test_check_says_notes_and_warnings_as_json_too(simtco: Simtco, company: Path) -> None:
    said = simtco("check", "x.toml", "--catalogue", company, "--json")
    assert said.data["notes"] == [
        line.removeprefix("note: ") for line in said.err.splitlines() if line.startswith("note")
    ]
    assert said.data["warnings"] == [
        "inputs.own was good until 2026-11-22; look at it again: x.toml:7"
    ]


def test_quiet_says_neither(simtco: Simtco, company: Path) -> None:
    said = simtco("run", "x.toml", "--catalogue", company, "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_today_changes_no_byte_of_the_report(simtco: Simtco, company: Path) -> None:
    reports = []
    for today in (dt.date(2026, 1, 1), dt.date(2030, 1, 1)):
        assert simtco("run", "x.toml", "--catalogue", company, "--json", today=today).code == 0
        folder = Path("reports/x")
        reports.append({p.name: p.read_bytes() for p in folder.iterdir() if p.name != "run.json"})
    assert reports[0] == reports[1]
    assert b"good until 2026-11-22" in reports[0]["report.md"]


def test_run_json_says_which_file_each_belief_came_from(simtco: Simtco, company: Path) -> None:
    option = "strategies.a.costs.bill.once=3 to 4"
    folder = company.resolve()
    said = simtco("run", "x.toml", "--catalogue", folder, "--set", option, "--quiet")
    assert said.code == 0
    run = run_json()
    assert run["catalogues"] == ["simtco", "company"]
    assert {name: belief["from"] for name, belief in run["beliefs"].items()} == {
        "people.devops_month": "company/people.toml",
        "inputs.own": "x.toml",
        "demand.requests_per_day": "x.toml",
        "demand.input_tokens": "x.toml",
        "demand.output_tokens": "x.toml",
        "strategies.a.costs.bill.once": f"--set {option}",
        "ours.fee": "company/ours.toml",
        "strategies.a.costs.x.once": "company/ours.toml",
    }
    used = run["catalogue_entries"]
    assert {name: (entry["from"], entry["replaces"]) for name, entry in used.items()} == {
        "ours.pack": ("company/ours.toml", None),
        "ours.fee": ("company/ours.toml", None),
        "people.devops_month": ("company/people.toml", "simtco/people.toml"),
        "workloads.servegen_m_large.day_shape": ("simtco/workloads.toml", None),
    }
    table = {"kind": "uniform", "low": 10, "high": 20}
    text = json.dumps(table, sort_keys=True).encode()
    assert used["ours.fee"]["sha256"] == hashlib.sha256(text).hexdigest()[:16]
    assert str(folder.parent) not in json.dumps({**run, "overrides": {}})


def test_a_hash_changes_with_the_entry_alone(simtco: Simtco, company: Path) -> None:
    simtco("run", "x.toml", "--catalogue", company, "--quiet")
    before = {name: entry["sha256"] for name, entry in run_json()["catalogue_entries"].items()}
    swap(company / "people.toml", "high = 20", "high = 21")
    simtco("run", "x.toml", "--catalogue", company, "--quiet")
    after = {name: entry["sha256"] for name, entry in run_json()["catalogue_entries"].items()}
    assert {name for name in after if after[name] != before[name]} == {"people.devops_month"}


def test_without_a_folder_all_comes_from_simtco(simtco: Simtco) -> None:
    said = simtco("run", "x.toml", "--set", "strategies.a.include=[]", "--quiet")
    assert said.code == 0
    run = run_json()
    assert run["catalogues"] == ["simtco"]
    assert set(run["catalogue_entries"]) < {entry.name for entry in Catalogue().entries()}
    assert all(e["from"].startswith("simtco/") for e in run["catalogue_entries"].values())
