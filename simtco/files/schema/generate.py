"""The JSON schema of experiment files, from the words themselves."""

from typing import Any

from simtco.files.experiment import Experiment

DIALECT = "http://json-schema.org/draft-07/schema#"  # what TOML editors read


def experiment_schema() -> dict[str, Any]:
    """The schema as a table: every key with its description."""
    schema = Experiment.model_json_schema(by_alias=True)
    for name, word in schema["$defs"].items():
        if "costs" in word.get("properties", {}) and "shocks" in word["properties"]:
            word["properties"]["include"] = {
                "description": f"Packs of the catalogue to lay under this {name.lower()} strategy.",
                "items": {"type": "string", "pattern": "^@"},
                "type": "array",
            }
    return {"$schema": DIALECT, **schema}
