"""Orders and ranks, with and without ties, against those of numpy and scipy."""

import numpy as np
import pytest
from scipy.stats import rankdata

from simtco.metrics.ranks import in_order, midranks
from simtco.words.arrays import Floats

DRAWN = np.random.default_rng(33).normal(size=70_000)


@pytest.mark.parametrize(
    "values",
    [DRAWN, DRAWN.round(2), np.maximum(DRAWN, 0.0), np.full(5_000, 7.0), DRAWN[:4_096].round()],
    ids=["no ties", "many ties", "half of them alike", "all alike", "few values"],
)
def test_orders_and_ranks_are_those_of_a_stable_sort(values: Floats) -> None:
    assert np.array_equal(in_order(values), np.argsort(values, kind="stable"))
    assert np.array_equal(midranks(values), rankdata(values))
