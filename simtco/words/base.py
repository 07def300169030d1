"""The base of every word, and how words are found: one file each, in the folder of their sort."""

import difflib
import importlib
import json
import pkgutil
import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, PrivateAttr
from pydantic_core import PydanticCustomError

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
        self._name = self._name or name


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
    """`; did you mean "x"?` for the nearest known name, or nothing."""
    near = difflib.get_close_matches(said, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""
