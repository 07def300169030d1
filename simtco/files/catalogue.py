"""The catalogue: beliefs as reviewed data, one TOML file a topic."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from simtco.files.places import KeyPath
from simtco.files.toml import Document, read_document
from simtco.words.belief import Belief
from simtco.words.percentiles import is_percentile


@dataclass(frozen=True)
class Entry:
    """A table of the catalogue: a belief, a shape, or a pack of costs and shocks."""

    name: str
    document: Document
    path: KeyPath
    table: dict[str, Any]

    @property
    def is_belief(self) -> bool:
        """Whether the table describes one number (or one shape), and no group of entries."""
        return "kind" in self.table or any(map(is_percentile, self.table))

    @property
    def is_shape(self) -> bool:
        """Whether the table is the shape of a day."""
        return self.table.get("kind") == "shape"

    @property
    def is_pack(self) -> bool:
        """Whether the table is a set of costs and shocks to include in a strategy."""
        return bool(self.table) and set(self.table) <= {"costs", "shocks", "note"}

    def describe(self) -> dict[str, str]:
        """Name, what is said, unit, confidence and source, as texts."""
        if self.is_pack:
            inside = [name for sort in ("costs", "shocks") for name in self.table.get(sort, {})]
            return {"name": self.name, "says": f"pack of {', '.join(inside)}", "confidence": "pack"}
        said = self.table.get("note", "")
        if self.table.get("kind") != "shape":
            said = Belief.model_validate(self.table).sentence()
        keys = ("unit", "confidence", "source", "note")
        return {"name": self.name, "says": said} | {k: str(self.table.get(k, "")) for k in keys}


class Catalogue:
    """Topics of a folder; a topic is read when it is first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or shipped_beliefs()
        self._topics: dict[str, Document] = {}

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The names of the topics, in order."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.toml")))

    def document(self, topic: str) -> Document:
        """The text of a topic.

        Raises:
            ExperimentError: the file is not TOML.

        """
        if topic not in self._topics:
            document = read_document(self._folder / f"{topic}.toml")
            self._topics[topic] = document
        return self._topics[topic]

    def find(self, name: str) -> Entry | None:
        """The entry of that name, `topic.table.table`, or nothing."""
        topic, *tables = name.split(".")
        if topic not in self.topics:
            return None
        document = self.document(topic)
        node: Any = document.data
        for table in tables:
            node = node.get(table) if isinstance(node, dict) else None
        return Entry(name, document, tuple(tables), node) if isinstance(node, dict) else None

    def entries(self) -> Iterator[Entry]:
        """Every belief, shape and pack, in order of topic and file."""
        for topic in self.topics:
            document = self.document(topic)
            yield from _entries(document, topic, (), document.data)


def shipped_beliefs() -> Path:
    """The folder of the beliefs that came with simtco: in the wheel, or beside the package."""
    package = Path(__file__).parent.parent
    inside = package / "distributions"
    return inside if inside.is_dir() else package.parent / "distributions"


def _entries(
    document: Document, topic: str, path: KeyPath, node: dict[str, Any]
) -> Iterator[Entry]:
    for key, table in node.items():
        if not isinstance(table, dict):
            continue
        here = (*path, key)
        entry = Entry(".".join((topic, *map(str, here))), document, here, table)
        if entry.is_belief or entry.is_pack:
            yield entry
        else:
            yield from _entries(document, topic, here, table)
