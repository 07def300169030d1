"""What a name stands for: an entry of the catalogue, or a number of an experiment."""

from dataclasses import dataclass
from typing import Any

from simtco.files.catalogue import Catalogue
from simtco.files.entry import Entry
from simtco.files.load import Loaded
from simtco.files.meaning import meaning
from simtco.files.problems import Place
from simtco.words.base import Word, did_you_mean
from simtco.words.belief import Belief
from simtco.words.day_shape import DayShape
from simtco.words.strategies.plain import Plain


class UnknownNameError(Exception):
    """A name stands for nothing; the message says which one comes near."""


@dataclass(frozen=True)
class Subject:
    """A belief, a shape or a pack under the name that was asked for, and where it is stated."""

    name: str
    word: Belief | DayShape | Plain
    place: Place
    replaced: Entry | None = None


def entry_named(name: str, catalogue: Catalogue) -> Subject:
    """The entry of the catalogue that a name stands for.

    Raises:
        UnknownNameError: it stands for none.
        ExperimentError: the entry is wrong.

    """
    entry = catalogue.find(name)
    if entry is None or entry.sort == "group":
        raise UnknownNameError(catalogue.nothing_named(name, packs=True))
    return subject(entry, catalogue)


def subject(entry: Entry, catalogue: Catalogue) -> Subject:
    """An entry of the catalogue with what it says.

    Raises:
        ExperimentError: the entry is wrong.

    """
    return Subject(f"@{entry.name}", meaning(entry, catalogue), entry.place, entry.replaced)


def number_named(name: str, loaded: Loaded, catalogue: Catalogue) -> Subject:
    """A number of an experiment by its key or by the belief that it refers to, or else an entry.

    Raises:
        UnknownNameError: it stands for neither.
        ExperimentError: the entry is wrong.

    """
    word = loaded.experiment.stated.get(name) or _at(loaded.experiment, name)
    if isinstance(word, Belief | DayShape):
        own = word.name if isinstance(word, Belief) else name
        entry = loaded.entries.get(own)
        place = loaded.places.get(own, Place(f"{loaded.stem}.toml"))  # said by nobody: a default
        return Subject(name, word, place, entry.replaced if entry else None)
    entry = catalogue.find(name)
    if entry is not None and entry.sort != "group":
        return subject(entry, catalogue)
    inputs = [f"inputs.{key}" for key in loaded.experiment.inputs]
    known = [*inputs, *loaded.experiment.stated, *(entry.name for entry in catalogue.entries())]
    raise UnknownNameError(f'no number is named "{name}"{did_you_mean(name, known)}')


def _at(word: Word, path: str) -> Any:
    """What stands at a dotted path below a word."""
    node: Any = word
    for key in path.split("."):
        if isinstance(node, Word):
            fields = type(node).model_fields.items()
            names = [name for name, field in fields if key in (field.alias, name)]
            node = getattr(node, names[0]) if names else None
        else:
            node = node.get(key) if isinstance(node, dict) else None
    return node
