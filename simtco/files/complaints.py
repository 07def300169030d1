"""pydantic's errors, reworded for the person who wrote the file."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simtco.files.known_keys import known_keys, known_kinds
from simtco.files.places import KeyPath, dotted, label
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
    """Each error of pydantic as a problem with a place in the document.

    What a reference stands for is wrong where it is stated, its use where the reference stands.
    """
    for details in error.errors(include_url=False):
        sort, loc, context = details["type"], details["loc"], details.get("ctx", {})
        path, node = _in_file(loc, document.data)
        if sort == "too_short" and len(node) >= int(context["min_length"]):
            continue  # entries that are wrong were not counted; each has a problem of its own
        holder = _in_file(path[:-1], document.data)[1]
        if sort == "extra_forbidden" and path[-1] == "path" and isinstance(holder, Resolved):
            message = f'"@{holder.name}" moves over the months; this number does not'
            yield Problem(document.place(path[:-1]), label(path[:-1]), message)
            continue
        named = context.get("key") if sort == "word" else None
        inside = isinstance(node, dict) and named is not None and named in node
        below: KeyPath = (str(named),) if inside else ()
        if path + below in document.broken:
            continue
        stated_here = not below and (sort == "word" or loc[-1:] != path[-1:])
        place, at = document.origin(path) if stated_here else (document.place(path + below), path)
        message, key = _message(details, at, node, grammar), label(at + below)
        if sort == "missing":
            key = str(loc[-1])
        elif sort == "union_tag_invalid" and isinstance(node, dict) and "kind" in node:
            place, key = document.place((*path, "kind")), "kind"
        yield Problem(place, key, message)


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


def _message(  # noqa: C901  (one branch for each sort of error)
    details: ErrorDetails, path: KeyPath, node: Any, grammar: type[BaseModel]
) -> str:
    sort, context = details["type"], details.get("ctx", {})
    key = label(path)
    if sort == "word":
        message = str(context["message"])
    elif sort == "extra_forbidden":
        known = known_keys(grammar, details["loc"][:-1])
        hint = did_you_mean(key, known)
        if key == "path" and "base" in known:
            hint = "; this number does not move over the months"
        message = f"unknown key {said(key)}{hint}"
    elif sort == "missing":
        where = f" in {dotted(path)}" if path else ""
        message = f'missing key "{details["loc"][-1]}"{where}'
    elif sort == "union_tag_invalid":
        known = known_kinds(grammar, details["loc"])
        kind = node.get("kind") if isinstance(node, dict) else context["tag"]
        near = did_you_mean(kind, known) if isinstance(kind, str) else ""
        message = f"unknown kind {said(kind)}{near or '; known kinds: ' + ', '.join(known)}"
    elif sort == "union_tag_not_found":
        kinds = ", ".join(known_kinds(grammar, details["loc"]))
        message = (
            f'missing key "kind" in {dotted(path)}; known kinds: {kinds}'
            if isinstance(node, dict)
            else f"{key} must be a table, not {_said(node)}"
        )
    elif sort == "literal_error":
        expected = str(context["expected"]).replace("'", '"')
        message = f"{key} = {_said(node)} must be {expected}"
    elif sort in _BOUNDS:
        bound, limit = _BOUNDS[sort]
        message = f"{key} = {said(node)} {bound} {said(context[limit])}"
    elif sort in ("string_too_short", "too_short", "string_too_long", "too_long"):
        message = f"{key} {_length(sort, context, node)}"
    elif sort in _PLAIN:
        whole = sort.startswith("int") and isinstance(node, float)
        message = f"{key} {_PLAIN[sort]}, not {f'{node:_}' if whole else _said(node)}"
    else:
        message = f"{key}: {details['msg'].removeprefix('Value error, ')}"
    return message


def _said(node: Any) -> str:
    return f'"@{node.name}"' if isinstance(node, Resolved) else said(node)


def _length(sort: str, context: Mapping[str, Any], node: Any) -> str:
    what = "letter" if sort.startswith("string") else "entry"
    many = "letters" if what == "letter" else "entries"
    if sort.endswith("short"):
        least = int(context["min_length"])
        return f"needs at least {least} {what if least == 1 else many}, not {len(node) or 'none'}"
    return f"may have at most {context['max_length']} {many}, not {len(node)}"
