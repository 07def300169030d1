"""Which keys a table may have: for suggestions when one is unknown."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from simtco.words.belief import Belief
from simtco.words.family import Family


def known_keys(grammar: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the word at a pydantic location may have."""
    words = _words_at(grammar, loc)
    keys = {key for word in words for key in _keys(word)}
    if any(issubclass(word, Family) for word in words):  # its keys stand beside its belief's
        holders = [word for word in _words_at(grammar, loc[:-2]) if issubclass(word, Belief)]
        keys |= {key for word in holders for key in _keys(word)}
    return sorted(keys - {"family", "percentiles"})


def _words_at(grammar: type[BaseModel], loc: tuple[int | str, ...]) -> list[type[BaseModel]]:
    words: list[type[BaseModel]] = [grammar]
    for part in loc:
        inside = [
            word
            for holder in words
            for name, field in holder.model_fields.items()
            if part in (name, field.alias)
            for word in _words_of(field.annotation)
        ]
        tagged = [word for word in words if _kind(word) == part]
        words = inside or tagged or words
    return words


def known_kinds(grammar: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The kinds that the table at a pydantic location may have."""
    return sorted(str(_kind(word)) for word in _words_at(grammar, loc) if _kind(word))


def _words_of(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _words_of(part)


def _keys(word: type[BaseModel]) -> Iterator[str]:
    return (field.alias or name for name, field in word.model_fields.items())


def _kind(word: type[BaseModel]) -> Any:
    return word.model_fields["kind"].default if "kind" in word.model_fields else None
