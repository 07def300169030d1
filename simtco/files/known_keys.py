"""Which keys a table may have: for suggestions when one is unknown."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from simtco.words.base import kind_of
from simtco.words.belief import Belief
from simtco.words.distribution import ADJUSTMENTS
from simtco.words.families.adjusted import Adjusted
from simtco.words.family import Family

_ADJUSTED = kind_of(Adjusted)


def known_keys(grammar: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the word at a pydantic location may have."""
    words = _words_at(grammar, loc)
    keys = {key for word in words for key in _keys(word)}
    if any(issubclass(word, Family) for word in words):  # its keys stand beside its belief's
        around = loc[:-1]
        while around[-2:] == (_ADJUSTED, "of"):
            around = around[:-2]
        holders = [word for word in _words_at(grammar, around[:-1]) if issubclass(word, Belief)]
        keys |= {key for word in holders for key in _keys(word)} | set(ADJUSTMENTS)
    return sorted(keys - {"family", "percentiles"})


def _words_at(grammar: type[BaseModel], loc: tuple[int | str, ...]) -> list[type[BaseModel]]:
    words: list[type[BaseModel]] = [grammar]
    parts = iter(loc)
    for part in parts:
        fields = [
            field
            for holder in words
            for name, field in holder.model_fields.items()
            if part in (name, field.alias)
        ]
        tagged = [word for word in words if _kind(word) == part]
        if tagged:
            words = tagged
        elif fields:
            words = [word for field in fields for word in _words_of(field.annotation)]
            if any(get_origin(field.annotation) is dict for field in fields):
                next(parts, None)  # a name that the file gives; it may be that of a key or kind
    return words


def known_kinds(grammar: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The kinds that the table at a pydantic location may have."""
    kinds = {_kind(word) for word in _words_at(grammar, loc)}
    return sorted(kinds - {None, _ADJUSTED})  # what is adjusted has a kind of its own


def _words_of(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _words_of(part)


def _keys(word: type[BaseModel]) -> Iterator[str]:
    return (field.alias or name for name, field in word.model_fields.items())


def _kind(word: type[BaseModel]) -> Any:
    return word.model_fields["kind"].default if "kind" in word.model_fields else None
