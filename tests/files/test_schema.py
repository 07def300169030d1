"""The JSON schema of experiment files, for editors."""

import json
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from simtco.files.experiment import Experiment
from simtco.files.schema.generate import DIALECT, experiment_schema

jsonschema = pytest.importorskip("jsonschema")
ROOT = Path(__file__).parents[2]
EXPERIMENTS = [
    *sorted((ROOT / "experiments").glob("*.toml")),
    *sorted((ROOT / "tests" / "reference").glob("*.toml")),
    ROOT / "simtco" / "cli" / "starter.toml",
]
BAD = [
    "key_unknown_cost",
    "key_unknown_strategy",
    "key_unknown_top",
    "title_missing",
    "horizon_zero",
    "horizon_text",
    "sampler_unknown",
    "kind_family_unknown",
    "pert_key_missing",
    "day_of_23_hours",
    "strategies_missing",
]


def properties(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that the schema knows, with what the schema says of it."""
    if isinstance(node, dict):
        for key, said in node.get("properties", {}).items():
            yield f"{path}/{key}", said
        for key, inner in node.items():
            yield from properties(inner, f"{path}/{key}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from properties(inner, f"{path}/{index}")


def plain(data: Any) -> Any:
    """TOML's data as JSON has it: dates are texts."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data if isinstance(data, int | float | str) else str(data)


def test_the_kept_file_is_what_the_words_say() -> None:
    """Write it anew with: simtco schema > simtco/files/schema/experiment.schema.json."""
    kept = resources.files("simtco.files.schema").joinpath("experiment.schema.json")
    assert json.loads(kept.read_text(encoding="utf-8")) == experiment_schema()


def test_the_kept_file_is_the_commands_own_output() -> None:
    kept = resources.files("simtco.files.schema").joinpath("experiment.schema.json")
    said = json.dumps(experiment_schema(), indent=1, ensure_ascii=False) + "\n"
    assert kept.read_text(encoding="utf-8") == said


def test_editors_know_the_dialect() -> None:
    schema = experiment_schema()
    assert schema["$schema"] == DIALECT
    assert set(schema["required"]) == {"title", "horizon_months", "strategies"}
    assert schema["additionalProperties"] is False


def test_every_key_has_a_description() -> None:
    schema = experiment_schema()
    described = {
        f"#/$defs/{name}" for name, word in schema["$defs"].items() if word.get("description")
    }
    silent = [
        path
        for path, said in properties(schema)
        if not said.get("description") and said.get("$ref") not in described
    ]
    assert silent == []


def whole(said: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """What the schema says of a key, with what it refers to."""
    while str(said.get("$ref", "")).startswith("#/$defs/"):
        own = {key: value for key, value in said.items() if key != "$ref"}
        said = words[said["$ref"].rpartition("/")[2]] | own
    return said


def test_every_key_has_an_example_that_fits_it() -> None:
    """Completion and hover show it, so it must be right; equal keys are looked at once."""
    schema = experiment_schema()
    words = schema["$defs"]
    keys = {json.dumps(said): (path, whole(said, words)) for path, said in properties(schema)}
    for path, said in keys.values():
        if "const" in said:
            continue
        assert said.get("examples"), path
        check = jsonschema.Draft7Validator({**said, "$defs": words})
        for example in said["examples"]:
            assert check.is_valid(example), (path, example)


def test_the_schema_stays_small_enough_for_editors() -> None:
    kept = resources.files("simtco.files.schema").joinpath("experiment.schema.json")
    assert len(kept.read_bytes()) < 450_000


def test_every_word_has_a_description() -> None:
    words = experiment_schema()["$defs"]
    assert [name for name, word in words.items() if not word.get("description")] == []


def test_every_key_of_the_grammar_is_in_the_schema() -> None:
    assert set(experiment_schema()["properties"]) == set(Experiment.model_fields)


def test_every_reference_inside_the_schema_is_there() -> None:
    schema = experiment_schema()
    text = json.dumps(schema)
    for name in schema["$defs"]:
        text = text.replace(f'"#/$defs/{name}"', "")
    assert "#/$defs/" not in text


@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda path: path.stem)
def test_an_experiment_that_ships_fits_the_schema(path: Path) -> None:
    data = plain(tomllib.loads(path.read_text(encoding="utf-8")))
    jsonschema.Draft7Validator(experiment_schema()).validate(data)


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_file_does_not_fit_the_schema(name: str) -> None:
    data = plain(tomllib.loads((ROOT / f"tests/errors/{name}.toml").read_text(encoding="utf-8")))
    assert not jsonschema.Draft7Validator(experiment_schema()).is_valid(data)


@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda path: path.stem)
def test_an_experiment_that_ships_names_the_schema(path: Path) -> None:
    """The first line tells editors where the schema is; a starter stands in any folder."""
    first, second = path.read_text(encoding="utf-8").split("\n")[:2]
    if path.parent.name == "experiments":
        assert first == "#:schema ../simtco/files/schema/experiment.schema.json"
        assert second == "", "tombi asks for a blank line"
    else:
        assert first.startswith("# ")
