"""One table of the catalogue."""

from dataclasses import dataclass
from typing import Any, Literal

from simtco.files.places import KeyPath
from simtco.files.problems import Place
from simtco.files.toml import Document
from simtco.words.percentiles import is_percentile

Sort = Literal["belief", "shape", "pack", "group"]
REPLACES = "replaces"
"""The key that says of an entry that it shall replace the one of its name below."""


@dataclass(frozen=True)
class Entry:
    """A table of the catalogue: a belief, a shape, a pack of costs and shocks, or a group of them.

    `layer` names the catalogue that it stands in; `replaced` is the entry of its name in a
    catalogue below.
    """

    name: str
    layer: str
    document: Document
    path: KeyPath
    stated: dict[str, Any]
    replaced: "Entry | None" = None

    @property
    def table(self) -> dict[str, Any]:
        """What is said of the entry, without what is said of its place in the catalogue."""
        said = self.stated.get(REPLACES)
        if REPLACES not in self.stated or isinstance(said, dict):
            return self.stated
        return {key: value for key, value in self.stated.items() if key != REPLACES}

    @property
    def deliberate(self) -> bool:
        """Whether the entry says itself that it replaces another."""
        return self.stated.get(REPLACES) is True

    @property
    def is_belief(self) -> bool:
        """Whether the table describes one number (or one shape), and no group of entries."""
        return bool(self.path) and ("kind" in self.stated or any(map(is_percentile, self.stated)))

    @property
    def is_shape(self) -> bool:
        """Whether the table is the shape of a day."""
        return self.stated.get("kind") == "shape"

    @property
    def is_pack(self) -> bool:
        """Whether the table is a set of costs and shocks to include in a strategy."""
        return bool(self.path) and ("costs" in self.stated or "shocks" in self.stated)

    @property
    def sort(self) -> Sort:
        """What the table is."""
        if self.is_pack:
            return "pack"
        if not self.is_belief:
            return "group"
        return "shape" if self.is_shape else "belief"

    @property
    def place(self) -> Place:
        """Where the table stands."""
        return self.document.place(self.path)

    def inside(self, key: str) -> "Entry":
        """What stands under a key of a group."""
        path = (*self.path, key)
        return Entry(f"{self.name}.{key}", self.layer, self.document, path, self.stated[key])

    @property
    def file(self) -> str:
        """The file by the name of its catalogue, such as `company/people.toml`; no path."""
        if self.layer == self.document.file:  # the rows of one file, not a folder
            return self.layer
        return f"{self.layer}/{self.name.partition('.')[0]}.toml"
