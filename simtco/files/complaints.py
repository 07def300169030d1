"""pydantic's errors, reworded for the person who wrote the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simtco.files.known_keys import known_keys
from simtco.files.places import KeyPath
from simtco.files.problems import Problem
from simtco.files.toml import Document
from simtco.words.base import did_you_mean

_PLAIN = {
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": "must be a text in quotes",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "finite_number": "must be a finite number",
    "date_type": "must be a date such as 2026-11-23",
    "date_from_datetime_parsing": "must be a date such as 2026-11-23",
    "date_parsing": "must be a date such as 2026-11-23",
}
_BOUNDS = {
    "greater_than": ("must be above", "gt"),
    "greater_than_equal": ("must be at least", "ge"),
    "less_than": ("must be below", "lt"),
    "less_than_equal": ("must be at most", "le"),
}


def problems(
    error: ValidationError, document: Document, grammar: type[BaseModel]
) -> Iterator[Problem]:
    """Each error of pydantic as a problem with a place in the document."""
    for details in error.errors(include_url=False):
        path, node = _in_file(details["loc"], document.data)
        context: Mapping[str, Any] = details.get("ctx", {})
        key = context.get("key") if details["type"] == "word" else None
        if key is not None and isinstance(node, dict) and key in node:
            path = (*path, key)
        elif details["type"] == "missing":
            key = str(details["loc"][-1])
        message = _message(details, path, node, grammar)
        yield Problem(document.place(path), str(key or (path[-1] if path else "")), message)


def _in_file(loc: tuple[int | str, ...], data: Any) -> tuple[KeyPath, Any]:
    """The path of a key in the file: pydantic's own, without the names of unions' members."""
    path: KeyPath = ()
    node = data
    for part in loc:
        inside = part in node if isinstance(node, dict) else _has_index(node, part)
        if inside:
            path, node = (*path, part), node[part]
    return path, node


def _has_index(node: Any, part: int | str) -> bool:
    return isinstance(node, list | tuple) and isinstance(part, int) and part < len(node)


def _message(details: ErrorDetails, path: KeyPath, node: Any, grammar: type[BaseModel]) -> str:
    sort, context = details["type"], details.get("ctx", {})
    key = str(path[-1]) if path else ""
    if sort == "word":
        message = str(context["message"])
    elif sort == "extra_forbidden":
        message = (
            f'unknown key "{key}"{did_you_mean(key, known_keys(grammar, details["loc"][:-1]))}'
        )
    elif sort == "missing":
        where = f" in {'.'.join(map(str, path))}" if path else ""
        message = f'missing key "{details["loc"][-1]}"{where}'
    elif sort == "union_tag_invalid":
        known = [tag.strip("'") for tag in str(context["expected_tags"]).split(", ")]
        said = str(context["tag"])
        hint = did_you_mean(said, known) or f"; known kinds: {', '.join(known)}"
        message = f'unknown kind "{said}"{hint}'
    elif sort == "union_tag_not_found":
        message = f"{key or 'this'} must be a table that says its kind"
    elif sort == "literal_error":
        message = f"{key} = {node!r} must be {context['expected']}"
    elif sort in _BOUNDS:
        bound, limit = _BOUNDS[sort]
        message = f"{key} = {node!r} {bound} {context[limit]:g}"
    elif sort in _PLAIN:
        message = f"{key} {_PLAIN[sort]}, not {_said(node)}"
    else:
        message = f"{key}: {details['msg'].removeprefix('Value error, ')}"
    return message


def _said(node: Any) -> str:
    words = {dict: "a table", list: "a list", bool: str(node).lower()}
    return words.get(type(node)) or repr(node)
