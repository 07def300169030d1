"""What drives the cost and what is worth finding out, as the report tells it."""

import pytest

import simtco
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.metric import comparisons, findings
from simtco.report.evidence import Evidence
from simtco.report.figures.drawing import NothingToDrawError
from simtco.report.frames import drivers_frame, information_frame
from simtco.report.section import Section
from simtco.report.sections.drivers import drivers
from simtco.report.sections.information import information
from simtco.report.summary import summary
from tests.report.written import EXPERIMENTS, head, result


def evidence(name: str) -> Evidence:
    return Evidence(result(name), findings(result(name)), comparisons(result(name)))


def driven(name: str) -> Section:
    section = drivers(evidence(name))
    assert section is not None
    return section


def test_low_confidence_that_matters_is_to_be_measured_first() -> None:
    sure = "{ kind = 'normal', mean = 50, sd = 9, confidence = 'high' }"
    text = head() + (
        f"[strategies.a.costs]\nknown = {{ kind = 'line', once = {sure} }}\n"
        f"guessed = {{ kind = 'line', once = {sure.replace('high', 'low')} }}\n"
        "trifle = { kind = 'line', once = "
        "{ kind = 'normal', mean = 1, sd = 0.001, confidence = 'low' } }\n"
    )
    of = run(compose(parse_document(text, "test.toml"), Catalogue()))
    section = drivers(Evidence(of, findings(of), comparisons(of)))
    assert section is not None
    said = "Measure this first, it matters and its confidence is low: strategies.a.costs."
    assert section.paragraphs[2] == f"{said}guessed.once."
    assert not any("Measure" in text for text in driven("shaken").paragraphs)


def test_every_driver_that_stands_out_has_a_row_and_the_chosen_table_is_open() -> None:
    tables = driven("two").tables
    assert [table.folded for table in tables].count(False) == 1
    assert {row[0] for table in tables for row in table.rows} >= {
        "strategies.a.costs.run.monthly",
        "strategies.b.costs.run.monthly",
    }


def test_where_nothing_is_uncertain_nothing_drives() -> None:
    assert drivers(evidence("nothing")) is None


def test_one_strategy_leaves_nothing_to_find_out() -> None:
    assert information(evidence("one")) is None


def test_a_choice_that_nothing_changes_needs_no_measuring() -> None:
    """In "half_nothing" a free strategy is beside one that always costs something."""
    section = information(evidence("half_nothing"))
    assert section is not None
    assert "No input is worth measuring for this choice" in section.paragraphs[1]
    assert not section.illustrations
    assert not section.tables


def test_the_worth_of_each_cost_of_two_alike() -> None:
    section = information(evidence("alike"))
    assert section is not None
    assert {row[0].splitlines()[0] for row in section.tables[0].rows} == {
        "strategies.sa.costs.c.monthly",
        "strategies.sb.costs.c.monthly",
    }


@pytest.mark.parametrize("name", sorted(EXPERIMENTS))
def test_the_summary_tells_of_every_input(name: str) -> None:
    of = result(name)
    told = summary(of, name, findings(of), comparisons(of))
    pairs = {(row["strategy"], row["input"]) for row in told["sensitivity"]}
    assert pairs >= {(strategy, each) for strategy in of.strategies for each in of.input_names}
    worth = told["value_of_information"]
    assert {"evpi", "standard_error", "inputs"} == set(worth)
    assert bool(worth["inputs"]) == (len(of.strategies) > 1 and bool(of.input_names))


def test_frames_have_a_row_each() -> None:
    of = result("alike")
    assert len(drivers_frame(of)) == 4
    assert list(information_frame(of)["inputs"].str[0].sort_values()) == list(of.input_names)


def test_a_strategy_that_costs_nothing_has_no_tornado() -> None:
    """In "half_nothing" the chosen strategy is free: no input moves it."""
    section = drivers(evidence("half_nothing"))
    assert section is not None
    assert not [shown.title for shown in section.illustrations if "moves the mean" in shown.title]
    with pytest.raises(NothingToDrawError):
        simtco.figures.tornado(result("half_nothing"), "free")
