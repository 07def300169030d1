"""Measured distributions that a column of a CSV file holds: filled in before composing."""

from pathlib import Path
from typing import Any

from simtco.files.csv_column import CsvColumn, CsvError, read_csv_column
from simtco.files.places import KeyPath
from simtco.files.problems import Problem
from simtco.files.toml import Document
from simtco.words.base import kind_of
from simtco.words.families.empirical import Empirical
from simtco.words.sample_quantiles import sample_quantiles


def fill_columns(document: Document) -> list[Problem]:
    """Write the quantiles of a column into each table that names one; returns what is wrong.

    A belief that states no source gets the file's name, size and hash as its source.
    """
    filler = _Filler(document)
    filler.fill((), document.data)
    return filler.problems


class _Filler:
    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._read: dict[tuple[Path, str, str], CsvColumn] = {}

    def fill(self, path: KeyPath, node: Any) -> None:
        """Fill every table at a path and below."""
        if isinstance(node, list):
            for index, part in enumerate(node):
                self.fill((*path, index), part)
        elif isinstance(node, dict):
            sources = self._sources(path, node)
            if sources and not node.get("source"):
                node["source"] = "; ".join(sources)
            for key, value in node.items():
                if key != "components" or isinstance(value, dict):
                    self.fill((*path, key), value)

    def _sources(self, path: KeyPath, table: Any) -> list[str]:
        """Fill a distribution and its components, which can state no source themselves."""
        if not isinstance(table, dict):
            return []
        sources = self._column(path, table)
        components = table.get("components")
        for index, part in enumerate(components if isinstance(components, list) else ()):
            sources += self._sources((*path, "components", index), part)
        return sources

    def _column(self, path: KeyPath, table: dict[str, Any]) -> list[str]:
        file, name = table.get("csv"), table.get("column")
        measured = table.get("kind") == kind_of(Empirical)
        if not (measured and isinstance(file, str) and isinstance(name, str)):
            return []
        for key in ("probabilities", "values"):
            if key in table:
                message = f"{key} cannot stand beside csv: the column holds the values"
                self._report(path, key, message)
                return []
        try:
            column = self._read_once(self._document.place((*path, "csv")).folder, file, name)
        except CsvError as error:
            self._report(path, error.key, str(error))
            return []
        probabilities, values = sample_quantiles(column.values)
        table |= {"probabilities": probabilities.tolist(), "values": values.tolist()}
        return [str(column)]

    def _read_once(self, folder: Path, file: str, name: str) -> CsvColumn:
        where = folder, file, name
        if where not in self._read:
            self._read[where] = read_csv_column(*where)
        return self._read[where]

    def _report(self, path: KeyPath, key: str, message: str) -> None:
        self.problems.append(Problem(self._document.place((*path, key)), key, message))
        self._document.broken.add(path)
