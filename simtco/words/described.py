"""What the docstrings of a word say of it and of its keys, put into its JSON schema."""

import ast
import datetime as dt
import inspect
import textwrap
import tomllib
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

_EXAMPLES = "\nExamples:\n"


class Described(GenerateJsonSchema):
    """A JSON schema whose keys have the docstrings of fields as descriptions, and examples.

    Only a schema needs them: reading the source of every word when it is imported would take longer
    than a whole check of a file.
    """

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        """The schema of one word, its keys described, each with an example."""
        written, word = super().model_schema(schema), schema["cls"]
        written["description"] = told(word)
        said, shown = described(word), example_values(word)
        for name, field in word.model_fields.items():
            own = field.alias or name
            key = written.get("properties", {}).get(own)
            if key is not None and name in said:
                key.setdefault("description", said[name])
            if key is not None and own in shown:
                key.setdefault("examples", [shown[own]])
        return written


def told(word: type[BaseModel]) -> str:
    """What the docstring of a word says before its examples."""
    return _parts(word)[0]


def examples(word: type[BaseModel]) -> list[str]:
    """The examples in the docstring of a word: tables in TOML, without a heading."""
    return _parts(word)[1]


@cache
def example_values(word: type[BaseModel]) -> dict[str, Any]:
    """An example of each key, as JSON has it; where a word inherits a key, that of its ancestor."""
    found: dict[str, Any] = {}
    for ancestor in reversed(word.__mro__):
        if issubclass(ancestor, BaseModel) and ancestor is not BaseModel:
            for text in examples(ancestor):
                found = {key: _plain(value) for key, value in tomllib.loads(text).items()} | found
    return found


def _parts(word: type[BaseModel]) -> tuple[str, list[str]]:
    said, _, shown = inspect.cleandoc(vars(word).get("__doc__") or "").partition(_EXAMPLES)
    return said.strip(), [
        text.strip() for text in textwrap.dedent(shown).split("\n\n") if text.strip()
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@cache
def described(word: type[BaseModel]) -> dict[str, str]:
    """The docstring under each field of a word, its own or inherited."""
    found = {}
    for ancestor in reversed(word.__mro__):
        if issubclass(ancestor, BaseModel) and ancestor is not BaseModel:
            (node,) = ast.parse(textwrap.dedent(inspect.getsource(ancestor))).body
            for field, text in pairwise(node.body if isinstance(node, ast.ClassDef) else ()):
                match field, text:
                    case (
                        ast.AnnAssign(target=ast.Name(name)),
                        ast.Expr(value=ast.Constant(value=str(said))),
                    ):
                        found[name] = inspect.cleandoc(said)
    return found
