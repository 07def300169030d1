"""simtco list: which entries, in which columns, and where each comes from."""

import datetime as dt
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simtco.files.catalogue import Catalogue

Simtco = Callable[..., Any]

ENTRIES = {entry.name: entry for entry in Catalogue().entries()}
KEYS = [
    *("name", "sort", "says", "unit", "p10", "p50", "p90", "source", "as_of", "good_until"),
    *("confidence", "owner", "note", "file", "line", "replaces"),
]


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two beliefs; one replaces a shipped one, the other says no day."""
    monkeypatch.chdir(tmp_path)
    Path("company").mkdir()
    Path("company/people.toml").write_text(
        "[devops_month]\nkind = 'uniform'\nlow = 0\nhigh = 100\nunit = 'USD/month'\n"
        "as_of = 2026-02-28\nconfidence = 'high'\n"
        "[intern_month]\nkind = 'constant'\nvalue = 7\n",
        encoding="utf-8",
    )
    return Path("company")


def names(said: Any) -> list[str]:
    """What the lines below the heading name."""
    return [line.split()[0][1:] for line in said.out.splitlines()[1:]]


def test_every_entry_has_a_line_of_its_own(simtco: Simtco) -> None:
    said = simtco("list")
    assert (said.code, said.err) == (0, "")
    assert names(said) == list(ENTRIES)
    heading = said.out.splitlines()[0]
    assert heading.split() == ["name", "P10", "P50", "P90", "unit", "as", "of", "confidence"]
    assert "\x1b" not in said.out


def test_columns_are_aligned(simtco: Simtco, company: Path) -> None:
    said = simtco("list", "people.devops", "--catalogue", company)
    assert said.out.splitlines() == [
        "name                   P10   P50   P90  unit       as of       confidence",
        "@people.devops_month  10.0  50.0  90.0  USD/month  2026-02-28  high",
    ]


def test_a_pack_and_a_shape_say_what_they_are(simtco: Simtco) -> None:
    lines = simtco("list", "--topic", "hidden_costs").out.splitlines()[1:]
    assert lines
    assert all(line.split()[1:] == ["pack"] for line in lines)
    (shape,) = simtco("list", "servegen_m_large.day_shape").out.splitlines()[1:]
    assert shape.split()[1] == "shape"


def test_names_that_hold_all_words_in_any_case(simtco: Simtco) -> None:
    expected = [name for name in ENTRIES if "gpus" in name and "h100" in name]
    assert names(simtco("list", "GPUs", "h100")) == expected


@pytest.mark.parametrize("topic", sorted(Catalogue().topics))
def test_a_topic(simtco: Simtco, topic: str) -> None:
    expected = [name for name in ENTRIES if name.startswith(f"{topic}.")]
    assert names(simtco("list", "--topic", topic)) == expected


@pytest.mark.parametrize("confidence", ["low", "medium", "high"])
def test_a_confidence(simtco: Simtco, confidence: str) -> None:
    expected = [n for n, e in ENTRIES.items() if e.table.get("confidence") == confidence]
    assert names(simtco("list", "--confidence", confidence)) == expected


@pytest.mark.parametrize(
    ("today", "months", "old"),
    [
        (dt.date(2026, 8, 28), "6", False),  # to the day
        (dt.date(2026, 8, 31), "6", False),  # February has no 31st: its last day
        (dt.date(2026, 9, 1), "6", True),
        (dt.date(2027, 2, 28), "12", False),
        (dt.date(2027, 3, 1), "12", True),
        (dt.date(2026, 3, 1), "0", True),
        (dt.date(2026, 2, 28), "0", False),
        (dt.date(2026, 2, 28), "1200", False),
    ],
)
def test_an_age_in_months(
    simtco: Simtco, company: Path, today: dt.date, months: str, old: bool
) -> None:
    options = ("--older-than", months, "--catalogue", company)
    assert ("people.devops_month" in names(simtco("list", *options, today=today))) is old


def test_what_says_no_day_counts_as_old_and_a_pack_has_no_age(
    simtco: Simtco, company: Path
) -> None:
    said = simtco("list", "--older-than", "1200", "--catalogue", company, "--json")
    assert [entry["name"] for entry in said.data["entries"]] == ["people.intern_month"]


def test_filters_hold_together(simtco: Simtco) -> None:
    said = simtco("list", "h100", "--topic", "gpus", "--confidence", "high")
    assert names(said)
    assert set(names(said)) < set(names(simtco("list", "--topic", "gpus")))


def test_effective_says_where_each_value_comes_from(simtco: Simtco, company: Path) -> None:
    said = simtco("list", "people.", "--effective", "--catalogue", company)
    line = {row.split()[0][1:]: row for row in said.out.splitlines()}
    place = ENTRIES["people.devops_month"].place
    assert line["people.devops_month"].endswith(
        f"  company/people.toml:1, over {place.file}:{place.line}"
    )
    assert place.file == "distributions/people.toml"
    assert line["people.intern_month"].endswith("  company/people.toml:8")
    other = ENTRIES["people.load_factor"].place
    assert line["people.load_factor"].endswith(f"  distributions/people.toml:{other.line}")
    assert said.out.splitlines()[0].endswith("stated in")


def test_json_says_all_of_each(simtco: Simtco, company: Path) -> None:
    said = simtco("list", "people.", "--json", "--catalogue", company)
    assert (said.code, said.err) == (0, "")
    rows = {row["name"]: row for row in said.data["entries"]}
    assert all(list(row) == KEYS for row in rows.values())
    ours = rows["people.devops_month"]
    assert (ours["p10"], ours["p50"], ours["p90"]) == pytest.approx((10, 50, 90))
    assert (ours["file"], ours["line"], ours["as_of"]) == ("company/people.toml", 1, "2026-02-28")
    assert ours["replaces"].startswith("distributions/people.toml:")
    packs = simtco("list", "--topic", "hidden_costs", "--json").data["entries"]
    assert all(list(row) == KEYS and row["p50"] is None for row in packs)


def test_nothing_like_that(simtco: Simtco) -> None:
    said = simtco("list", "nothing-like-it")
    assert (said.code, said.out) == (0, "")
    assert said.err == "nothing in the catalogue is like that\n"
    assert simtco("list", "nothing-like-it", "--json").data == {"entries": []}


@pytest.mark.parametrize("word", ["", " ", "*", "[", "\\", "@", "é", "x" * 5_000])
def test_any_word_will_do(simtco: Simtco, word: str) -> None:
    said = simtco("list", word)
    assert said.code == 0
    assert bool(said.out) != bool(said.err)


def test_a_wrong_folder_is_said_whole(simtco: Simtco, company: Path) -> None:
    with Path("company/people.toml").open("a", encoding="utf-8") as file:
        file.write("[a]\nkind = 'prt'\n[b]\nlow = 1\n")
    said = simtco("list", "--catalogue", company)
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("2 problems found\n")
    as_json = simtco("list", "--catalogue", company, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    places = [(error["file"], error["line"]) for error in as_json.data["errors"]]
    assert places == [("company/people.toml", 12), ("company/people.toml", 13)]


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_terminal_wraps_no_name(width: int) -> None:
    """Only a terminal of its own has a width."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "simtco", "list", "--topic", "serving"],
        stdout=theirs,
        env={**os.environ, "COLUMNS": str(width)},
    ) as running:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:
            os.close(ours)
    assert running.returncode == 0
    lines = shown.decode().replace("\r", "").splitlines()
    named = [line for line in lines if line.startswith("@")]
    assert [line[1:] for line in named] == [n for n in ENTRIES if n.startswith("serving.")]
    assert all(len(line) <= width for line in lines if not line.startswith("@"))
