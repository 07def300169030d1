"""Stress against the mean of a cut normal; scenarios side by side."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import Experiment
from simtco.files.load import compose
from simtco.files.scenarios import scenarios
from simtco.files.toml import parse_document
from simtco.metrics.scenarios import side_by_side
from simtco.metrics.stress import Stressed, dearest, stress

TEXT = """
title = "two bills"
horizon_months = 1
simulation = {{ trials = 65_536, seed = {seed} }}
[strategies.a.costs.bill]
kind = "line"
category = "compute"
once = {{ kind = "normal", mean = 1_000, sd = 100 }}
[strategies.b.costs.bill]
kind = "line"
category = "compute"
once = {{ kind = "normal", mean = 1_050, sd = 50 }}
[strategies.b.costs.rest]
kind = "line"
category = "data"
once = {{ kind = "normal", mean = 0, sd = 20 }}
[scenarios.both_dear]
"strategies.a.costs.bill.once" = {{ kind = "normal", mean = 1_100, sd = 100 }}
"strategies.b.costs.rest.once" = 10
[scenarios.third]
"strategies.c.costs.bill" = {{ kind = "line", once = 900 }}
"""
A, B = "strategies.a.costs.bill.once", "strategies.b.costs.bill.once"
TAIL = float(stats.norm.pdf(stats.norm.ppf(0.9)) / 0.1)
"""Mean of the highest tenth of a standard normal."""


@cache
def result(seed: int = 33) -> Result:
    return run(compose(parse_document(TEXT.format(seed=seed), "test.toml"), Catalogue()))


def one(found: tuple[Stressed, ...], name: str, end: str) -> Stressed:
    return next(each for each in found if (each.input, each.end) == (name, end))


def test_a_tenth_of_a_normal() -> None:
    found = one(stress(result()), A, "highest")
    assert found.threshold == pytest.approx(stats.norm.ppf(0.9, 1_000, 100), rel=1e-3)
    assert found.share == pytest.approx(0.1, abs=1e-3)
    mean, error = found.changes[0]
    assert error is not None
    assert abs(mean - 100 * TAIL) < 5 * error
    assert found.means[0][0] == pytest.approx(1_000 + 100 * TAIL, abs=1.0)


def test_the_dearest_end_comes_first() -> None:
    found = dearest(stress(result()), 1)
    assert (found[0].input, found[0].end) == (B, "highest")
    assert found[1].input == "strategies.b.costs.rest.once"
    assert len(found) == 3


def test_conditions_that_flip_the_decision() -> None:
    """a is cheaper by 50; its dear tenth costs 175 more, b's cheap tenth 88 less."""
    flips = [(each.input, each.end) for each in stress(result()) if each.flips]
    assert flips == [(A, "highest"), (B, "lowest")]
    saves, error = one(stress(result()), A, "highest").saves
    assert error is not None
    assert abs(saves - (100 * TAIL - 50)) < 5 * error
    assert one(stress(result()), A, "lowest").cheapest == "a"


def test_an_event_has_its_own_futures_and_no_more() -> None:
    text = TEXT.format(seed=1).partition("[scenarios")[0] + (
        '[strategies.a.shocks.fire]\nkind = "event"\nprobability = 0.05\nimpact = 500\n'
    )
    found = stress(run(compose(parse_document(text, "test.toml"), Catalogue())))
    fire = [each for each in found if "fire" in each.input]
    assert [each.end for each in fire] == ["highest"]
    assert fire[0].share == pytest.approx(0.05, abs=2e-3)
    assert fire[0].changes[0][0] == pytest.approx(475.0, abs=5.0)


def read() -> dict[str, Experiment]:
    document = parse_document(TEXT.format(seed=33), "test.toml")
    return {name: compose(changed, Catalogue()) for name, changed in scenarios(document)}


def test_scenarios_move_by_what_they_change_alone() -> None:
    dear, third = side_by_side(result(), read())
    assert (dear.cheapest, dear.flips) == ("b", True)
    change = dear.strategies["a"].change
    assert change is not None
    assert change[0] == pytest.approx(100.0)
    assert change[1] == pytest.approx(0.0, abs=1e-9)
    assert dear.strategies["b"].mean[0] == pytest.approx(1_060.0, abs=0.5)
    assert list(third.strategies) == ["a", "b", "c"]
    assert (third.cheapest, third.strategies["c"].change) == ("c", None)
    assert third.strategies["c"].p_cheapest[0] == pytest.approx(
        np.mean(result().total("a") > 900.0) * np.mean(result().total("b") > 900.0), abs=2e-3
    )


def test_scenarios_are_run_in_the_first_65_536_futures() -> None:
    longer = TEXT.format(seed=33).replace("65_536", "73_728")
    whole = run(compose(parse_document(longer, "test.toml"), Catalogue()))
    assert whole.trials == 73_728
    (same,) = side_by_side(whole, {"same": whole.experiment})
    for name, outlook in same.strategies.items():
        assert outlook.mean[0] == pytest.approx(whole.total(name)[:65_536].mean(), rel=1e-12)
        assert outlook.change == (0.0, 0.0)
