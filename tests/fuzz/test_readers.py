"""Texts made by hypothesis: a reader gives what can be worked with, or says what is wrong."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simtco.files.catalogue import Catalogue
from simtco.files.csv_column import CsvError, read_csv_column
from simtco.files.load import load
from simtco.files.problems import ExperimentError, Problem
from simtco.files.soundness import faults
from tests.fuzz.dump import dumped
from tests.fuzz.mutations import ODD
from tests.fuzz.tries import ill_said

cells = st.one_of(
    st.floats().map(str),
    st.integers().map(str),
    st.text(max_size=8),
    st.sampled_from(["", "1e999", "1_0", "1,5"]),
)
tables = st.lists(st.lists(cells, max_size=4), max_size=40)
WORDS = (
    "kind value p10 p50 p90 low high mean sd costs shocks path monthly once belief base unit "
    "source components weights replaces"
)
keys = st.one_of(st.sampled_from(WORDS.split()), st.text("abc_-1", min_size=1, max_size=4))
leaves = st.one_of(
    st.sampled_from(ODD),
    st.floats(allow_nan=False),
    st.sampled_from(
        ["pert", "normal", "line", "metalog", "constant", "@ours.a", "@inputs.a", "flat"]
    ),
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=10,
)
topics = st.dictionaries(keys, st.dictionaries(keys, trees, max_size=4), max_size=3)
_FOLDER = tempfile.TemporaryDirectory()
slow = settings(max_examples=60, derandomize=True, deadline=None)


def written(table: list[list[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue()


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", errors="replace")),
        st.builds(written, tables, st.sampled_from(",;\t")).map(
            lambda text: b"x,y\n" + text.encode("utf-8", errors="replace")
        ),
    )
)
def test_a_csv_column_is_finite_numbers_or_a_message(content: bytes) -> None:
    folder = Path(_FOLDER.name)
    (folder / "any.csv").write_bytes(content)
    try:
        column = read_csv_column(folder, "any.csv", "x")
    except CsvError as error:
        said = str(error)
    else:
        said = f"{column}"
        assert np.isfinite(column.values).all()
        assert column.values.size >= 10
    assert "any.csv" in said


@slow
@given(topics)
def test_a_catalogue_is_sound_or_its_faults_have_places(data: dict[str, Any]) -> None:
    folder = Path(_FOLDER.name) / "company"
    folder.mkdir(exist_ok=True)
    file = folder / "ours.toml"
    file.write_text(dumped(data), encoding="utf-8", errors="replace")
    try:
        found = faults(Catalogue(folder))
    except ExperimentError as error:
        found = list(error.problems)
    if found:
        assert not list(ill_said(ExperimentError(found), file))


@slow
@given(st.dictionaries(keys, trees, max_size=3), trees)
def test_an_experiment_is_read_or_its_faults_have_places(
    inputs: dict[str, Any], amount: Any
) -> None:
    file = Path(_FOLDER.name) / "any.toml"
    cost = {"kind": "line", "monthly": amount}
    data = {
        "title": "Any?",
        "horizon_months": 3,
        "inputs": inputs,
        "strategies": {"a": {"costs": {"bill": cost}}},
    }
    file.write_text(dumped(data), encoding="utf-8", errors="replace")
    found: tuple[Problem, ...] = ()
    try:
        load(file)
    except ExperimentError as error:
        found = error.problems
    assert not found or not list(ill_said(ExperimentError(found), file))
