"""What `@` stands for: beliefs shared by name, and packs of costs laid under a strategy."""

import copy
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simtco.files.catalogue import Catalogue
from simtco.files.columns import fill_columns
from simtco.files.entry import Entry
from simtco.files.places import KeyPath, label
from simtco.files.problems import ExperimentError, Problem
from simtco.files.toml import Document, copy_document
from simtco.words import wording
from simtco.words.base import Resolved, Word, did_you_mean
from simtco.words.belief import Belief
from simtco.words.distribution import as_table
from simtco.words.percentiles import is_percentile

REFERENCE = re.compile(r"@([A-Za-z_][\w-]*(?:\.[\w-]+)*)")
_TEXT_KEYS = {
    "title",
    "note",
    "notes",
    "source",
    "owner",
    "unit",
    "label",
    "model",
    "csv",
    "column",
}
_PLAIN_KEYS = {"base", "category", "confidence", "ends", "hidden", "kind"}
_OWN_KEYS = {"belief", "base", "path", "note", "owner"}
_ABOUT_BELIEFS = {field.alias or key for key, field in Belief.model_fields.items()}
_WRITE_REFERENCE = 'write "@inputs.NAME" or "@topic.name"'
_UNKNOWN = {"kind": "constant", "value": 0}
_SHAPE = ("demand", "day_shape")
_MOST_REFERENCES = 20_000  # more than that are references whose references multiply
# These name beliefs, or are read where they are laid over.
_UNTOUCHED = (("correlations",), ("scenarios",), ("sweeps",))


@dataclass(frozen=True)
class Resolution:
    """A document without references, those that name nothing, and the entries that it uses.

    `uses` says which keys lead to a name, through other names too; `moved` names the beliefs that
    are given a path of their own somewhere.
    """

    document: Document
    problems: list[Problem]
    entries: dict[str, Entry]
    uses: Mapping[str, set[KeyPath]]
    moved: set[str]


def resolve(
    document: Document, catalogue: Catalogue, kept: Mapping[KeyPath, Word] | None = None
) -> Resolution:
    """A copy with every reference replaced by what it names, and every CSV column read.

    A belief reached by the same name is the same draw everywhere; an input that is nothing but a
    reference is the belief that it refers to. `kept` are words that take the place of what they
    were read from.

    Raises:
        ExperimentError: references multiply without end.

    """
    resolver = _Resolver(copy_document(document), catalogue, kept or {})
    found = [*resolver.problems, *fill_columns(resolver.document)]
    return Resolution(resolver.document, found, resolver.entries, resolver.uses, resolver.moved)


