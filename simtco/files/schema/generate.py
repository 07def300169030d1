"""The JSON schema of experiment files, from the words themselves."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from simtco.files.experiment import Experiment
from simtco.words.described import Described
from simtco.words.distribution import forms
from simtco.words.families.mixture import ANY_DISTRIBUTION

_COMMON = {"kind": "Says what this table is: {}.", "category": "Where the money is shown."}
_SAID = ("description", "examples")
_OFTEN = 3  # tables
DIALECT = "http://json-schema.org/draft-07/schema#"  # what TOML editors read


def experiment_schema() -> dict[str, Any]:
    """The schema as a table: every key with its description."""
    schema = Experiment.model_json_schema(by_alias=True, schema_generator=Described)
    schema["$defs"]["Distribution"] = {
        "description": "How unsure we are of one number, within a mixture.",
        "anyOf": forms({}),
    }
    _refer(schema)
    _describe(schema)
    day = schema["$defs"]["DayShape"]
    schema["$defs"]["DayShape"] = {
        "description": day["description"],
        "anyOf": [{"type": "string", "pattern": "^@"}, day["properties"]["values"], day],
    }
    for name, word in schema["$defs"].items():
        if "costs" in word.get("properties", {}) and "shocks" in word["properties"]:
            word["properties"]["include"] = {
                "description": f"Packs of the catalogue to lay under this {name.lower()} strategy.",
                "items": {"type": "string", "pattern": "^@"},
                "type": "array",
                "examples": [["@hidden_costs.api"]],
            }
            for sort in ("costs", "shocks"):
                _allow_changes(word["properties"][sort]["additionalProperties"], schema["$defs"])
    _share(schema)
    return {"$schema": DIALECT, **schema}


def _refer(node: Any) -> None:
    """Put the reference where a family said that any distribution may stand."""
    for inner in node.values() if isinstance(node, dict) else node:
        if inner == ANY_DISTRIBUTION.json_schema:
            inner["$ref"] = "#/$defs/Distribution"
            del inner["title"]
        elif isinstance(inner, dict | list):
            _refer(inner)


def _allow_changes(entry: dict[str, Any], words: dict[str, Any]) -> None:
    """Let a strategy change some keys of a pack's entry: a table that does not say its kind."""
    choices = entry.pop("oneOf", None) or [{"$ref": entry.pop("$ref")}]
    keys: dict[str, Any] = {}
    for choice in choices:
        word = words[choice["$ref"].rpartition("/")[2]]
        keys |= {key: said for key, said in word["properties"].items() if key != "kind"}
    changes = {
        "description": "Changes to an entry of an included pack.",
        "type": "object",
        "properties": {
            key: {say: said[say] for say in _SAID if say in said} for key, said in keys.items()
        },
        "additionalProperties": False,
    }
    entry["oneOf"] = [*({"allOf": [each, {"required": ["kind"]}]} for each in choices), changes]


def _share(schema: dict[str, Any]) -> None:
    """Say once what many tables say of a key in the same words, and refer to it there."""
    tables = [table["properties"] for table in _tables(schema)]
    for table in tables:
        table.pop("percentiles", None)  # gathered from the keys pNN, and no key itself
    said = Counter((key, json.dumps(table[key])) for table in tables for key in table)
    names: dict[tuple[str, str], str] = {}
    for key, words in (what for what, count in said.items() if count >= _OFTEN):
        same = sum(other == key for other, _ in names)
        names[key, words] = f"{key}_{same + 1}" if same else key
        schema["$defs"][names[key, words]] = json.loads(words)
    for table in tables:
        for key in table:
            name = names.get((key, json.dumps(table[key])))
            table[key] = {"$ref": f"#/$defs/{name}"} if name else table[key]


def _tables(node: Any) -> Iterator[dict[str, Any]]:
    """Every table that the schema describes, but for those that are keys of another one."""
    inside = node.items() if isinstance(node, dict) else enumerate(node)
    for key, inner in inside:
        if key != "properties" and isinstance(inner, dict | list):
            yield from _tables(inner)
    if isinstance(node, dict) and isinstance(node.get("properties"), dict):
        yield node


def _describe(node: Any) -> None:
    """Say what kind and category mean wherever a word leaves that to its base."""
    if isinstance(node, dict):
        for key, said in node.get("properties", {}).items():
            if key in _COMMON and "description" not in said:
                said["description"] = _COMMON[key].format(said.get("const", ""))
    for inner in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        _describe(inner)
