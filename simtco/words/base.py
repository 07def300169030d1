"""The base of every word, and how words are found: one file each, in the folder of their sort."""

import difflib
import importlib
import json
import pkgutil
import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, PrivateAttr
from pydantic_core import PydanticCustomError

_Bits = NDArray[np.uint32]

_NAME = re.compile(r"[^\W\d][\w-]*")


class Word(BaseModel):
    """Something that an experiment file may say: frozen, and strict about unknown keys."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        strict=True,
        allow_inf_nan=False,
        populate_by_name=True,
        serialize_by_alias=True,
    )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((type(self), self._fields()))

    def _fields(self) -> tuple[Any, ...]:
        """What the file says, without the tables that are worked out from it."""
        return tuple(getattr(self, name) for name in type(self).model_fields)


class Named(Word):
    """A word that owns random draws; its name is its place in the file, or the name referred to."""

    _name: str = PrivateAttr("")

    @property
    def name(self) -> str:
        """The stream of draws that the word owns."""
        return self._name

    def assign_name(self, name: str) -> None:
        """Give a name to a word that has none yet; the loader does so once, right after reading."""
        if not self._name:
            self._name = name


class Resolved(dict[str, Any]):
    """A table that a reference stood for; it carries the name that all its users share."""

    def __init__(self, table: dict[str, Any], name: str) -> None:
        super().__init__(table)
        self.name = name


def discover(package: str, base: type[Word]) -> tuple[type[Any], ...]:
    """Import every module of a package and return the word that each one defines, by kind."""
    found: dict[str, type[Word]] = {}
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
        members = vars(importlib.import_module(f"{package}.{module.name}")).values()
        for member in members:
            if (
                isinstance(member, type)
                and issubclass(member, base)
                and member.__module__ == f"{package}.{module.name}"
                and "kind" in member.model_fields
            ):
                found[kind_of(member)] = member
    return tuple(found[kind] for kind in sorted(found))


def kind_of(word: type[Word]) -> str:
    """The value of `kind` that selects a word in an experiment file."""
    return cast("str", word.model_fields["kind"].default)


def fault(message: str, key: str | None = None) -> PydanticCustomError:
    """An error about a word; `key` names the entry to point at."""
    return PydanticCustomError("word", "{message}", {"message": message, "key": key})


def speakable(tables: Any) -> Any:
    """Refuse tables under a name that cannot stand in a dotted key.

    Raises:
        PydanticCustomError: a name is none.

    """
    for name in tables if isinstance(tables, dict) else ():
        if not _NAME.fullmatch(name):
            raise fault(
                f"{json.dumps(name, ensure_ascii=False)} is no name; begin with a letter, "
                "then letters, digits, _ and -",
                name,
            )
    return tables


def did_you_mean(said: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` for the nearest known name, or nothing.

    Only the names that share most pairs of letters are compared in full, so that thousands of
    mistyped names among thousands of known ones take seconds.
    """
    near = difflib.get_close_matches(said, _most_alike(said, tuple(known)), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


_COMPARED = 5


def _most_alike(said: str, known: tuple[str, ...]) -> list[str]:
    """The names that share most pairs of letters with what was said (Dice's coefficient)."""
    if len(known) <= _COMPARED:
        return list(known)
    own, pairs = _pairs([said]), _pairs_of_all(known)
    shared = np.bitwise_count(pairs & own).sum(axis=1, dtype=np.int64)
    stated = np.bitwise_count(pairs).sum(axis=1, dtype=np.int64) + np.bitwise_count(own).sum()
    return [known[at] for at in np.argsort(-shared / stated, kind="stable")[:_COMPARED]]


@lru_cache(maxsize=8)
def _pairs_of_all(known: tuple[str, ...]) -> _Bits:
    return _pairs(known)


def _pairs(names: Sequence[str]) -> _Bits:
    """Which pairs of neighbouring letters each name has: bits (names, 8), shared by some pairs."""
    found = np.zeros((len(names), 8), np.uint32)
    for row, name in zip(found, names, strict=True):
        for first, second in pairwise(f" {name} "):
            bit = (31 * ord(first) + ord(second)) % 256
            row[bit // 32] |= np.uint32(1 << bit % 32)
    return found
