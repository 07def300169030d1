"""Experiments written in the test itself."""

from collections.abc import Callable

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import compose
from simtco.files.toml import parse_document

Write = Callable[[str], Experiment]


@pytest.fixture
def experiment() -> Write:
    """An experiment from the text of a file."""
    return lambda text: compose(parse_document(text, "test.toml"), Catalogue())
