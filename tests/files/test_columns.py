"""CSV columns as distributions: what they hold, where they may lie, what is wrong with them."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simtco.files import csv_column
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import load
from simtco.files.problems import ExperimentError, Problem
from simtco.words.belief import Belief

Compose = Callable[..., Experiment]
Refuse = Callable[..., list[Problem]]

TOKENS = '{ kind = "empirical", csv = "usage.csv", column = "tokens" }'
VALUES = (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8)
"""Their mean is 52 / 12."""


def line(monthly: str) -> str:
    return f'[strategies.a.costs.bill]\nkind = "line"\nmonthly = {monthly}\n'


def bill(experiment: Experiment) -> Belief:
    plain: Any = experiment.strategies["a"]
    found: Belief = plain.costs["bill"].monthly
    return found


def write(path: Path, values: Iterable[object] = VALUES, head: str = "day,tokens") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [f"2026-11-{day:02},{value}" for day, value in enumerate(values, start=1)]
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")


def test_a_column_is_a_distribution_with_its_mean_and_ends(
    compose: Compose, tmp_path: Path
) -> None:
    write(tmp_path / "usage.csv")
    family = bill(compose(line(TOKENS))).family
    assert family.mean == pytest.approx(52 / 12, rel=1e-12)
    assert (family.percentile(1e-9), family.percentile(1 - 1e-9)) == pytest.approx((1, 9))
    assert family.percentile(0.5) == pytest.approx(4.5), "between 4 and 5, the sixth and seventh"


def test_a_large_column_keeps_its_mean(compose: Compose, tmp_path: Path) -> None:
    sample = np.round(np.random.Generator(np.random.PCG64(33)).lognormal(6, 1.2, 20_000), 3)
    write(tmp_path / "usage.csv", sample.tolist())
    belief = bill(compose(line(TOKENS)))
    assert belief.family.mean == pytest.approx(float(sample.mean()), rel=1e-9)
    assert "20,000 values" in belief.source


def test_a_belief_without_a_source_gets_the_files_name_size_and_hash(
    compose: Compose, tmp_path: Path
) -> None:
    write(tmp_path / "usage.csv")
    sha = hashlib.sha256((tmp_path / "usage.csv").read_bytes()).hexdigest()[:16]
    said = f"usage.csv, column tokens, 12 values, sha256 {sha}"
    assert bill(compose(line(TOKENS))).source == said
    own = TOKENS.replace("}", ', source = "our gateway" }')
    assert bill(compose(line(own))).source == "our gateway"
    pooled = f'{{ kind = "mixture", components = [{TOKENS}, 3, {TOKENS}] }}'
    assert bill(compose(line(pooled))).source == f"{said}; {said}"


def test_a_column_may_be_adjusted_and_shared(compose: Compose, tmp_path: Path) -> None:
    write(tmp_path / "usage.csv")
    capped = TOKENS.replace("}", ", factor = 2, cap = 12 }")
    experiment = compose(f"[inputs]\nuse = {capped}\n" + line('"@inputs.use"'))
    assert bill(experiment).name == "inputs.use"
    assert bill(experiment).family.percentile(0.99) == 12


@pytest.mark.parametrize("place", ["usage.csv", "data/usage.csv", "a/b/usage.csv"])
def test_a_file_may_lie_beside_or_below(place: str, compose: Compose, tmp_path: Path) -> None:
    write(tmp_path / place)
    belief = bill(compose(line(TOKENS.replace("usage.csv", place))))
    assert belief.source.startswith(place)


def test_the_folder_is_that_of_the_file_that_says_it(tmp_path: Path) -> None:
    """A topic of a catalogue names files beside the topic, an experiment those beside itself."""
    write(tmp_path / "ours" / "usage.csv", [7] * 10)
    write(tmp_path / "usage.csv", [3] * 10)
    (tmp_path / "ours" / "usage.toml").write_text(
        f'[tokens]\n{TOKENS.strip("{ }").replace(", ", chr(10))}\nunit = "tokens"\n'
        'source = "x"\nconfidence = "high"\nnote = "x"\nas_of = 2026-11-01\n'
    )
    path = tmp_path / "x.toml"
    catalogue = Catalogue(tmp_path / "ours")
    means = []
    for monthly in ('"@usage.tokens"', TOKENS):
        path.write_text('title = "x"\nhorizon_months = 12\n' + line(monthly))
        means.append(bill(load(path, None, catalogue).experiment).family.mean)
    assert means == pytest.approx([7, 3])


def test_the_command_line_names_files_beside_the_experiment(
    compose: Compose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "usage.csv")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    experiment = compose(line("1"), strategies__a__costs__bill__monthly=TOKENS)
    assert bill(experiment).family.mean == pytest.approx(52 / 12)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_forms_of_csv(compose: Compose, tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [["day", ' "tokens" '.strip()], *(['"a ""b"""', f" {value} "] for value in VALUES), []]
    text = end.join(delimiter.join(row) for row in rows)
    (tmp_path / "usage.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert bill(compose(line(TOKENS))).family.mean == pytest.approx(52 / 12)


GOOD = "day,tokens\n" + "x,2\n" * 20
WRONG = [
    ("", "csv", "usage.csv is empty; its first line must name the columns"),
    ("day,tokens\n", "column", "0 of at least 10 values"),
    ("day,tokens\n" + "x,2\n" * 9, "column", "9 of at least 10 values; with fewer"),
    ("day,token\nx,2\n", "column", 'its columns are day, token; did you mean "token"?'),
    ("tokens,tokens\n1,2\n", "column", '2 columns of usage.csv are named "tokens"'),
    (GOOD + "x,n/a\n" + GOOD, "column", 'usage.csv:22:3: tokens must be a number, not "n/a"'),
    (GOOD + '"a,b", 1 200 \n', "column", 'usage.csv:22:7: tokens must be a number, not "1 200"'),
    (GOOD + "x,nan\n", "column", 'usage.csv:22:3: tokens must be a number, not "nan"'),
    (GOOD + "x,inf\n", "column", 'usage.csv:22:3: tokens must be a number, not "inf"'),
    (GOOD + "x,\n", "column", "usage.csv:22:3: tokens is empty"),
    (GOOD + "\n\nx\n", "column", "usage.csv:24:2: tokens is empty"),
    (GOOD + '"two\nlines",y\n', "column", 'usage.csv:22:5: tokens must be a number, not "y"'),
    (GOOD + '"x,2\n', "csv", "usage.csv:22: not CSV: the quotation marks do not match"),
    (GOOD + "x,1e40\n", "monthly", "reaches beyond 1e+30"),
    (",".join("abcdefghij") + "\n", "column", "its columns are a, b, c, d, e, f, g, h and 2 more"),
]


@pytest.mark.parametrize(("text", "key", "words"), WRONG)
def test_what_is_wrong_with_a_file_is_said_at_the_key(
    refuse: Refuse, tmp_path: Path, text: str, key: str, words: str
) -> None:
    (tmp_path / "usage.csv").write_text(text)
    (problem,) = refuse(line(TOKENS))
    assert (problem.place.line, problem.key) == (5, key)
    assert words in problem.message


def test_a_file_that_is_no_text(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "usage.csv").write_bytes(b"day,tokens\nx,\xe9\n")
    (problem,) = refuse(line(TOKENS))
    assert problem.message == "usage.csv:2: not UTF-8 text; save the file as UTF-8"


def test_a_file_that_is_too_large(
    refuse: Refuse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_column, "_MOST_BYTES", 20)
    write(tmp_path / "usage.csv")
    (problem,) = refuse(line(TOKENS))
    assert problem.message.startswith("usage.csv is larger than 20 bytes")


def test_a_file_that_is_not_there(refuse: Refuse, tmp_path: Path) -> None:
    (problem,) = refuse(line(TOKENS))
    assert problem.message.startswith('there is no file "usage.csv"; it must lie beside')
    write(tmp_path / "data" / "usages.csv")
    (problem,) = refuse(line(TOKENS.replace("usage.csv", "data/usage.csv")))
    assert problem.message.endswith('; did you mean "data/usages.csv"?')


@pytest.mark.parametrize(
    "name",
    [
        "../usage.csv",
        "data/../../usage.csv",
        "/etc/passwd",
        "C:\\\\x.csv",
        "\\\\\\\\a\\\\b",
    ],
)
def test_a_file_outside_is_not_read(refuse: Refuse, tmp_path: Path, name: str) -> None:
    (problem,) = refuse(line(TOKENS.replace("usage.csv", name)))
    assert problem.key == "csv"
    assert "must lie in the folder of the file that names it, or below" in problem.message


def test_a_link_to_the_outside_is_not_followed(
    refuse: Refuse, compose: Compose, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    write(outside / "usage.csv")
    (tmp_path / "usage.csv").symlink_to(outside / "usage.csv")
    (tmp_path / "linked").symlink_to(outside)
    write(tmp_path / "own.csv")
    (tmp_path / "inside.csv").symlink_to(tmp_path / "own.csv")
    for name in ("usage.csv", "linked/usage.csv"):
        (problem,) = refuse(line(TOKENS.replace("usage.csv", name)))
        assert "is a link; what it leads to must lie in the folder" in problem.message
    assert bill(compose(line(TOKENS.replace("usage.csv", "inside.csv")))).source


def test_a_folder_is_no_file(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "usage.csv").mkdir()
    (problem,) = refuse(line(TOKENS))
    assert problem.message == '"usage.csv" is no file'


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ('csv = "usage.csv"', "csv", "go together"),
        ('column = "tokens"', "column", "go together"),
        ("", "monthly", "needs probabilities and values, or csv and column"),
        ("values = [1, 2]", "monthly", "needs probabilities and values, or csv and column"),
        ('csv = "usage.csv", column = 3', "column", "must be a text in quotes"),
        ('csv = "usage.csv", colum = "x"', "colum", 'did you mean "column"?'),
        ('csv = "usage.csv", column = "tokens", values = [1, 2]', "values", "cannot stand beside"),
    ],
)
def test_keys_that_do_not_fit(
    refuse: Refuse, tmp_path: Path, table: str, key: str, words: str
) -> None:
    write(tmp_path / "usage.csv")
    problems = refuse(line(f'{{ kind = "empirical"{", " * bool(table)}{table} }}'))
    (problem,) = [problem for problem in problems if problem.key == key]
    assert words in problem.message


