"""An experiment with the edited rows of a spreadsheet laid over it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from simtco.files.catalogue import Catalogue
from simtco.files.edited_layer import EditedLayer
from simtco.files.edits import Edit, Edits, about
from simtco.files.entry import REPLACES, Entry
from simtco.files.input_rows import BASE, ENDS, KIND
from simtco.files.places import KeyPath
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.files.toml import Document
from simtco.words.base import kind_of
from simtco.words.distribution import ADJUSTMENTS, FAMILIES, Distribution, as_table
from simtco.words.families.metalog import Metalog
from simtco.words.percentiles import PercentileFamily

_KEPT = ("path", "base", "unit", "source", "owner", "as_of", "good_until", "confidence", "note")
_AS_STATED = 0.005  # by what share a curve may miss a percentile before its sentence says so
_FITTED = {
    kind_of(word)
    for word in FAMILIES
    if issubclass(word, PercentileFamily) and not issubclass(word, Metalog)
}


def lay_edits(
    document: Document, edits: Edits, entries: Mapping[str, Entry], catalogue: Catalogue
) -> Catalogue:
    """Lay edited rows over a document; those of the catalogue's beliefs come back as a layer.

    `entries` are the entries of the catalogue that the experiment uses.

    Raises:
        ExperimentError: a row states what is stated nowhere by itself.

    """
    layer, found = EditedLayer(edits.file), []
    for edit in edits.rows:
        if edit.name in entries:
            entry = entries[edit.name]
            table = _table(edit, entry.table) | {REPLACES: True}
            layer.lay(edit.name, table, _places(edit, entry.document))
            continue
        stated = _stated(edit.name, document, entries)
        if stated is None:
            message = f"{edit.name} is not stated by itself; edit the experiment file"
            found.append(Problem(edit.place, edit.name, message))
            continue
        document.lay(edit.name, _table(edit, stated), replace(edit.place, folder=document.folder))
        path: KeyPath = tuple(edit.name.split("."))
        for key, place in _places(edit, document).items():
            document.places[*path, key] = place
    if found:
        raise ExperimentError(found)
    return catalogue.under(layer) if layer.topics else catalogue


def _places(edit: Edit, document: Document) -> dict[str, Place]:
    return {
        key: replace(place, folder=document.folder)
        for key, place in edit.places.items()
        if key != KIND
    }


def _stated(name: str, document: Document, entries: Mapping[str, Entry]) -> Any:
    """What the file, or a pack that it includes, says of a number."""
    node = _at(document.data, name)
    if node is None and name.startswith("strategies."):
        _, _, inside = name.split(".", 2)
        packs = (entry.table for entry in entries.values() if entry.is_pack)
        node = next((said_ for pack in packs if (said_ := _at(pack, inside)) is not None), None)
    return node


def _at(data: Any, key: str) -> Any:
    for part in key.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _table(edit: Edit, stated: Any) -> dict[str, Any]:
    """The belief that a row states, as a table of an experiment file."""
    table: dict[str, Any] = dict(as_table(stated))
    factor = edit.multiple if edit.edits_percentiles else None
    if factor is not None and not any(key in table for key in ADJUSTMENTS):
        table |= {"factor": factor, BASE: edit.number(BASE)}
    elif edit.edits_percentiles:
        table = {key: table[key] for key in _KEPT if key in table} | _distribution(edit)
        table[BASE] = edit.number(BASE)
    elif BASE in edit.after and table.get("kind") == "constant":
        table["value"] = edit.after[BASE]
    elif BASE in edit.after:
        table[BASE] = edit.after[BASE]
    told = about(edit)
    kept = {key: value for key, value in table.items() if key not in told}
    return kept | {key: value for key, value in told.items() if value is not None}


def _distribution(edit: Edit) -> dict[str, Any]:
    """A curve of the row's kind if it passes through the percentiles, else one that does."""
    percentiles = edit.percentiles()
    if not percentiles:
        return {"kind": "constant", "value": edit.number(BASE)}
    ends = {key: value for key in ENDS if (value := edit.number(key)) is not None}
    kind = edit.before[KIND]
    if kind in _FITTED:
        named = dict(zip(("low", "high"), ends.values(), strict=False)) if kind == "beta" else {}
        fitted = {"kind": kind, **named, **percentiles}
        try:
            family = TypeAdapter(Distribution).validate_python(fitted)
        except ValidationError:
            pass
        else:
            if isinstance(family, PercentileFamily) and family.fit_error < _AS_STATED:
                return fitted
    return {"kind": kind_of(Metalog), **ends, **percentiles}
