"""What is wrong with the folders that a company lays over the catalogue."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from simtco.files.catalogue import Catalogue
from simtco.files.entry import REPLACES, Entry
from simtco.files.layer import Layer
from simtco.files.meaning import meaning
from simtco.files.places import dotted
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.words.base import did_you_mean
from simtco.words.wording import said

_TOPIC = re.compile(r"[A-Za-z_][\w-]*")
_KEY = re.compile(r"[\w-]+")
_TAKEN = ("inputs", "demand", "strategies")  # what draws of an experiment's own numbers begin with
_SORTS = {
    "belief": "a number",
    "shape": "the shape of a day",
    "pack": "a pack of costs",
    "group": "a group of entries",
}
_NEEDS = "a belief needs kind, or percentiles such as p10, p50 and p90"


def sound(folders: Iterable[Path]) -> Catalogue:
    """The catalogue with these folders laid over it.

    Raises:
        ExperimentError: everything that is wrong with the folders.

    """
    catalogue = Catalogue(*folders)
    found = faults(catalogue)
    if found:
        raise ExperimentError(found)
    return catalogue


def faults(catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with the folders laid over the beliefs that come with simtco.

    Raises:
        ExperimentError: a topic cannot be read, or is not TOML, so that nothing else can be said.

    """
    _read(catalogue)
    return [problem for layer in catalogue.own for problem in _faults_of(layer, catalogue)]


def _read(catalogue: Catalogue) -> None:
    unreadable: list[Problem] = []
    for layer in catalogue.own:
        try:
            topics = layer.topics
        except ExperimentError as error:
            unreadable.extend(error.problems)
            continue
        for topic in topics:
            try:
                layer.document(topic)
            except ExperimentError as error:
                unreadable.extend(error.problems)
    if unreadable:
        raise ExperimentError(unreadable)


def _faults_of(layer: Layer, catalogue: Catalogue) -> Iterator[Problem]:
    for topic in layer.topics:
        whole = layer.find(topic)
        if whole is None:
            continue
        if not _TOPIC.fullmatch(topic) or topic in _TAKEN:
            yield Problem(Place(whole.document.file), "", _no_topic(topic))
            continue
        yield from _loose(whole)
        for entry in layer.entries(topic):
            yield from _misplaced(entry, layer, catalogue)
            try:
                meaning(entry, catalogue)
            except ExperimentError as error:
                yield from error.problems


def _no_topic(topic: str) -> str:
    if topic in _TAKEN:
        return f'"@{topic}." begins the numbers of an experiment; give the file another name'
    return (
        f"{said(topic)} is no name for a topic; begin with a letter, then letters, digits, _ and -"
    )


def _loose(group: Entry) -> Iterator[Problem]:
    """What stands in a group and is no entry, nor holds any."""
    tables = [key for key, value in group.stated.items() if isinstance(value, dict)]
    here = f"[{dotted(group.path)}]"
    if group.path and not tables:
        yield Problem(group.place, str(group.path[-1]), f"{here} states nothing; {_NEEDS}")
        return
    for key in group.stated:
        place = group.document.place((*group.path, key))
        if not _KEY.fullmatch(key):
            yield Problem(place, key, f"{said(key)} is no name; use letters, digits, _ and -")
        elif key in tables:
            inside = group.inside(key)
            if inside.sort == "group":
                yield from _loose(inside)
        elif group.path:
            yield Problem(place, key, f"{here} is a group of entries; {key} belongs in one of them")
        else:
            stated = said(group.stated[key])
            message = f"{key} = {stated} is no entry; write a table [{key}]: {_NEEDS}"
            yield Problem(place, key, message)


def _misplaced(entry: Entry, layer: Layer, catalogue: Catalogue) -> Iterator[Problem]:
    """Where an entry does not fit the layers below its own."""
    key, below = str(entry.path[-1]), catalogue.find(entry.name, layer)
    stated = entry.stated.get(REPLACES)
    if stated is not None and not isinstance(stated, bool | dict):
        place = entry.document.place((*entry.path, REPLACES))
        yield Problem(place, REPLACES, f"replaces must be true or false, not {said(stated)}")
    above = _entry_above(entry, layer, catalogue)
    if above is not None:
        yield Problem(
            entry.place,
            key,
            f'"@{entry.name}" stands below "@{above.name}", which is {_SORTS[above.sort]} '
            f"({above.place}); give it another name",
        )
    elif below is None and entry.deliberate:
        known = [f"@{e.name}" for e in catalogue.entries() if catalogue.find(e.name, layer)]
        hint = did_you_mean(f"@{entry.name}", known) or "; take replaces out"
        place = entry.document.place((*entry.path, REPLACES))
        yield Problem(place, REPLACES, f'"@{entry.name}" replaces nothing{hint}')
    elif below is not None and below.sort != entry.sort:
        yield Problem(
            entry.place,
            key,
            f'"@{entry.name}" is {_SORTS[entry.sort]} here and {_SORTS[below.sort]} in '
            f"{below.place}; an entry replaces one of its own sort: give this one another name",
        )


def _entry_above(entry: Entry, layer: Layer, catalogue: Catalogue) -> Entry | None:
    """The entry of a layer below whose name is the first part of this one's."""
    parts = entry.name.split(".")
    for count in range(2, len(parts)):
        found = catalogue.find(".".join(parts[:count]), layer)
        if found is not None and found.sort != "group":
            return found
    return None
