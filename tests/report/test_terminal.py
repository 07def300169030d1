"""The answer on terminals of every width."""

from functools import cache

import pytest
from rich.cells import cell_len

from simtco.metrics.metric import comparisons, findings
from simtco.report.bundle import Bundle
from simtco.report.contents import Contents
from simtco.report.evidence import Evidence
from simtco.report.sections.answer import title
from simtco.report.spread import Scale, spread
from simtco.report.terminal import answer
from simtco.words.wording import figure
from tests.report.written import result

WIDTHS = (40, 60, 80, 120)
SHAPES = ("one", "twelve", "nothing", "income", "tiny_and_huge", "one_block", "evil", "sure")


@cache
def report(name: str) -> Bundle:
    found = result(name)
    own = findings(found)
    said = title(Evidence(found, own, comparisons(found)))
    page = Contents(said, found.experiment.title, name, (), (), (), (), (), ())
    return Bundle(page, found, own, {}, {})


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SHAPES)
def test_no_line_is_longer_than_the_terminal(name: str, width: int) -> None:
    for line in "\n".join(answer(report(name), width)).splitlines():
        longest = max((cell_len(word) for word in line.split()), default=0)
        assert cell_len(line) <= max(width, longest), line


@pytest.mark.parametrize("width", WIDTHS)
def test_the_answer_comes_first_and_says_what_is_covered(width: int) -> None:
    sentence, rest = answer(report("two"), width)
    assert "futures" in " ".join(sentence.split())
    assert rest.splitlines()[0] == "T"


def test_numbers_stand_under_their_heading_to_the_right() -> None:
    lines = answer(report("twelve"), 120)[1].splitlines()
    heading = next(line for line in lines if line.startswith("strategy"))
    rows = lines[lines.index(heading) + 1 :][:12]
    for column in ("base", "P50", "P80", "P95", "buffer", "cheapest"):
        end = heading.index(column) + len(column)
        assert all(row[end - 1] != " " and row[end] == " " for row in rows), column


def test_what_has_no_room_goes_and_what_was_asked_for_stays() -> None:
    def heading(width: int) -> list[str]:
        lines = answer(report("two"), width)[1].splitlines()
        return next((line for line in lines if line.startswith("strategy")), "").split()

    assert heading(120)[:7] == ["strategy", "base", "P50", "P85", "P95", "buffer", "cheapest"]
    assert "P85" in heading(50)
    assert "P95" not in heading(50)
    assert heading(30) == [], "stacked: each strategy above its numbers"
    assert "P95" in answer(report("two"), 30)[1], "stacked, there is room for all"


def test_every_bar_is_on_one_scale_whose_ends_are_said() -> None:
    found = report("twelve")
    text = answer(found, 120)[1]
    low = min(each["p5"].number for each in found.findings.values())
    high = max(each["p95"].number for each in found.findings.values())
    assert f"from {figure(low)} to {figure(high)}." in " ".join(text.split())
    bars = [line.split()[-1] for line in text.splitlines() if "●" in line]
    assert len({len(bar) for bar in bars}) == 1
    assert any(bar.startswith("├") for bar in bars)
    assert any(bar.endswith("┤") for bar in bars)


def test_a_plain_terminal_gets_plain_letters() -> None:
    _, text = answer(report("two"), 80, ascii_only=True)
    assert text.isascii()
    assert "o" in text.splitlines()[3]


def test_ends_and_middle_stand_where_they_lie_on_the_scale() -> None:
    """By hand: 11 letters from 0 to 10, one a unit."""
    assert spread((2.0, 5.0, 9.0), Scale(0.0, 10.0), 11) == "··├──●───┤·"
    assert spread((5.0, 5.0, 5.0), Scale(5.0, 5.0), 4) == "●···"
    assert spread((0.0, 0.1, 10.0), Scale(0.0, 10.0), 11) == "●─────────┤"
