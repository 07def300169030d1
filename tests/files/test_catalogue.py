"""The shipped catalogue, entry by entry, and how it is searched."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue, Entry, shipped_beliefs
from simtco.files.load import compose
from simtco.files.problems import ExperimentError
from simtco.files.toml import parse_document
from simtco.words.belief import Belief
from simtco.words.day_shape import DayShape

ENTRIES = tuple(Catalogue().entries())
BELIEFS = [entry for entry in ENTRIES if entry.is_belief]
PACKS = [entry for entry in ENTRIES if entry.is_pack]
READ_ON = dt.date(2026, 11, 23)


def name(entry: Entry) -> str:
    return entry.name


def test_there_are_entries_of_every_topic() -> None:
    assert {entry.name.split(".")[0] for entry in ENTRIES} == set(Catalogue().topics)
    assert len(BELIEFS) >= 50
    assert {entry.name for entry in PACKS} >= {"hidden_costs.api", "hidden_costs.self_hosted"}


def test_every_name_is_there_once_and_is_found() -> None:
    names = [entry.name for entry in ENTRIES]
    assert len(set(names)) == len(names)
    catalogue = Catalogue()
    for entry in ENTRIES:
        found = catalogue.find(entry.name)
        assert found is not None
        assert (found.table, found.path) == (entry.table, entry.path)
        assert found.document.place(found.path).line > 0


def test_every_table_is_an_entry_or_holds_entries() -> None:
    """Nothing of the catalogue is lost between the file and the list of its entries."""
    catalogue = Catalogue()
    known = {entry.name for entry in ENTRIES}

    def reachable(path: tuple[str, ...], node: Any) -> None:
        if ".".join(path) in known:
            return
        assert isinstance(node, dict), ".".join(path)
        assert node, ".".join(path)
        for key, inner in node.items():
            reachable((*path, key), inner)

    for topic in catalogue.topics:
        reachable((topic,), catalogue.document(topic).data)


@pytest.mark.parametrize("entry", BELIEFS, ids=name)
def test_a_belief_is_sound_and_says_where_it_comes_from(entry: Entry) -> None:
    word = DayShape if entry.table.get("kind") == "shape" else Belief
    belief = word.model_validate(entry.table)
    assert belief.unit
    assert belief.source
    assert belief.note
    assert belief.confidence in {"high", "medium", "low"}
    assert belief.as_of is not None
    assert dt.date(2015, 1, 1) <= belief.as_of <= READ_ON
    assert "(recalled)" not in f"{belief.source} {belief.note}".lower()
    assert "todo" not in f"{belief.source} {belief.note}".lower()


@pytest.mark.parametrize("entry", PACKS, ids=name)
def test_a_pack_runs_in_a_minimal_experiment(entry: Entry) -> None:
    text = (
        'title = "x"\nhorizon_months = 12\nsimulation.trials = 1\n'
        f'[strategies.a]\ninclude = ["@{entry.name}"]\n'
    )
    experiment = compose(parse_document(text, "x.toml"), Catalogue())
    assert run(experiment, 1).total("a").mean() > 0
    inside = [word for sort in ("costs", "shocks") for word in entry.table.get(sort, {}).values()]
    assert all(word["note"] and word["category"] for word in inside)
    hidden = [cost["hidden"] for cost in entry.table.get("costs", {}).values()]
    assert all(hidden), "what a pack adds is what plans leave out"


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_an_entry_describes_itself(entry: Entry) -> None:
    said = entry.describe()
    assert said["name"] == entry.name
    assert said["says"]
    assert said["confidence"] in {"high", "medium", "low", "pack"}
    assert all(isinstance(value, str) for value in said.values())


@pytest.mark.parametrize("kept", sorted(shipped_beliefs().glob("*.toml")), ids=lambda p: p.stem)
def test_a_topic_says_at_its_top_what_it_holds(kept: Path) -> None:
    assert kept.read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        ".",
        "people.",
        ".people",
        "nobody",
        "nobody.x",
        "people.nobody",
        "people.devops_month.p10",
        "people.devops_month.x.y",
        "../people",
        "people/devops_month",
        "PEOPLE.devops_month",
    ],
)
def test_a_name_that_is_not_there_finds_nothing(wrong: str) -> None:
    assert Catalogue().find(wrong) is None


def test_a_group_is_found_and_is_no_belief() -> None:
    group = Catalogue().find("gpus.h100")
    assert group is not None
    assert not group.is_belief
    assert not group.is_pack


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        "[pay]\np10 = 1\np50 = 2\np90 = 3\n[deep.er.fee]\nkind = 'constant'\nvalue = 4\n"
        "[pack.costs.bill]\nkind = 'line'\nmonthly = 1\n"
    )
    (tmp_path / "notes.txt").write_text("no topic")
    catalogue = Catalogue(tmp_path)
    assert catalogue.topics == ("ours",)
    assert [entry.name for entry in catalogue.entries()] == [
        "ours.pay",
        "ours.deep.er.fee",
        "ours.pack",
    ]
    assert [entry.is_pack for entry in catalogue.entries()] == [False, False, True]


def test_an_empty_folder_has_no_entries(tmp_path: Path) -> None:
    assert list(Catalogue(tmp_path).entries()) == []
    assert Catalogue(tmp_path).find("people.x") is None


def test_a_topic_that_is_not_toml_is_said_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text("[pay]\np10 = \n")
    with pytest.raises(ExperimentError) as caught:
        Catalogue(tmp_path).find("ours.pay")
    assert caught.value.problems[0].place.line == 2


def test_a_topic_is_read_once_and_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[")
    (tmp_path / "sound.toml").write_text("[x]\nkind = 'constant'\nvalue = 1\n")
    catalogue = Catalogue(tmp_path)
    first = catalogue.find("sound.x")
    assert first is not None
    (tmp_path / "sound.toml").write_text("[x]\nkind = 'constant'\nvalue = 2\n")
    again = catalogue.find("sound.x")
    assert again is not None
    assert again.table["value"] == 1
