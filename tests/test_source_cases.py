"""docs/source-cases.md: its sums are right, and it says what the experiments give."""

import re
from collections import Counter

import numpy as np
import pytest

from simtco.engine.block import Batch
from simtco.engine.simulate import simulate
from tests.shipped import futures
from tests.source_cases import PAGE, ROWS, VERDICTS, page
from tests.source_takes import OUTPUT_SPEED, TAKES, crossover, routing_saves

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
EVERY = [row for section in ROWS for row in section["row"]]
OWN = [part for row in EVERY for part in re.split(" to | against ", row.get("own", ""))]
SUMS = [part for part in OWN if " = " in part]


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


def test_the_page_says_what_the_experiments_give() -> None:
    """Words alike, and numbers to 1 in 50: three figures that another machine may round over."""
    committed, written = PAGE.read_text(encoding="utf-8"), page()
    assert NUMBER.sub("#", committed) == NUMBER.sub("#", written)
    assert numbers(committed) == pytest.approx(numbers(written), rel=0.02)


@pytest.mark.parametrize("each", SUMS)
def test_each_sum_is_right(each: str) -> None:
    """To half a unit of the last digit that is printed."""
    terms, _, printed = each.replace(",", "").partition(" = ")
    assert re.fullmatch(r"[\d.+*/() -]+", terms)
    decimals = len(printed.partition(".")[2])
    assert eval(terms) == pytest.approx(float(printed), abs=0.51 * 10**-decimals)  # noqa: S307


def test_each_row_has_a_verdict_and_each_contradiction_a_sum() -> None:
    for row in EVERY:
        assert row["verdict"] in VERDICTS
        assert row["verdict"] not in {"contradicted", "reproduced"} or "own" in row, row["figure"]


def test_nothing_is_taken_twice_or_for_nothing() -> None:
    taken = Counter(row["take"] for row in EVERY if "take" in row)
    assert taken.keys() == TAKES.keys()
    assert {name for name, times in taken.items() if times > 1} <= {"list price: gpt-4o"}


def test_items_of_a_future_add_up_to_what_a_run_gives() -> None:
    world = futures("when_to_switch")
    totals = simulate(world.experiment, Batch(0)).totals
    for strategy, total in zip(world.experiment.strategies, totals, strict=True):
        assert world.total(strategy)[: len(total)] == pytest.approx(total, rel=1e-9)


def test_routing_saves_what_the_experiment_tells() -> None:
    """At most 1 - 0.06: what the small model asks of the big one's price."""
    saved = routing_saves()
    assert saved.max() < 0.94
    notes = " ".join(futures("multi_vendor").experiment.notes)
    assert "by 53% in the median" in notes
    assert "58 of 100 futures" in notes
    assert np.median(saved) == pytest.approx(0.53, abs=0.01)
    assert np.mean(saved > 0.5) == pytest.approx(0.58, abs=0.01)


def test_growing_with_the_load_moves_the_crossover_up() -> None:
    two, growing = crossover(two_gpus=True), crossover(two_gpus=False)
    assert np.mean(growing >= two * (1 - 1e-9)) > 0.99
    assert np.isinf(growing).mean() > 0.1


def test_the_crossovers_are_those_that_the_experiment_tells() -> None:
    """The second to 1 in 20: where a future crosses hangs on whole GPUs and on our `VOLUMES`."""
    notes = " ".join(futures("gpt4o_vs_llama70b").experiment.notes)
    assert "by about 70,000" in notes
    assert "by about 370,000" in notes
    assert np.median(crossover(two_gpus=True)) == pytest.approx(70_000, rel=0.02)
    assert np.median(crossover(two_gpus=False)) == pytest.approx(370_000, rel=0.05)


def test_at_the_crossover_either_is_as_likely_the_cheaper() -> None:
    volume = round(float(np.median(crossover(two_gpus=True))))
    changes = (("demand.requests_per_day", str(volume)), (OUTPUT_SPEED, "1e9"))
    world = futures("gpt4o_vs_llama70b", *changes)
    cheaper = np.mean(world.total("self_hosted") < world.total("api"))
    assert cheaper == pytest.approx(0.5, abs=0.01)


def test_the_percentile_of_the_actual_is_the_one_that_the_experiment_tells() -> None:
    world = futures("legal_privacy")
    notes = " ".join(world.experiment.notes)
    assert "8th percentile" in notes
    assert "40,900 USD a month" in notes
    assert np.mean(world.month("self_hosted") <= 28_000) == pytest.approx(0.08, abs=0.01)
    assert np.median(world.month("self_hosted")) == pytest.approx(40_900, rel=0.01)
