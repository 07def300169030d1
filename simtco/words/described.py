"""The docstrings under the fields of a word, put into its JSON schema."""

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue


class Described(GenerateJsonSchema):
    """A JSON schema in which the docstring under a field is the description of its key.

    Only a schema needs them: reading the source of every word when it is imported would take longer
    than a whole check of a file.
    """

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        """The schema of one word, its keys described."""
        written = super().model_schema(schema)
        said = described(schema["cls"])
        for name, field in schema["cls"].model_fields.items():
            key = written.get("properties", {}).get(field.alias or name)
            if key is not None and name in said:
                key.setdefault("description", said[name])
        return written


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
