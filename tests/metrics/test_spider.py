"""The spider of drivers against what a normal sum costs, given one of its parts."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import BLOCK_TRIALS
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.spider import FIRST, PERCENTILES, spider
from tests.metrics.test_swings import result
from tests.report import written


def test_a_normal_part_moves_the_mean_along_its_own_percentiles() -> None:
    """a is paid once at sd 1, b in two months at sd 2: given b at z, the sum is 4 z dearer."""
    legs = {leg.input: leg for leg in spider(result())}
    assert list(legs)[:2] == ["inputs.b", "inputs.a"]
    z = np.array(stats.norm.ppf(PERCENTILES))
    for name, slope in (("inputs.a", 1.0), ("inputs.b", 4.0)):
        for (value, error), expected in zip(legs[name].changes, slope * z, strict=True):
            assert error is not None
            assert 0.0 < error < 0.2
            assert abs(value - expected) < 5 * error + 0.01
        assert [value for value, _ in legs[name].changes] == pytest.approx(slope * z, abs=0.15)


def test_blocks_that_are_dearer_as_a_whole_move_no_curve_and_no_error() -> None:
    """Each block holds an input evenly, so what it adds to every future tells nothing of it."""
    money = np.repeat(np.arange(float(result().blocks)), BLOCK_TRIALS)
    moved = spider(replace(result(), totals=result().totals + money))
    for leg, same in zip(moved[:2], spider(result()), strict=False):
        assert leg.input == same.input
        assert np.array(leg.changes) == pytest.approx(np.array(same.changes), abs=1e-9)


def test_the_first_six_that_stand_out_and_no_more() -> None:
    """Eight alike in one strategy, one in the other."""
    line = "{ kind = 'line', monthly = '1 to 3' }"
    costs = "\n".join(f"c{number} = {line}" for number in range(8))
    text = f"{written.head()}[strategies.many.costs]\n{costs}\n[strategies.one.costs]\nc = {line}\n"
    legs = spider(run(compose(parse_document(text, "test.toml"), Catalogue())))
    assert [leg.strategy for leg in legs] == ["many"] * FIRST + ["one"]


def test_one_block_tells_no_error() -> None:
    assert all(
        error is None for leg in spider(written.result("one_block")) for _, error in leg.changes
    )
