"""The shipped catalogue, entry by entry, and how it is searched."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue, shipped_beliefs
from simtco.files.entry import Entry
from simtco.files.load import compose
from simtco.files.meaning import meaning
from simtco.files.toml import parse_document
from simtco.words.amount import Amount
from simtco.words.belief import Belief
from simtco.words.day_shape import DayShape
from simtco.words.strategies.plain import Plain

ENTRIES = tuple(Catalogue().entries())
BELIEFS = [entry for entry in ENTRIES if entry.is_belief]
PACKS = [entry for entry in ENTRIES if entry.is_pack]
READ_ON = dt.date(2026, 11, 23)
TOPICS = {
    *("api_prices", "gpus", "serving", "workloads", "people", "hidden_costs", "incidents"),
    *("overruns", "lifecycles", "training", "correlations", "compliance", "data", "routing"),
}
UPKEEP = {"prompt_upkeep", "compliance", "bad_output"}
OPERATION = {"evaluation", "platform", "engineer_leaves"}
# Hidden costs of the Build vs. Buy Decision Framework, section 33.6, part 3 and exercise 33.6.4.
NAMED_BY_THE_TEXT = {
    "hidden_costs.api": UPKEEP | {"evaluation_upkeep", "model_retired"},
    "hidden_costs.self_hosted": UPKEEP | OPERATION | {"retraining"},
    "hidden_costs.custom": UPKEEP
    | OPERATION
    | {"first_labels", "refresh", "failed_runs", "overrun"},
}


def name(entry: Entry) -> str:
    return entry.name


def test_there_are_entries_of_every_topic() -> None:
    assert {entry.name.split(".")[0] for entry in ENTRIES} == set(Catalogue().topics)
    assert set(Catalogue().topics) >= TOPICS
    assert len(BELIEFS) >= 60
    assert {entry.name for entry in PACKS} == set(NAMED_BY_THE_TEXT)


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
        whole = catalogue.find(topic)
        assert whole is not None
        reachable((topic,), whole.stated)


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
    assert "recalled" not in f"{belief.source} {belief.note}".lower()
    assert "todo" not in f"{belief.source} {belief.note}".lower()


@pytest.mark.parametrize("entry", BELIEFS, ids=name)
def test_what_is_judged_alone_is_trusted_little(entry: Entry) -> None:
    if entry.table["source"].startswith("Judgement"):
        assert entry.table["confidence"] == "low"


@pytest.mark.parametrize("entry", BELIEFS, ids=name)
def test_a_price_that_is_quoted_is_good_for_a_year(entry: Entry) -> None:
    as_of, good_until = entry.table["as_of"], entry.table.get("good_until")
    quoted = entry.name.startswith("gpus.") and entry.table["unit"].startswith("USD/GPU-hour")
    assert good_until == as_of.replace(year=as_of.year + 1) if good_until else not quoted


@pytest.mark.parametrize(
    "entry", [entry for entry in BELIEFS if entry.name.startswith("correlations.")], ids=name
)
def test_a_rank_lies_between_its_ends(entry: Entry) -> None:
    rank = Belief.model_validate(entry.table)
    assert -1 <= rank.family.percentile(1e-9) <= rank.base <= rank.family.percentile(1 - 1e-9) <= 1


@pytest.mark.parametrize("entry", PACKS, ids=name)
def test_a_pack_holds_what_the_text_names(entry: Entry) -> None:
    inside = {name for sort in ("costs", "shocks") for name in entry.table.get(sort, {})}
    assert inside == NAMED_BY_THE_TEXT[entry.name]


@pytest.mark.parametrize("entry", PACKS, ids=name)
def test_every_number_of_a_pack_is_a_belief_of_the_catalogue(entry: Entry) -> None:
    words = [word for sort in ("costs", "shocks") for word in entry.table.get(sort, {}).values()]
    told = {"kind", "category", "hidden", "note", "seats"}
    numbers = [word[key] for word in words for key in word if key not in told]
    assert numbers
    for number in numbers:
        found = Catalogue().find(number.removeprefix("@"))
        assert found is not None, number
        assert found.is_belief, number


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
def test_an_entry_has_a_meaning_of_its_sort(entry: Entry) -> None:
    word = meaning(entry, Catalogue())
    assert type(word) is {"belief": Amount, "shape": DayShape, "pack": Plain}[entry.sort]


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
