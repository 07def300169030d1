"""The catalogue: beliefs as reviewed data, one TOML file a topic, in folders that lie in layers."""

import os
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Self

from simtco.files.entry import Entry
from simtco.files.layer import Layer
from simtco.words.base import did_you_mean

SHIPPED = "simtco"
"""The name of the catalogue that comes with simtco."""


class Catalogue:
    """The beliefs that come with simtco, and folders of one's own laid over them.

    An entry wins over those of its name in the folders before; all other entries stay.
    """

    def __init__(self, *folders: Path) -> None:
        own = {os.path.realpath(folder): folder for folder in reversed(folders)}
        own.pop(os.path.realpath(shipped_beliefs()), None)
        self.own = tuple(
            Layer(folder, _name(real), str(folder)) for real, folder in reversed(own.items())
        )
        taken = any(Path(layer.shown) == Path("distributions") for layer in self.own)
        shown = "simtco/distributions" if taken else "distributions"
        self.layers = (Layer(shipped_beliefs(), SHIPPED, shown), *self.own)

    def under(self, layer: Layer) -> Self:
        """The same catalogue with one more layer over all others."""
        higher = copy(self)
        for worked_out in ("topics", "_entries"):
            higher.__dict__.pop(worked_out, None)
        higher.own, higher.layers = (*self.own, layer), (*self.layers, layer)
        return higher

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The names of the topics, in order.

        Raises:
            ExperimentError: a folder is not there, cannot be read, or holds no topic.

        """
        return tuple(sorted({topic for layer in self.layers for topic in layer.topics}))

    def find(self, name: str, below: Layer | None = None) -> Entry | None:
        """The entry that the name stands for, or a group of entries, or nothing.

        `below` asks only the layers under that one.

        Raises:
            ExperimentError: a topic of that name cannot be read, or is not TOML.

        """
        found: Entry | None = None
        for layer in self.layers:
            if layer is below:
                break
            entry = layer.find(name)
            if entry is None or (entry.sort == "group" and found is not None):
                continue
            hidden = None if found is None or found.sort == "group" else found
            found = replace(entry, replaced=hidden)
        return found

    def entries(self) -> tuple[Entry, ...]:
        """Every belief, shape and pack that wins, in order of topic and file."""
        return self._entries

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        names = dict.fromkeys(
            entry.name
            for topic in self.topics
            for layer in self.layers
            for entry in layer.entries(topic)
        )
        return tuple(entry for entry in map(self.find, names) if entry is not None)

    def nothing_named(self, name: str, *, packs: bool) -> str:
        """What to say where a name stands for a group, or for nothing; whether packs would do."""
        names = [f"@{entry.name}" for entry in self.entries() if packs or entry.is_belief]
        inside = [known for known in names if known.startswith(f"@{name}.")]
        if inside:
            return f'"@{name}" is a group; choose one of {", ".join(inside)}'
        what = "entry" if packs else "belief"
        return f'no {what} is named "@{name}"{did_you_mean("@" + name, names)}'


def _name(folder: str) -> str:
    """What to call a folder of one's own: its last part."""
    last = Path(folder).name
    return f"own {last}".rstrip() if last in ("", SHIPPED) else last


def shipped_beliefs() -> Path:
    """The folder of the beliefs that came with simtco: in the wheel, or beside the package."""
    package = Path(__file__).parent.parent
    inside = package / "distributions"
    return inside if inside.is_dir() else package.parent / "distributions"
