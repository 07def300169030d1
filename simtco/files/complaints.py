"""pydantic's errors, reworded for the person who wrote the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simtco.files.known_keys import known_keys, known_kinds
from simtco.files.places import KeyPath
from simtco.files.problems import Problem
from simtco.files.toml import Document
from simtco.words.base import Resolved, did_you_mean
from simtco.words.wording import said

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
    "date_type": "must be a date without quotes, such as 2026-11-23",
    "date_from_datetime_parsing": "must be a date without quotes, such as 2026-11-23",
    "date_parsing": "must be a date without quotes, such as 2026-11-23",
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
    found = error.errors(include_url=False)
    of_inputs = {details["msg"] for details in found if details["loc"][:1] == ("inputs",)}
    for details in found:
        path, node, shared = _in_file(details["loc"], document.data)
        if shared and details["msg"] in of_inputs:
            continue  # the input says it itself, once for all its users
        context: Mapping[str, Any] = details.get("ctx", {})
        if details["type"] == "too_short" and len(node) >= int(context["min_length"]):
            continue  # entries that are wrong were not counted; each has a problem of its own
        label = dotted(path[-1:] if not path or isinstance(path[-1], str) else path[-2:])
        message = _message(details, path, node, grammar)
        if details["type"] == "word":
            for key in str(context.get("key") or "").split("."):
                if isinstance(node, dict) and key in node:
                    path, node, label = (*path, key), node[key], key
        elif details["type"] == "missing":
            label = str(details["loc"][-1])
        elif details["type"] == "union_tag_invalid" and isinstance(node, dict) and "kind" in node:
            path, label = (*path, "kind"), "kind"
        yield Problem(document.place(path), label, message)


def dotted(path: KeyPath) -> str:
    """A path as a reader writes it: `costs.bill`, `values[1]`.

    >>> dotted(("costs", "bill", "values", 1))
    'costs.bill.values[1]'
    """
    return "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in path).removeprefix(".")


def _in_file(loc: tuple[int | str, ...], data: Any) -> tuple[KeyPath, Any, bool]:
    """The path of a key in the file: pydantic's own, without the names of unions' members.

    Then the node there, and whether a reference stands in its place or above it.
    """
    path: KeyPath = ()
    node, shared = data, False
    for part in loc:
        inside = part in node if isinstance(node, dict) else _has_index(node, part)
        if inside:
            path, node = (*path, part), node[part]
            shared |= isinstance(node, Resolved) and path[0] != "inputs"
    return path, node, shared


def _has_index(node: Any, part: int | str) -> bool:
    return isinstance(node, list | tuple) and isinstance(part, int) and part < len(node)


def _message(  # noqa: C901  (one branch for each sort of error)
    details: ErrorDetails, path: KeyPath, node: Any, grammar: type[BaseModel]
) -> str:
    sort, context = details["type"], details.get("ctx", {})
    key = dotted(path[-1:] if not path or isinstance(path[-1], str) else path[-2:])
    if sort == "word":
        message = str(context["message"])
    elif sort == "extra_forbidden":
        hint = did_you_mean(key, known_keys(grammar, details["loc"][:-1]))
        if key == "path":
            hint = "; this number does not move over the months"
        message = f'unknown key "{key}"{hint}'
    elif sort == "missing":
        where = f" in {dotted(path)}" if path else ""
        message = f'missing key "{details["loc"][-1]}"{where}'
    elif sort == "union_tag_invalid":
        known = [tag.strip("'") for tag in str(context["expected_tags"]).split(", ")]
        kind = node.get("kind") if isinstance(node, dict) else context["tag"]
        near = did_you_mean(kind, known) if isinstance(kind, str) else ""
        message = f"unknown kind {said(kind)}{near or '; known kinds: ' + ', '.join(known)}"
    elif sort == "union_tag_not_found":
        kinds = ", ".join(known_kinds(grammar, details["loc"]))
        message = (
            f'missing key "kind" in {dotted(path)}; known kinds: {kinds}'
            if isinstance(node, dict)
            else f"{key} must be a table, not {said(node)}"
        )
    elif sort == "literal_error":
        expected = str(context["expected"]).replace("'", '"')
        message = f"{key} = {said(node)} must be {expected}"
    elif sort in _BOUNDS:
        bound, limit = _BOUNDS[sort]
        message = f"{key} = {said(node)} {bound} {said(context[limit])}"
    elif sort in ("string_too_short", "too_short", "string_too_long", "too_long"):
        message = f"{key} {_length(sort, context, node)}"
    elif sort in _PLAIN:
        message = f"{key} {_PLAIN[sort]}, not {said(node)}"
    else:
        message = f"{key}: {details['msg'].removeprefix('Value error, ')}"
    return message


def _length(sort: str, context: Mapping[str, Any], node: Any) -> str:
    what = "letter" if sort.startswith("string") else "entry"
    many = "letters" if what == "letter" else "entries"
    if sort.endswith("short"):
        least = int(context["min_length"])
        return f"needs at least {least} {what if least == 1 else many}, not {len(node) or 'none'}"
    return f"may have at most {context['max_length']} {many}, not {len(node)}"