def test_one_wrong_file_is_said_once_however_often_it_is_used(refuse: Refuse) -> None:
    users = line('"@inputs.use"') + line('"@inputs.use"').replace(".a.", ".b.")
    (problem,) = refuse(f"[inputs]\nuse = {TOKENS}\n{users}")
    assert problem.place.line == 4


def test_a_wrong_component_is_said_in_its_place(refuse: Refuse, tmp_path: Path) -> None:
    write(tmp_path / "usage.csv")
    wrong = TOKENS.replace("tokens", "token")
    (problem,) = refuse(line(f'{{ kind = "mixture", components = [{TOKENS}, {wrong}] }}'))
    assert problem.key == "column"
    assert problem.place.column > len(TOKENS)


def test_another_file_is_another_belief_to_the_record(compose: Compose, tmp_path: Path) -> None:
    """run.json holds a hash of what was read, so that a run can be told from another."""
    said = []
    for values in (VALUES, VALUES[::-1], (*VALUES[:-1], 9)):
        write(tmp_path / "usage.csv", values)
        belief = bill(compose(line(TOKENS.replace("}", ', source = "x" }'))))
        said.append(belief.model_dump_json(exclude_none=True))
    assert said[0] == said[1]
    assert said[0] != said[2]


def test_an_error_names_all_that_is_wrong_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('title = ""\nhorizon_months = 12\n' + line(TOKENS))
    with pytest.raises(ExperimentError) as caught:
        load(path)
    assert [problem.place.line for problem in caught.value.problems] == [1, 5]
