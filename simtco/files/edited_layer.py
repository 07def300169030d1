"""The edited rows of a spreadsheet as the topmost catalogue."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simtco.files.layer import Layer
from simtco.files.problems import Place
from simtco.files.toml import Document


class EditedLayer(Layer):
    """Beliefs of the catalogue as the rows of a file say them; there is no folder behind it."""

    def __init__(self, file: str) -> None:
        super().__init__(Path(), file, file)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that a row speaks of, in order."""
        return tuple(sorted(self._documents))

    def lay(self, name: str, table: Mapping[str, Any], places: Mapping[str, Place]) -> None:
        """State the entry of that name; `places` says where each of its keys stands."""
        topic, key = name.split(".", 1)
        place = next(iter(places.values()))
        document = self._documents.setdefault(topic, Document(self.shown, {}))
        document.lay(key, dict(table), place)
        for inner, at in places.items():
            document.places[*key.split("."), inner] = at
