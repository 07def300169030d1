"""One folder of the catalogue: a TOML file a topic."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from simtco.files.entry import Entry
from simtco.files.problems import ExperimentError, Place, Problem
from simtco.files.toml import Document, read_document


class Layer:
    """The topics of a folder; a topic is read when it is first asked for.

    `shown` is what messages call the folder.
    """

    def __init__(self, folder: Path, name: str, shown: str) -> None:
        self.name = name
        self.shown = shown
        self._folder = folder
        self._documents: dict[str, Document] = {}

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The names of the topics, in order.

        Raises:
            ExperimentError: the folder is not there, cannot be read, or holds no topic.

        """
        try:
            names = [path.stem for path in self._folder.iterdir() if path.suffix == ".toml"]
        except NotADirectoryError as error:
            raise self._no_catalogue("is a file; name the folder that it stands in") from error
        except OSError as error:
            raise self._no_catalogue(f"cannot be read: {error.strerror}") from error
        topics = tuple(sorted(name for name in names if not name.startswith(".")))
        if not topics:
            raise self._no_catalogue(
                "holds no .toml file; a catalogue is a folder with one for each topic, "
                "such as people.toml"
            )
        return topics

    def document(self, topic: str) -> Document:
        """The text of a topic.

        Raises:
            ExperimentError: the file cannot be read, or is not TOML.

        """
        if topic not in self._documents:
            file = f"{topic}.toml"
            inside = (self._folder / file).resolve().is_relative_to(self._folder.resolve())
            if not inside:
                said = "is a link; what it leads to must lie in the folder of the catalogue"
                raise ExperimentError([Problem(Place(str(Path(self.shown) / file)), "", said)])
            document = read_document(self._folder / file, str(Path(self.shown) / file))
            self._documents[topic] = document
        return self._documents[topic]

    def find(self, name: str) -> Entry | None:
        """The entry or group of that name, `topic.table.table`, or nothing."""
        topic, *tables = name.split(".")
        if topic not in self.topics:
            return None
        document = self.document(topic)
        found = Entry(topic, self.name, document, (), document.data)
        for table in tables:
            if found.sort != "group" or not isinstance(found.stated.get(table), dict):
                return None
            found = found.inside(table)
        return found

    def entries(self, topic: str) -> Iterator[Entry]:
        """Every belief, shape and pack of a topic, in the order of the file."""
        whole = self.find(topic)
        if whole is not None:
            yield from self._entries(whole)

    def _entries(self, group: Entry) -> Iterator[Entry]:
        for key, table in group.stated.items():
            if not isinstance(table, dict):
                continue
            entry = group.inside(key)
            if entry.sort == "group":
                yield from self._entries(entry)
            else:
                yield entry

    def _no_catalogue(self, message: str) -> ExperimentError:
        return ExperimentError([Problem(Place(self.shown), "", message)])
