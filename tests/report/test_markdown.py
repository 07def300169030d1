"""The report as Markdown."""

import re

import pytest

from simtco.report.markdown import markdown
from tests.report.written import EXPERIMENTS, report, written


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_same_sections_and_whole_tables(name: str) -> None:
    text = markdown(written(name))
    lines = text.splitlines()
    assert [line for line in lines if line.startswith("# ")] == lines[:1]
    headings = [line for line in lines if line.startswith("## ")]
    assert len(headings) == len(written(name).sections) + 1
    width = 0
    for line in lines:
        cells = len(re.findall(r"(?<!\\)\|", line))
        assert cells in {0, width} or width == 0
        width = cells
    assert all(
        any(line.startswith(f"**{_escaped(shown.title)}.**") for line in lines)
        for section in written(name).sections
        for shown in section.illustrations
    )


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#~&])", r"\\\1", text)


def test_nothing_is_taken_for_markup() -> None:
    text = markdown(written("evil"))
    assert not re.search(r"(?<!\\)<", text)
    assert r"\<script\>" in text


def test_equal_inputs_give_equal_text() -> None:
    assert markdown(report("two")) == markdown(report("two"))
