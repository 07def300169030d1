"""What else might be: an experiment with the values of each of its scenarios laid over it."""

from collections.abc import Iterator
from typing import Any

from simtco.files.problems import Problem
from simtco.files.toml import Document, under

_ROOT = "scenarios"
_DRAWING = ("simulation", _ROOT)


def scenarios(document: Document) -> Iterator[tuple[str, Document]]:
    """Each scenario's document, by its name; what cannot be laid over is left out."""
    for name, deltas in _tables(document):
        changed = under(document, (_ROOT,))
        for key, value in deltas.items():
            if not _fault(key, value):
                path = (_ROOT, name, key)
                changed.lay(key, value, document.place(path))
                changed.graft(tuple(key.split(".")), document, path)
        yield name, changed


def objections(document: Document) -> Iterator[Problem]:
    """Why a scenario's values cannot be laid over the experiment."""
    for name, deltas in _tables(document):
        if not deltas:
            place = document.place((_ROOT, name))
            said = 'changes nothing; write "dotted.key" = value, such as "demand.requests_per_day"'
            yield Problem(place, name, f"scenario {name} {said} = 20_000")
        for key, value in deltas.items():
            if fault := _fault(key, value):
                yield Problem(document.place((_ROOT, name, key)), key, fault)


def _tables(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """The scenarios that are tables; the grammar says what is wrong with others."""
    tables = document.data.get(_ROOT)
    for name, deltas in tables.items() if isinstance(tables, dict) else ():
        if isinstance(deltas, dict):
            yield name, deltas


def _fault(key: str, value: Any) -> str:
    first, *rest = key.split(".")
    if first in _DRAWING:
        return f"a scenario cannot change {first}: all of them are run in the same futures"
    if not all((first, *rest)):
        return f'"{key}" is no key; write keys with single dots between, such as "inputs.pay"'
    if isinstance(value, dict) and not rest:
        return (
            f"{key} is a whole table; write the full key of each value in quotes, such as "
            f'"{_example(key, value)}"'
        )
    return ""


def _example(key: str, value: Any) -> str:
    """The dotted key of the first value below a table."""
    while isinstance(value, dict) and value:
        inner, value = next(iter(value.items()))
        key = f"{key}.{inner}"
    return key
