"""Intervals at the moment at which a run with `trials = "auto"` stops by itself."""

import pytest

from tests.coverage.intervals import Found, held, outside
from tests.coverage.test_estimates import EXACT, TEXT, found

# About what the first look finds, so that some seeds stop at it and others go on.
TOLERANCES = {
    "sobol": '{ p80 = "0.016%", p_cheaper = 0.0013 }',
    "random": '{ p80 = "0.11%", p_cheaper = 0.0033 }',
}


@pytest.mark.parametrize("sampler", ["sobol", "random"])
def test_intervals_hold_the_truth_where_the_run_stops(sampler: str) -> None:
    stated = f'trials = "auto", tolerance = {TOLERANCES[sampler]}'
    text = TEXT.replace("trials = 65_536", stated)
    looks: set[int] = set()

    def stopped(seed: int) -> Found:
        told = found(seed, sampler, text)
        looks.add(told["mean"][1])
        return told

    shares = held(stopped, EXACT)
    assert min(looks) < max(looks)
    assert not outside(shares), shares
