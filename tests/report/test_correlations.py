"""What moves together, as the report and summary.json tell it."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.metric import comparisons, findings
from simtco.report.contents import contents
from simtco.report.section import Section
from simtco.report.summary import MOST_CORRELATED, summary

HEAD = 'title = "t"\nhorizon_months = 12\n[simulation]\ntrials = 16_384\n'
LINE = '[strategies.a.costs.c{0}]\nkind = "line"\nonce = "100 to 300"\n'
PLACE = '"strategies.a.costs.c{0}.once"'
SHOCK = '[strategies.a.shocks.s]\nkind = "incidents"\nper_year = 0.2\nseverity = "50 to 90"\n'
CHAIN = [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]


def places(count: int) -> str:
    return ", ".join(PLACE.format(number) for number in range(count))


def joined(inputs: str, rest: str) -> str:
    return f"\n[[correlations]]\ninputs = [{inputs}]\n{rest}\n"


TEXTS = {
    "none": "",
    "pair": joined(places(2), 'rank = 0.6\nsource = "a survey"\nconfidence = "low"\nnote = "why"'),
    "chain": joined(places(3), f"matrix = {CHAIN}"),
    "shock": SHOCK + joined(f'{places(1)}, "strategies.a.shocks.s"', "rank = 0.8"),
    "unrelated": joined(places(2), 'rank = 0\ncopula = "t"\ndegrees_of_freedom = 3'),
    "many": joined(places(60), "rank = 0.3"),
}


@cache
def result(name: str) -> Result:
    lines = "".join(LINE.format(number) for number in range(60 if name == "many" else 3))
    document = parse_document(HEAD + lines + TEXTS[name], "t.toml")
    return run(compose(document, Catalogue()), workers=1)


@cache
def section(name: str) -> Section:
    found = result(name)
    page = contents(found, "t", findings(found), comparisons(found), {})
    return next(section for section in page.sections if section.id == "correlations")


@cache
def block(name: str) -> list[dict[str, Any]]:
    found = result(name)
    told = summary(found, "t", findings(found), comparisons(found))["correlations"]
    return list(told)


def test_without_correlations_the_band_is_told() -> None:
    told = section("none")
    assert [table.caption for table in told.tables] == ["P80 by what moves together, USD"]
    assert not told.illustrations
    assert "No correlation is assumed" in told.paragraphs[0]
    (row,) = told.tables[0].rows
    assert row[1] == row[2] != row[3]
    assert block("none") == []


def test_a_pair_is_told_with_its_source() -> None:
    told = section("pair")
    ((pair, asked, used, _),) = told.illustrations[0].data.rows
    assert pair == "strategies.a.costs.c0.once with strategies.a.costs.c1.once"
    assert (asked, used) == ("0.600", "0.600")
    ((numbers, rank, source),) = told.tables[1].rows
    assert numbers.endswith("strategies.a.costs.c1.once\nwhy")
    assert (rank, source) == ("0.600", "a survey\nconfidence: low")
    assert "have no order" not in told.illustrations[0].sentence


def test_a_repair_says_by_how_much() -> None:
    """Higham's matrix: the normals at .760690 and .157298, so ranks 6/pi asin of their halves."""
    (told,) = block("chain")
    near, far = 6.0 / np.pi * np.arcsin(np.array([0.760690, 0.157298]) / 2.0)
    assert np.array(told["used"])[0] == pytest.approx([1.0, near, far], abs=1e-6)
    assert told["largest_change"] == pytest.approx(1.0 - near, abs=1e-6)
    distance = np.sqrt(4.0 * (1.0 - near) ** 2 + 2.0 * far**2)
    assert told["distance"] == pytest.approx(distance, abs=1e-6)
    assert told["asked"] == CHAIN
    said = section("chain").paragraphs[0]
    assert "cannot all hold" in said
    assert f"the largest change is {1.0 - near:.2f}, the Frobenius distance {distance:.2f}" in said
    assert section("chain").tables[1].rows[0][1] == "by pair"


def test_ties_are_given_as_the_reason_where_they_are() -> None:
    sentence = section("shock").illustrations[0].sentence
    assert sentence.endswith(
        "Equal values of strategies.a.shocks.s have no order, which takes from the rank."
    )


def test_numbers_joined_at_rank_0_are_told_without_a_figure() -> None:
    told = section("unrelated")
    assert not told.illustrations
    assert told.tables[1].rows[0][1] == "0\nt copula, 3.00 degrees of freedom"


def test_a_large_set_fills_neither_the_page_nor_the_summary() -> None:
    assert MOST_CORRELATED < 60
    (told,) = block("many")
    assert len(told["inputs"]) == 60
    assert {told[key] for key in ("asked", "used", "achieved", "standard_error")} == {None}
    data = section("many").illustrations[0].data
    assert data.caption == "Rank correlations, 60 of 1,770 pairs"
    assert len(data.rows) == 60
