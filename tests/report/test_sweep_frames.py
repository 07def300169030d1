"""Sweeps and stress as pandas frames."""

import numpy as np
import pytest

from simtco.engine.block import Sweep
from simtco.files.axis import Axis
from simtco.files.experiment import BLOCK_TRIALS
from simtco.report.frames import (
    crossover_frame,
    scenarios_frame,
    spider_frame,
    stress_frame,
    sweep_frame,
)
from tests.metrics import test_stress
from tests.report.written import result

TOTALS = np.ones((2, 2, BLOCK_TRIALS)) * np.array([[[1.0], [2.0]], [[4.0], [3.0]]])
SWEPT = Sweep((Axis("n", (5.0, 6.0)),), ("a", "b"), "a", "USD", TOTALS)


def test_a_sweep_has_a_row_for_each_point_and_strategy() -> None:
    frame = sweep_frame(SWEPT)
    assert frame["n"].tolist() == [5.0, 5.0, 6.0, 6.0]
    assert frame["mean"].tolist() == [1.0, 2.0, 4.0, 3.0]
    assert frame["p_cheapest"].tolist() == [1.0, 0.0, 0.0, 1.0]
    assert frame["p_cheaper"].dropna().tolist() == [0.0, 1.0]
    assert frame["expected_regret"].tolist() == [0.0, 1.0, 1.0, 0.0]


def test_a_crossover_has_a_row_for_each_strategy_beside_the_reference() -> None:
    """b is dearer by 1 at 5 and cheaper by 1 at 6: they cross at 5.5, in every future."""
    (row,) = crossover_frame(SWEPT).to_dict("records")
    assert (row["strategy"], row["p50"], row["p_becomes_cheaper"]) == ("b", 5.5, 1.0)
    assert (row["p_no_crossover"], row["p50_standard_error"]) == (0.0, None)


def test_a_spider_has_a_row_for_each_percentile_of_a_driver() -> None:
    frame = spider_frame(result("two"))
    one = frame[(frame["strategy"] == "a") & (frame["input"] == frame["input"].iloc[0])]
    assert one["percentile"].is_monotonic_increasing
    assert one["change"].iloc[0] < 0 < one["change"].iloc[-1]


def test_scenarios_have_a_row_for_each_strategy_in_each() -> None:
    frame = scenarios_frame(test_stress.result(), test_stress.read())
    assert frame["scenario"].tolist() == ["both_dear"] * 2 + ["third"] * 3
    assert frame["change"].iloc[0] == pytest.approx(100.0)
    assert frame["change"].isna().tolist() == [False] * 4 + [True]


def test_stress_has_a_row_for_each_end_and_strategy() -> None:
    found = result("two")
    frame = stress_frame(found)
    assert set(frame["strategy"]) == {"a", "b"}
    dear = frame[(frame["input"] == "strategies.a.costs.run.monthly") & (frame["strategy"] == "a")]
    assert dear["end"].tolist() == ["lowest", "highest"]
    assert dear["change"].iloc[0] < 0 < dear["change"].iloc[1]
    assert dear["mean"].iloc[1] == pytest.approx(found.total("a").mean() + dear["change"].iloc[1])
