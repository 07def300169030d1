"""What an entry of the catalogue says: the word behind its table."""

from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from simtco.files.catalogue import Catalogue
from simtco.files.complaints import problems
from simtco.files.entry import Entry
from simtco.files.places import dotted
from simtco.files.problems import ExperimentError, Problem
from simtco.files.references import resolve
from simtco.files.toml import Document
from simtco.words.amount import Amount
from simtco.words.base import Word, did_you_mean
from simtco.words.day_shape import DayShape
from simtco.words.strategies.plain import Plain
from simtco.words.wording import said

_GRAMMAR: dict[str, type[Word]] = {"belief": Amount, "shape": DayShape, "pack": Plain}
_PACK_KEYS = ("costs", "shocks", "note")


def meaning(entry: Entry, catalogue: Catalogue) -> Amount | DayShape | Plain:
    """The belief, the shape, or the costs and shocks that an entry states.

    Raises:
        ExperimentError: everything that is wrong with it, each with its place.

    """
    hollow = list(_hollow(entry))
    if hollow:
        raise ExperimentError(hollow)
    document = Document(entry.document.file, entry.table)
    document.graft((), entry.document, entry.path)
    resolution = resolve(document, catalogue)
    resolved, found = resolution.document, resolution.problems
    for path, place in document.places.items():
        resolved.origins.setdefault(path, (place, (*entry.path, *path)))
    if entry.is_pack:
        found.extend(_foreign_keys(entry))
        resolved.data = {key: resolved.data[key] for key in _PACK_KEYS if key in resolved.data}
    grammar: type[BaseModel] = _GRAMMAR[entry.sort]
    try:
        word = grammar.model_validate(resolved.data)
    except ValidationError as error:
        raise ExperimentError([*found, *problems(error, resolved, grammar)]) from error
    if found:
        raise ExperimentError(found)
    if not isinstance(word, Amount | DayShape | Plain):
        raise TypeError(f"{entry.name} is no entry of the catalogue")
    return word


def _hollow(entry: Entry) -> Iterator[Problem]:
    """Where a pack or a shape has nothing in it that could be read."""
    here, key = dotted(entry.path), str(entry.path[-1])
    if entry.is_pack:
        parts = {sort: entry.table[sort] for sort in ("costs", "shocks") if sort in entry.table}
        for sort, part in parts.items():
            if not isinstance(part, dict):
                place = entry.document.place((*entry.path, sort))
                yield Problem(place, sort, f"{sort} must be a table, not {said(part)}")
        if not any(parts.values()):
            message = f"[{here}] has neither costs nor shocks; add [{here}.costs.NAME]"
            yield Problem(entry.place, key, message)
    elif entry.is_shape and "values" not in entry.table:
        yield Problem(entry.place, "values", f'missing key "values" in {here}')


def _foreign_keys(entry: Entry) -> Iterator[Problem]:
    for key in entry.table.keys() - set(_PACK_KEYS):
        hint = did_you_mean(key, _PACK_KEYS) or "; a pack holds costs, shocks and a note"
        place = entry.document.place((*entry.path, key))
        yield Problem(place, key, f"unknown key {said(key)}{hint}")
