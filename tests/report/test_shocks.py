"""The risk register: every cell is a finding, savings are told apart, and its figure."""

import numpy as np
import pytest
from scipy import stats

from simtco.metrics.metric import findings
from simtco.report.phrases import amount, estimate_of, plain
from simtco.report.section import Section
from simtco.words.wording import figure
from tests.report.written import result, written


def section(name: str) -> Section:
    return next(section for section in written(name).sections if section.id == "shocks")


def cells(name: str, table: int) -> dict[str, tuple[str, ...]]:
    """The rows of a table by the first line of their first cell."""
    rows = section(name).tables[table].rows
    return {row[0].splitlines()[0]: row[1:] for row in rows}


SHOCKS = ("fire", "leak", "theft", "prices", "law", "slip")


def test_every_shock_has_a_row_of_its_findings() -> None:
    register, found = cells("shaken", 0), findings(result("shaken"))["a"]
    assert set(register) == {f"{name} (a)" for name in SHOCKS}
    for name in SHOCKS:
        _, mean, p95, worst = register[f"{name} (a)"]
        assert mean == amount(estimate_of(found[f"shocks.{name}.mean"]))
        assert p95 == amount(estimate_of(found[f"shocks.{name}.p95"]))
        assert worst.splitlines()[0] == plain(found[f"shocks.{name}.worst_p95"].number)


@pytest.mark.parametrize(
    ("shock", "unit"),
    [
        ("leak", []),
        ("prices", ["times the price"]),
        ("law", ["months"]),
        ("slip", ["times the estimate"]),
    ],
)
def test_the_worst_event_has_its_unit(shock: str, unit: list[str]) -> None:
    assert cells("shaken", 0)[f"{shock} (a)"][3].splitlines()[1:] == unit


def test_what_may_save_says_how_often() -> None:
    register = cells("shaken", 0)
    assert "saves something in " in register["prices (a)"][0]
    assert "saves something in " in register["slip (a)"][0]
    assert not any("saves" in register[f"{name} (a)"][0] for name in ("fire", "leak", "law"))
    assert "No shock costs anything on average." in section("savings").paragraphs
    assert cells("savings", 0)["prices (a)"][1].startswith("\N{MINUS SIGN}")


def test_the_sentence_and_the_note_stand_below_the_name() -> None:
    rows = section("shaken").tables[0].rows
    leak = next(row[0] for row in rows if row[0].startswith("leak"))
    assert leak.splitlines()[1].startswith("happens in 2 of 10 futures; its impact: 8 in 10")
    assert leak.splitlines()[2] == "Of data."


def test_mitigations_are_weighed_whether_adopted_or_not() -> None:
    """Before, after, cost and net benefit of each, in whatever month: undiscounted by 24 months."""
    discount = float(np.mean(1.1 ** (-np.arange(1, 25) / 12)))
    rows, found = cells("shaken", 1), findings(result("shaken"))["a"]
    assert set(rows) == {"leak (a)", "theft (a)"}
    *numbers, adopted = rows["theft (a)"]
    assert numbers == [plain(value) for value in (5 * discount, 0.0, 40.0, 5 * discount - 40)]
    assert adopted == "yes"
    assert rows["leak (a)"][4] == "no"
    gain = found["shocks.leak.mitigation.net_benefit"].number
    assert rows["leak (a)"][3] == plain(gain)
    assert len(section("one_event").tables) == 1


def test_a_cut_tail_is_told_above_the_register() -> None:
    said = (
        "Mind slip (a): no project beyond 15.0 times the estimate; uncut, its mean may not exist."
    )
    assert said in section("shaken").paragraphs


def test_the_figure_is_of_the_dearest_shock_that_is_money() -> None:
    (shown,) = section("shaken").illustrations
    assert shown.title == "Sum and single worst event: fire (a)"
    assert ", before discounting; the worst event alone more than " in shown.sentence
    whole = [float(row[1].replace(",", "")) for row in shown.data.rows]
    worst = [float(row[2].replace(",", "")) for row in shown.data.rows]
    assert whole == sorted(whole)
    assert all(one <= all_ for one, all_ in zip(worst, whole, strict=True))
    assert "sum of all events" in shown.svg
    assert "single worst event" in shown.svg


def test_an_event_is_its_own_worst() -> None:
    """1 in 100 futures: the dearest 1 in 20 of the 2 in 10 in which it happens."""
    (shown,) = section("one_event").illustrations
    sigma = np.log(9) / (2 * stats.norm.ppf(0.95))
    level = stats.lognorm(sigma, scale=3_000).ppf(0.95)
    expected = f"leak (a): in 1 of 100 futures it costs more than {figure(level)} USD."
    assert shown.sentence == expected
    assert "all of it" in shown.svg


def test_shocks_that_are_no_money_have_no_figure() -> None:
    assert section("savings").illustrations == ()


def test_without_shocks_there_is_no_register() -> None:
    assert all(section.id != "shocks" for section in written("one").sections)
