"""The nearest known name: found among many, and in seconds for many."""

import time

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.load import load
from simtco.files.problems import ExperimentError
from simtco.words.base import did_you_mean

NAMES = [entry.name for entry in Catalogue().entries()]


def swapped(name: str, at: int) -> str:
    """The name with two neighbouring letters in each other's place."""
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def test_two_letters_swapped_are_forgiven_in_every_name_of_the_catalogue() -> None:
    for name in NAMES:
        typo = swapped(name, len(name) // 2)
        assert typo in NAMES or did_you_mean(typo, NAMES) == f'; did you mean "{name}"?'


def test_what_is_like_nothing_is_told_nothing() -> None:
    assert not did_you_mean("qqqqqqqq", NAMES)
    assert not did_you_mean("x", [])


def test_the_nearer_of_two_is_named() -> None:
    """Each shares all letters but one; `costs` the longer run."""
    assert did_you_mean("cost", ["cast", "costs"]) == '; did you mean "costs"?'


def test_thousands_of_mistyped_names_take_seconds(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compared in full they would take minutes: 2,000 names with 2,000."""
    many = 2_000
    file = tmp_path_factory.mktemp("many") / "many.toml"
    inputs = "".join(f"input_number_{i} = {i}\n" for i in range(many))
    costs = "".join(
        f'c{i} = {{ kind = "line", monthly = "@inputs.inptu_number_{i}" }}\n' for i in range(many)
    )
    text = f'title = "Many"\nhorizon_months = 6\n[inputs]\n{inputs}[strategies.a.costs]\n{costs}'
    file.write_text(text, encoding="utf-8")
    begun = time.process_time()
    with pytest.raises(ExperimentError) as caught:
        load(file)
    assert time.process_time() - begun < 5.0
    assert len(caught.value.problems) == many
    assert 'did you mean "@inputs.input_number_7"?' in str(caught.value.problems[7])
