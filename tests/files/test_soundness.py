"""What is wrong with a folder laid over the catalogue: all of it at once, each with its place."""

from pathlib import Path

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.load import load
from simtco.files.problems import ExperimentError, Problem
from simtco.files.soundness import sound

SOUND = "kind = 'constant'\nvalue = 1\n"
COST = "kind = 'line'\nmonthly = 1\n"
NEEDS = "a belief needs kind, or percentiles such as p10, p50 and p90"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("company").mkdir()


def problems(*folders: str) -> list[Problem]:
    with pytest.raises(ExperimentError) as caught:
        sound(map(Path, folders or ("company",)))
    return list(caught.value.problems)


def said(topic: str, text: str) -> list[str]:
    """What is wrong with a topic: `line:column message`."""
    Path(f"company/{topic}.toml").write_text(text, encoding="utf-8")
    found = problems()
    assert {problem.place.file for problem in found} == {f"company/{topic}.toml"}
    return [f"{p.place.line}:{p.place.column} {p.message}" for p in found]


def test_no_folder_a_file_and_an_empty_one() -> None:
    Path("people.toml").write_text(f"[x]\n{SOUND}")
    Path("empty").mkdir()
    Path("empty/readme.md").write_text("no topic")
    needs = "a catalogue is a folder with one for each topic, such as people.toml"
    assert [str(problem) for problem in problems("nowhere", "people.toml", "empty")] == [
        f"empty: holds no .toml file; {needs}",
        "nowhere: cannot be read: No such file or directory",
        "people.toml: is a file; name the folder that it stands in",
    ]


def test_every_file_that_cannot_be_read_at_once() -> None:
    Path("company/a.toml").write_text("[x\n")
    Path("company/b.toml").write_bytes(b"# \xff\n")
    Path("company/c.toml").mkdir()
    Path("company/d.toml").write_text("[x]\nkind = 'unknown'\n")
    assert [str(problem).splitlines()[0] for problem in problems()] == [
        "company/a.toml:1:3: not TOML: Expected ']' at the end of a table declaration",
        "company/b.toml:1:3: not UTF-8 text; save the file as UTF-8",
        "company/c.toml: cannot be read: it is no file",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fee = 3\n", [f"1:1 fee = 3 is no entry; write a table [fee]: {NEEDS}"]),
        ("[fee]\nlow = 1\nhigh = 2\n", [f"1:1 [fee] states nothing; {NEEDS}"]),
        ("[a.fee]\n", [f"1:1 [a.fee] states nothing; {NEEDS}"]),
        (
            f"[a]\nnote = 'x'\n[a.fee]\n{SOUND}",
            ["2:1 [a] is a group of entries; note belongs in one of them"],
        ),
        (f'["a b"]\n{SOUND}', ['1:1 "a b" is no name; use letters, digits, _ and -']),
        (f'["a.b"]\n{SOUND}', ['1:1 "a.b" is no name; use letters, digits, _ and -']),
        (
            "[fee]\nkind = 'pert'\nlow = 1\nmode = 9\nhigh = 3\n[pay]\nkind = 'prt'\n",
            ["4:1 mode = 9 must lie between low = 1 and high = 3", None],
        ),
        ("[fee]\nkind = 'pert'\nlow = 1\nhigh = 3\n", ['1:1 missing key "mode" in fee']),
        (f"[fee]\n{SOUND}colour = 1\n", ['4:1 unknown key "colour"']),
        (
            f"[fee]\n{SOUND}as_of = 2026-05-02\ngood_until = 2026-05-01\n",
            ["5:1 good_until = 2026-05-01 must not lie before as_of = 2026-05-02"],
        ),
        ("[day]\nkind = 'shape'\nvalues = [1]\n", ["3:1 values needs at least 24 entries, not 1"]),
        ("[day]\nkind = 'shape'\n", ['1:1 missing key "values" in day']),
        ("[a.b]\ncosts = {}\n", ["1:1 [a.b] has neither costs nor shocks; add [a.b.costs.NAME]"]),
        (
            "[api]\nshocks = 3\ncosts = '@people.devops_month'\n",
            [
                "2:1 shocks must be a table, not 3",
                '3:1 costs must be a table, not "@people.devops_month"',
            ],
        ),
        (
            f"[api]\nlabel = 'x'\n[api.costs.a]\n{COST}",
            ['2:1 unknown key "label"; a pack holds costs, shocks and a note'],
        ),
        (
            "[api.costs.a]\nkind = 'staff'\nfte = '@people.nobody'\nmonth_cost = -3\n",
            [
                '3:1 no belief is named "@people.nobody"',
                "4:1 month_cost must not be below 0, and is -3",
            ],
        ),
        (
            f"[fee]\n{SOUND}replaces = 'yes'\n",
            ['4:1 replaces must be true or false, not "yes"'],
        ),
        (
            f"[fee]\n{SOUND}replaces = true\n",
            ['4:1 "@ours.fee" replaces nothing; take replaces out'],
        ),
    ],
)
def test_what_a_topic_must_not_say(text: str, expected: list[str | None]) -> None:
    found = said("ours", text)
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert start is None or line.startswith(start)


