"""The JSON schema of experiment files, from the words themselves."""

from typing import Any

from simtco.files.experiment import Experiment

_COMMON = {"kind": "Says what this table is: {}.", "category": "Where the money is shown."}
DIALECT = "http://json-schema.org/draft-07/schema#"  # what TOML editors read


def experiment_schema() -> dict[str, Any]:
    """The schema as a table: every key with its description."""
    schema = Experiment.model_json_schema(by_alias=True)
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
            }
            for sort in ("costs", "shocks"):
                _allow_changes(word["properties"][sort]["additionalProperties"], schema["$defs"])
    return {"$schema": DIALECT, **schema}


def _allow_changes(entry: dict[str, Any], words: dict[str, Any]) -> None:
    """Let a strategy change some keys of a pack's entry: a table that does not say its kind."""
    choices = entry.pop("oneOf", None) or [{"$ref": entry.pop("$ref")}]
    keys: dict[str, Any] = {}
    for choice in choices:
        word = words[choice["$ref"].rpartition("/")[2]]
        word["required"] = sorted({*word.get("required", ()), "kind"})
        keys |= {key: said for key, said in word["properties"].items() if key != "kind"}
    changes = {
        "description": "Changes to an entry of an included pack.",
        "type": "object",
        "properties": {key: {"description": keys[key].get("description", "")} for key in keys},
        "additionalProperties": False,
    }
    entry["oneOf"] = [*choices, changes]


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
