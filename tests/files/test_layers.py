"""A company's folders laid over the catalogue: what wins, what stays, what is hidden."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simtco.files.catalogue import Catalogue, shipped_beliefs
from simtco.files.load import compose
from simtco.files.problems import ExperimentError
from simtco.files.toml import parse_document

Lay = Callable[..., Path]

PAY = "[devops_month]\np10 = 1\np50 = 2\np90 = 3\nmin = 0\n"
HEAD = 'title = "x"\nhorizon_months = 1\n'


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """A function that writes a folder of topics."""

    def lay(folder: str, **topics: str) -> Path:
        path = tmp_path / folder
        path.mkdir()
        for topic, text in topics.items():
            (path / f"{topic}.toml").write_text(text, encoding="utf-8")
        return path

    return lay


def test_one_entry_is_replaced_and_the_others_stay(lay: Lay) -> None:
    shipped, laid = Catalogue(), Catalogue(lay("company", people=PAY))
    entry = laid.find("people.devops_month")
    assert entry is not None
    assert entry.table["p90"] == 3
    assert entry.replaced == shipped.find("people.devops_month")
    names = [entry.name for entry in shipped.entries()]
    assert [entry.name for entry in laid.entries()] == names, "in the old order"
    others = set(names) - {"people.devops_month"}
    assert all(laid.find(name) == shipped.find(name) for name in others)


def test_a_new_entry_comes_after_those_of_its_topic(lay: Lay) -> None:
    company = lay("company", people="[intern]\np10 = 1\np50 = 2\np90 = 3\n", zoo=PAY)
    names = [entry.name for entry in Catalogue(company).entries()]
    people = [name for name in names if name.startswith("people.")]
    assert people[-1] == "people.intern"
    assert names[-1] == "zoo.devops_month"
    assert {"people", "zoo"} < set(Catalogue(company).topics)


def test_the_last_folder_wins(lay: Lay) -> None:
    company, team = lay("company", people=PAY), lay("team", people=PAY.replace("3", "4"))
    for folders, p90, middle in (((company, team), 4, company), ((team, company), 3, team)):
        catalogue = Catalogue(*folders)
        found = catalogue.find("people.devops_month")
        assert found is not None
        assert found.replaced is not None
        assert found.replaced.replaced is not None
        assert found.table["p90"] == p90
        assert found.replaced.place.file == str(middle / "people.toml")
        assert found.replaced.replaced.place.file == "distributions/people.toml"


def test_the_same_folder_twice_lies_once_where_it_was_named_last(lay: Lay) -> None:
    company, team = lay("company", people=PAY), lay("team", people=PAY)
    layers = Catalogue(company, team, company.parent / "team" / ".." / "company").layers
    assert [layer.name for layer in layers] == ["simtco", "team", "company"]


def test_the_shipped_folder_over_itself_replaces_nothing() -> None:
    assert Catalogue(shipped_beliefs()).own == ()


@pytest.mark.parametrize("folder", ["simtco", "distributions"])
def test_a_folder_of_the_names_of_ours_is_told_apart(
    lay: Lay, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lay(folder, people=PAY).parent)
    entry = Catalogue(Path(folder)).find("people.devops_month")
    assert entry is not None
    assert entry.replaced is not None
    assert entry.place.file != entry.replaced.place.file
    assert entry.file != entry.replaced.file


def test_a_folder_of_ones_own_is_read_whole(lay: Lay) -> None:
    company = lay(
        "company",
        ours="[pay]\np10 = 1\np50 = 2\np90 = 3\n[deep.er.fee]\nkind = 'constant'\nvalue = 4\n"
        "[pack.costs.bill]\nkind = 'line'\nmonthly = 1\n",
    )
    (company / "notes.txt").write_text("no topic")
    (company / ".people.toml").write_text("[ an editor's own copy")
    catalogue = Catalogue(company)
    ours = [entry for entry in catalogue.entries() if entry.layer == "company"]
    assert [(entry.name, entry.sort) for entry in ours] == [
        ("ours.pay", "belief"),
        ("ours.deep.er.fee", "belief"),
        ("ours.pack", "pack"),
    ]
    group = catalogue.find("ours.deep")
    assert group is not None
    assert group.sort == "group"


def test_a_group_over_a_group_hides_nothing(lay: Lay) -> None:
    company = lay("company", gpus="[h100.our_price]\nkind = 'constant'\nvalue = 2\n")
    catalogue = Catalogue(company)
    assert "@gpus.h100.on_demand" in catalogue.nothing_named("gpus.h100", packs=False)
    assert "@gpus.h100.our_price" in catalogue.nothing_named("gpus.h100", packs=False)
    assert catalogue.find("gpus.h100.on_demand") == Catalogue().find("gpus.h100.on_demand")


def test_a_pack_of_ones_own_replaces_the_pack_and_may_use_any_layer(lay: Lay) -> None:
    company = lay(
        "company",
        people=PAY,
        hidden_costs="[api]\nreplaces = true\n[api.costs.pay]\nkind = 'line'\n"
        "monthly = '@people.devops_month'\n[api.costs.power]\nkind = 'line'\n"
        "monthly = '@people.ml_engineer_month'\n",
    )
    text = HEAD + '[strategies.a]\ninclude = ["@hidden_costs.api"]\n'
    experiment = compose(parse_document(text, "x.toml"), Catalogue(company))
    assert set(experiment.stated) == {"people.devops_month", "people.ml_engineer_month"}
    assert experiment.stated["people.devops_month"].family.percentile(0.9) == pytest.approx(3)


def test_a_shipped_pack_takes_the_belief_that_wins(lay: Lay) -> None:
    text = HEAD + '[strategies.a]\ninclude = ["@hidden_costs.api"]\n'
    catalogue = Catalogue(lay("company", people=PAY))
    experiment = compose(parse_document(text, "x.toml"), catalogue)
    assert experiment.stated["people.devops_month"].family.percentile(0.9) == pytest.approx(3)


def test_what_is_said_of_the_layers_is_no_part_of_the_belief(lay: Lay) -> None:
    entry = Catalogue(lay("company", people=PAY + "replaces = true\n")).find("people.devops_month")
    assert entry is not None
    assert entry.deliberate
    assert set(entry.table) == {"p10", "p50", "p90", "min"}


@pytest.mark.parametrize(
    "wrong",
    ["", ".", "ours.", ".ours", "ours.pay.p10", "ours.pay.path", "ours.pay.x.y", "ours/pay"],
)
def test_what_is_inside_an_entry_is_no_entry(lay: Lay, wrong: str) -> None:
    path = "[pay]\nkind = 'constant'\nvalue = 1\npath = { kind = 'flat' }\n"
    assert Catalogue(lay("company", ours=path)).find(wrong) is None


def test_a_topic_is_read_once_and_only_when_asked_for(lay: Lay) -> None:
    folder = lay("company", broken="[", sound="[x]\nkind = 'constant'\nvalue = 1\n")
    catalogue = Catalogue(folder)
    first = catalogue.find("sound.x")
    (folder / "sound.toml").write_text("[x]\nkind = 'constant'\nvalue = 2\n")
    assert catalogue.find("sound.x") == first
    with pytest.raises(ExperimentError):
        catalogue.find("broken.x")
