"""The base of every export format."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

import pandas as pd

from simtco.usage.sheet import Sheet


class Format(ABC):
    """How one export names its columns, and what they mean.

    Column names are compared in lower case, so they stand in lower case here.
    """

    label: ClassVar[str]
    """What a reader calls the export."""
    needs: ClassVar[frozenset[str]]
    """The columns by which the export is known: all of them must be there."""
    uses: ClassVar[frozenset[str]] = frozenset()
    """Further columns that are read where they are there."""
    identity: ClassVar[tuple[str, ...]] = ()
    """The columns that name a line, so that a second one is a duplicate; none: all columns."""

    @abstractmethod
    def records(self, sheet: Sheet) -> pd.DataFrame:
        """The lines of a sheet as records."""

    def rows(self, page: Any) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ARG002
        """The rows of a JSON page, each with its path; nothing in a format that is CSV alone."""
        yield from ()
