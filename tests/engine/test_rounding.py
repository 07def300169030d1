"""Strategies that cost the same, added up in another order."""

import numpy as np

from simtco.engine.rounding import SAME, made_same
from simtco.engine.run import run
from simtco.metrics.metric import comparisons, findings
from tests.engine.conftest import Write

HEAD = """
title = "twins"
horizon_months = 12
discount_rate = 0.1
[simulation]
trials = 131_072
[inputs]
a = "0.1 to 0.7"
b = "0.3 to 1.1"
c = "0.01 to 0.2"
"""


def paying(name: str, order: str) -> str:
    """A strategy that pays the inputs of these letters every month."""
    lines = "".join(f'{each} = {{ kind = "line", monthly = "@inputs.{each}" }}\n' for each in order)
    return f"[strategies.{name}.costs]\n{lines}"


def test_the_same_costs_are_neither_cheaper_nor_dearer(experiment: Write) -> None:
    """In blocks that are traced, the first 16, and in others."""
    result = run(experiment(HEAD + paying("first", "abc") + paying("second", "cba")))
    assert np.array_equal(result.total("first"), result.total("second"))
    found = comparisons(result)["second"]
    assert found["p_cheaper"].value == 0.0
    assert found["break_even.p_by_month"].value == (1.0,) * 12
    assert all(each["p_cheapest"].value == 1.0 for each in findings(result).values())


def test_what_differs_by_more_than_rounding_stays() -> None:
    totals = np.array(
        [[3.0, -5.0, 0.0], [3.0 + SAME, -5.0 - SAME, 0.0], [3.0 + 4e-12, -5.1, 1e-300]]
    )
    kept = totals[2].copy()
    made_same(totals, 0)
    assert np.array_equal(totals[1], totals[0])
    assert np.array_equal(totals[2], kept)
