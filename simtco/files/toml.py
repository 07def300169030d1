"""A TOML text as data, with the place of every key."""

import copy
import re
import tomllib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simtco.files.characters import shown, unshowable
from simtco.files.places import KeyPath, key_places, label
from simtco.files.problems import ExperimentError, Place, Problem

_MOST_BYTES = 2_000_000
_MOST_NESTED = 40
_HINTS = {
    "Invalid value": "a value is a number, true, false, a date, or a text in quotes",
    "Illegal character '\\n'": "the quotes are not closed in this line",
    "Expected newline or end of document after a statement": (
        "write 3_000 for 3,000 and 0.08 for 8%"
    ),
    "Cannot overwrite a value": "the key has a value already",
}
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass
class Document:
    """Data read from a text, and where each of its keys stands.

    `folder` is where it lies; `origins` says where that is stated which a reference stands for;
    `broken` are the keys that wait for a reference to be mended.
    """

    file: str
    data: dict[str, Any]
    text: str = ""
    places: dict[KeyPath, Place] = field(default_factory=dict)
    folder: Path = Path()
    origins: dict[KeyPath, tuple[Place, KeyPath]] = field(default_factory=dict)
    broken: set[KeyPath] = field(default_factory=set)
    _inside: dict[KeyPath, list[KeyPath]] | None = field(default=None, repr=False)

    def place(self, path: KeyPath) -> Place:
        """The place of a key, or of the nearest table above it; the first line above all."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Place(self.file)

    def origin(self, path: KeyPath) -> tuple[Place, KeyPath]:
        """Place and path of what is stated at a key, behind a reference too."""
        return self.origins.get(path) or (self.place(path), path)

    def graft(self, path: KeyPath, other: "Document", origin: KeyPath) -> None:
        """Take over the places of another document's part for data copied here; ours win."""
        for at in list(other.places_below(origin)):
            here = path + at[len(origin) :]
            if here not in self.places:
                self.places[here] = other.places[at]
                if self._inside is not None:
                    self._inside.setdefault(here[:-1], []).append(here)

    def places_below(self, path: KeyPath) -> Iterator[KeyPath]:
        """The path and all below it, as far as they have places."""
        if self._inside is None:
            self._inside = _inside(self.places)
        if path in self.places:
            yield path
        for inside in self._inside.get(path, ()):
            yield from self.places_below(inside)

    def refer(self, path: KeyPath, other: "Document", origin: KeyPath) -> None:
        """Note that a reference at `path` stands for another document's part."""
        self.graft(path, other, origin)
        self.origins[path] = other.origin(origin)

    def set(self, key: str, value: str, option: str) -> None:
        """Lay a value from the command line over the data; tables on the way are made.

        Raises:
            ExperimentError: the key has too many tables, or the text what cannot be seen.

        """
        self.lay(key, _as_toml(value), Place(shown(option), folder=self.folder))

    def lay(self, key: str, value: Any, said: Place) -> None:
        """Lay a value over a dotted key of the data; messages place it where it is said.

        Tables on the way are copied, so that other documents may share them as they were.

        Raises:
            ExperimentError: the key has too many tables, or the text what cannot be seen.

        """
        *tables, last = key.split(".")
        if hidden := [message for _, message in unshowable({key: value})]:
            raise ExperimentError([Problem(said, last, message) for message in hidden])
        if len(tables) >= _MOST_NESTED:
            raise ExperimentError([Problem(said, last, "nested too deeply")])
        self.data = node = dict(self.data)
        for depth, table in enumerate(tables, start=1):
            held = node.get(table)
            if not isinstance(held, dict):
                held = {}
                self.places[tuple(tables[:depth])] = said
            node[table] = dict(held)
            node = node[table]
        node[last] = value
        path = tuple(key.split("."))
        self.places = {at: p for at, p in self.places.items() if at[: len(path)] != path}
        self.places[path] = said
        self._inside = None


def _inside(places: Iterable[KeyPath]) -> dict[KeyPath, list[KeyPath]]:
    """What stands directly inside what, so that a part is found without a search."""
    found: dict[KeyPath, list[KeyPath]] = {}
    for path in places:
        if path:
            found.setdefault(path[:-1], []).append(path)
    return found


def read_document(path: Path, shown: str = "") -> Document:
    """Read a TOML file; `shown` is what messages call it, where not by its path.

    Raises:
        ExperimentError: the file cannot be read, is too large, or is not TOML.

    """
    file = shown or str(path)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _unreadable(file, f"larger than {_MOST_BYTES:,} bytes; is this an experiment?")
        if path.exists() and not path.is_file():
            raise _unreadable(file, "cannot be read: it is no file")
        if path.exists() and not path.stem.strip("."):
            raise _unreadable(file, "a report takes the file's name, and this one is all dots")
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace").split("\n")
        excerpt = data.decode(errors="replace").split("\n")[len(before) - 1]
        place = Place(file, len(before), len(before[-1]) + 1, excerpt)
        problem = Problem(place, "", "not UTF-8 text; save the file as UTF-8")
        raise ExperimentError([problem]) from error
    except OSError as error:
        raise _unreadable(file, f"cannot be read: {error.strerror}") from error
    return parse_document(text, file, path.parent)


def parse_document(text: str, file: str, folder: Path = Path()) -> Document:
    """Read a TOML text; `folder` is where the files lie that it names.

    Raises:
        ExperimentError: the text is not TOML, or holds what cannot be seen.

    """
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    try:
        data = tomllib.loads(text)
        at_line = key_places(text)
        if max(map(len, at_line), default=0) > _MOST_NESTED:
            raise RecursionError  # noqa: TRY301  (one way of saying it)
    except (ValueError, RecursionError) as error:
        said = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        if said.startswith("Exceeds the limit"):
            said = "a number has more than 4,300 digits"
        at = _AT.search(said)
        line = int(at[1]) if at and at[1] else len(lines)
        column = int(at[2]) if at and at[2] else len(lines[line - 1]) + 1
        said = said[: at.start()] if at else said
        said = re.sub(r"\('(.*?)',?\)", lambda names: names[1].replace("', '", "."), said)
        message = f"not TOML: {said}{'; ' + _HINTS[said] if said in _HINTS else ''}"
        place = Place(file, line, column, lines[line - 1])
        raise ExperimentError([Problem(place, "", message)]) from error
    places = {
        path: Place(file, line, column, lines[line - 1], folder)
        for path, (line, column) in {(): (1, 1), **at_line}.items()
    }
    document = Document(file, data, text, places, folder)
    hidden = [
        Problem(document.place(path), label(path), message) for path, message in unshowable(data)
    ]
    if hidden:
        raise ExperimentError(hidden)
    return document


def copy_document(document: Document) -> Document:
    """A copy whose data and places can be changed."""
    copied = under(document)
    copied.data = copy.deepcopy(document.data)
    return copied


def under(document: Document, without: Container[str] = ()) -> Document:
    """A document to lay values over, without some tables; it shares the data that stay."""
    data = {key: value for key, value in document.data.items() if key not in without}
    return Document(document.file, data, document.text, dict(document.places), document.folder)


def _as_toml(value: str) -> Any:
    text = f"value = {value}"
    try:
        data = tomllib.loads(text)["value"]
        too_deep = max(map(len, key_places(text))) > _MOST_NESTED
    except (ValueError, RecursionError):
        return value
    return value if too_deep else data


def _unreadable(file: str, message: str) -> ExperimentError:
    return ExperimentError([Problem(Place(file), "", message)])
