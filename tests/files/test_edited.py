"""Edited rows laid over a document."""

import pytest

from simtco.files.catalogue import Catalogue
from simtco.files.edited import lay_edits
from simtco.files.edits import Edit, Edits
from simtco.files.problems import ExperimentError, Place
from simtco.files.toml import parse_document


def test_a_row_of_a_number_that_is_stated_nowhere_is_refused() -> None:
    document = parse_document('title = "t"\n', "t.toml")
    place = Place("edited.csv", 7, 1)
    edit = Edit("strategies.a.costs.c.fte", place, {}, {}, {"base": 1.0})
    with pytest.raises(ExperimentError) as refused:
        lay_edits(document, Edits("edited.csv", "", (edit,)), {}, Catalogue())
    (problem,) = refused.value.problems
    assert problem.place == place
    said = "strategies.a.costs.c.fte is not stated by itself; edit the experiment file"
    assert problem.message == said