class _Resolver:
    def __init__(
        self, document: Document, catalogue: Catalogue, kept: Mapping[KeyPath, Word]
    ) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.entries: dict[str, Entry] = {}
        self.uses: defaultdict[str, set[KeyPath]] = defaultdict(set)
        self.moved: set[str] = set()
        self._catalogue = catalogue
        self._kept = kept
        self._inputs = document.data.get("inputs")
        self._followed = 0
        self._include_packs()
        self.document.data = self._walk((), self.document.data, ())

    @cached_property
    def _known_inputs(self) -> tuple[str, ...]:
        stated = self._inputs if isinstance(self._inputs, dict) else ()
        return tuple(f"@inputs.{key}" for key in stated)

    def _include_packs(self) -> None:
        strategies = self.document.data.get("strategies")
        for name, table in strategies.items() if isinstance(strategies, dict) else ():
            path = ("strategies", name)
            if path in self._kept or not isinstance(table, dict) or "include" not in table:
                continue
            packs = table.pop("include")
            for index, said in enumerate(packs if isinstance(packs, list) else [packs]):
                self._lay_under(path, table, said, (*path, "include", index))

    def _lay_under(self, path: KeyPath, table: dict[str, Any], said: Any, at: KeyPath) -> None:
        """Add a pack's costs and shocks to a strategy; what the strategy says itself wins.

        It wins key by key; an entry of another kind replaces the pack's.
        """
        match = REFERENCE.fullmatch(said) if isinstance(said, str) else None
        entry = self._catalogue.find(match[1]) if match else None
        if entry is None or not entry.is_pack:
            packs = [f"@{entry.name}" for entry in self._catalogue.entries() if entry.is_pack]
            hint = did_you_mean(str(said), packs) or f"; packs are {', '.join(packs)}"
            what = "is no pack of costs" if entry else "names no pack of costs"
            self._report(at, f"{wording.said(said)} {what}{hint}")
            self.document.broken.add(path)
            return
        self.entries[entry.name] = entry
        for sort in ("costs", "shocks"):
            own = table.setdefault(sort, {})
            if not isinstance(own, dict):  # said where the experiment is composed
                continue
            for name, words in entry.table.get(sort, {}).items():
                here, there = (*path, sort, name), (*entry.path, sort, name)
                said_here = own.get(name, {})
                if not isinstance(said_here, dict):
                    continue
                if said_here.get("kind", words.get("kind")) == words.get("kind"):
                    self.document.graft(here, entry.document, there)
                    own[name] = copy.deepcopy(words) | said_here

    def _walk(self, path: KeyPath, node: Any, trail: tuple[str, ...]) -> Any:
        if path in self._kept or path in _UNTOUCHED:
            return self._kept.get(path, node)
        if isinstance(node, str) and node.startswith("@"):
            match = REFERENCE.fullmatch(node)
            if match:
                return self._belief(path, match[1], trail)
            self._report(path, f"{wording.said(node)} is no reference; {_WRITE_REFERENCE}")
            return dict(_UNKNOWN)
        if isinstance(node, dict):
            named = path == ("inputs",)  # its keys are names and say nothing of what they hold
            if not named and not isinstance(node.get("belief", {}), dict):
                return self._own_version(path, node, trail)
            return {
                key: self._walk((*path, key), value, trail)
                if named or isinstance(value, dict) or not _is_plain(key)
                else value
                for key, value in node.items()
            }
        if isinstance(node, list):
            node = [self._walk((*path, i), value, trail) for i, value in enumerate(node)]
            node = [_distribution(part) for part in node] if _holds_components(path) else node
        return node

    def _own_version(self, path: KeyPath, node: dict[str, Any], trail: tuple[str, ...]) -> Any:
        """A belief with our own base or path: still the same draw."""
        said = node["belief"]
        for key in node.keys() - ({"belief"} if _holds_components(path[:-1]) else _OWN_KEYS):
            self._report(
                (*path, key), f"{key} cannot be changed beside belief; state the whole distribution"
            )
        match = REFERENCE.fullmatch(said) if isinstance(said, str) else None
        if match is None:
            message = f"{wording.said(said)} is no reference; {_WRITE_REFERENCE}"
            self._report((*path, "belief"), message)
            self.document.broken.add(path)
            return dict(_UNKNOWN)
        found = self._belief((*path, "belief"), match[1], trail)
        self.document.graft(path, self.document, (*path, "belief"))
        self.document.origins[path] = self.document.origin((*path, "belief"))
        if (*path, "belief") in self.document.broken:
            self.document.broken.add(path)
        rest = {key: node[key] for key in node.keys() & (_OWN_KEYS - {"belief"})}
        if "path" in rest:
            self.moved.add(found.name)
            rest["path"] = self._walk((*path, "path"), rest["path"], trail)
        return Resolved(dict(found) | rest, found.name)

    def _belief(self, path: KeyPath, name: str, trail: tuple[str, ...]) -> Resolved:
        if name in trail:
            around = " -> ".join(f"@{step}" for step in (*trail[trail.index(name) :], name))
            self._report(path, f'"@{name}" refers to itself: {around}')
            return Resolved(_UNKNOWN, name)
        self.uses[name].add(path[:-1] if path[-1] == "belief" else path)
        self._followed += 1
        if self._followed > _MOST_REFERENCES:
            most = f"more than {_MOST_REFERENCES:,} references"
            message = f'"@{name}" stands behind {most} that refer to each other; state it here'
            raise ExperimentError([Problem(self.document.place(path), label(path), message)])
        if name.startswith("inputs."):
            return self._input(path, name, trail)
        entry = self._catalogue.find(name)
        wanted = path[:2] == _SHAPE
        if entry is None or not entry.is_belief or entry.is_shape != wanted:
            self._report(path, self._nothing_named(name, entry))
            return Resolved({"kind": "shape"} if wanted else _UNKNOWN, name)
        self.entries[name] = entry
        self.document.refer(path, entry.document, entry.path)
        return Resolved(self._walk(path, entry.table, (*trail, name)), name)

    def _input(self, path: KeyPath, name: str, trail: tuple[str, ...]) -> Resolved:
        key = name.removeprefix("inputs.")
        if not isinstance(self._inputs, dict) or key not in self._inputs:
            hint = did_you_mean("@" + name, self._known_inputs)
            self._report(path, f'no input is named "@{name}"{hint}')
            return Resolved(_UNKNOWN, name)
        if path[:2] == _SHAPE:
            self._report(path, 'an input is a number; write "@topic.name" or 24 numbers in a list')
            return Resolved({"kind": "shape"}, name)
        self.document.refer(path, self.document, ("inputs", key))
        before = len(self.problems)
        try:
            table = as_table(self._walk(path, self._inputs[key], (*trail, name)))
        except ValueError:
            table = _UNKNOWN
            self.document.broken.add(path)  # said where the input itself stands
        if path[0] != "inputs":
            del self.problems[before:]  # said where the input itself stands
        shared = table.name if isinstance(table, Resolved) else name
        return Resolved(table if isinstance(table, dict) else _UNKNOWN, shared)

    def _nothing_named(self, name: str, group: Entry | None) -> str:
        if group is not None and group.is_pack:
            return f'"@{name}" is a pack of costs; write include = ["@{name}"] in a strategy'
        if group is not None and group.is_belief:
            said, wanted = "the shape of a day", "a number"
            if not group.is_shape:
                said, wanted = wanted, said
            return f'"@{name}" is {said}, not {wanted}'
        return self._catalogue.nothing_named(name, packs=False)

    def _report(self, path: KeyPath, message: str) -> None:
        self.problems.append(Problem(self.document.place(path), label(path), message))
        self.document.broken.add(path)


def _holds_components(path: KeyPath) -> bool:
    """Whether a list is that of a mixture's components."""
    return path[-1:] == ("components",)


def _distribution(part: Any) -> Any:
    """What a belief lends to a mixture: its distribution, not what else is known of it."""
    if not isinstance(part, Resolved):
        return part
    lent = {key: value for key, value in part.items() if key not in _ABOUT_BELIEFS}
    return Resolved(lent, part.name)


def _is_plain(key: str) -> bool:
    """Whether a key holds a text, a choice or a plain number, so that no belief may stand there."""
    return key in _TEXT_KEYS or key in _PLAIN_KEYS or is_percentile(key)