def test_a_mistyped_name_that_says_it_replaces_is_told_the_right_one() -> None:
    text = f"[devop_month]\n{SOUND}replaces = true\n"
    assert said("people", text) == [
        '4:1 "@people.devop_month" replaces nothing; did you mean "@people.devops_month"?'
    ]


@pytest.mark.parametrize(
    ("name", "text", "here", "there"),
    [
        ("hidden_costs.api", f"[api]\n{SOUND}", "a number", "a pack of costs"),
        ("people.devops_month", f"[devops_month.costs.a]\n{COST}", "a pack of costs", "a number"),
        ("gpus.h100", f"[h100]\n{SOUND}", "a number", "a group of entries"),
        (
            "people.devops_month",
            f"[devops_month]\nkind = 'shape'\nvalues = {[1] * 24}\n",
            "the shape of a day",
            "a number",
        ),
    ],
)
def test_an_entry_replaces_one_of_its_own_sort(name: str, text: str, here: str, there: str) -> None:
    topic = name.partition(".")[0]
    (found,) = said(topic, text)
    assert found.startswith(f'1:1 "@{name}" is {here} here and {there} in distributions/{topic}.')
    assert found.endswith("an entry replaces one of its own sort: give this one another name")


def test_an_entry_below_another_is_never_found() -> None:
    (found,) = said("people", f"[devops_month.junior]\n{SOUND}")
    assert found.startswith(
        '1:1 "@people.devops_month.junior" stands below "@people.devops_month", which is a number '
        "(distributions/people.toml:"
    )


def test_layers_of_ones_own_are_held_against_each_other() -> None:
    Path("team").mkdir()
    Path("company/ours.toml").write_text(f"[fee]\n{SOUND}")
    Path("team/ours.toml").write_text(f"[fee.costs.a]\n{COST}")
    (problem,) = problems("company", "team")
    assert str(problem.place) == "team/ours.toml:1:1"
    assert "a number in company/ours.toml:1:1" in problem.message
    assert [layer.name for layer in sound([Path("company")]).own] == ["company"]


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("inputs", '"@inputs." begins the numbers of an experiment; give the file another name'),
        ("our people", '"our people" is no name for a topic; begin with a letter'),
        ("2026", '"2026" is no name for a topic; begin with a letter'),
    ],
)
def test_a_topic_that_no_reference_can_name(topic: str, message: str) -> None:
    (found,) = said(topic, f"[x]\n{SOUND}")
    assert found.startswith(f"0:0 {message}")


def test_faults_of_the_catalogue_and_of_the_experiment_at_once_and_each_once() -> None:
    """An entry that is wrong and used is wrong in one place."""
    Path("company/ours.toml").write_text("[fee]\nkind = 'pert'\nlow = 1\nmode = 9\nhigh = 3\n")
    Path("x.toml").write_text(
        "title = 'x'\nhorizon_months = 0\n"
        "[strategies.a.costs.b]\nkind = 'line'\nmonthly = '@ours.fee'\n"
    )
    with pytest.raises(ExperimentError) as caught:
        load("x.toml", None, Catalogue(Path("company")))
    assert [str(problem.place) for problem in caught.value.problems] == [
        "company/ours.toml:4:1",
        "x.toml:2:1",
    ]
