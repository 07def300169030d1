"""Sweeps and stress as pandas frames."""

import numpy as np
import pytest

from simtco.files.axis import Axis
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.sweep import Sweep
from simtco.report.frames import stress_frame, sweep_frame
from tests.report.written import result


def test_a_sweep_has_a_row_for_each_point_and_strategy() -> None:
    totals = np.ones((2, 2, BLOCK_TRIALS)) * np.array([[[1.0], [2.0]], [[4.0], [3.0]]])
    frame = sweep_frame(Sweep((Axis("n", (5.0, 6.0)),), ("a", "b"), "a", "USD", totals))
    assert frame["n"].tolist() == [5.0, 5.0, 6.0, 6.0]
    assert frame["mean"].tolist() == [1.0, 2.0, 4.0, 3.0]
    assert frame["p_cheapest"].tolist() == [1.0, 0.0, 0.0, 1.0]
    assert frame["p_cheaper"].dropna().tolist() == [0.0, 1.0]


def test_stress_has_a_row_for_each_end_and_strategy() -> None:
    found = result("two")
    frame = stress_frame(found)
    assert set(frame["strategy"]) == {"a", "b"}
    dear = frame[(frame["input"] == "strategies.a.costs.run.monthly") & (frame["strategy"] == "a")]
    assert dear["end"].tolist() == ["lowest", "highest"]
    assert dear["change"].iloc[0] < 0 < dear["change"].iloc[1]
    assert dear["mean"].iloc[1] == pytest.approx(found.total("a").mean() + dear["change"].iloc[1])
