"""Crossovers by hand: a price a unit against a fixed cost, and GPUs that come in steps."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simtco.engine.block import Sweep
from simtco.engine.sweep import sweep, sweeps
from simtco.files.axis import axis
from simtco.files.catalogue import Catalogue
from simtco.files.load import along, compose, load
from simtco.files.toml import parse_document
from simtco.metrics.crossover import crossings, crossover
from simtco.metrics.precision import run
from simtco.metrics.sweep import at, frontier, points
from tests.shipped import FOLDER

KEY = "demand.requests_per_day"
LINEAR = """
title = "a price a request, or a fixed rent"
horizon_months = 1
simulation = {{ trials = 65_536, seed = {seed}, sampler = "{sampler}" }}
[demand]
requests_per_day = {{ kind = "pert", low = 500, mode = 1_000, high = 4_000 }}
input_tokens = 1
output_tokens = 1
[strategies.api.costs.bill]
kind = "line"
category = "compute"
per_request = {price}
[strategies.own.costs.rent]
kind = "line"
category = "compute"
monthly = {rent}
"""
DAYS = 365.25 / 12


def swept(
    price: str,
    rent: str,
    values: tuple[float, float, int],
    seed: int = 33,
    sampler: str = "sobol",
) -> Sweep:
    text = LINEAR.format(price=price, rent=rent, seed=seed, sampler=sampler)
    document = parse_document(text, "linear.toml")
    over = axis(compose(document, Catalogue()), KEY, *values)
    return sweep(along(document, [over], Catalogue()))


def test_a_fixed_cost_over_a_price_is_where_they_cross() -> None:
    """API a n against a fixed F: they cross at F / a, whatever the points."""
    found = swept("0.01", "1_000", (100.0, 9_000.0, 4))
    own = crossover(np.array(found.axes[0].values), found.difference("own"))
    assert [level for level, _ in own.levels] == pytest.approx([1_000 / (0.01 * DAYS)] * 3)
    assert own.becomes_cheaper[0] == 1.0
    assert (own.none[0], own.again[0], own.becomes_dearer[0]) == (0.0, 0.0, 0.0)
    assert own.within == ((100.0 + 8_900 / 3, 100.0 + 2 * 8_900 / 3),) * 3


def test_the_crossover_is_not_seen_outside_the_range() -> None:
    found = swept("0.01", "1_000", (100.0, 3_000.0, 4))
    own = crossover(np.array(found.axes[0].values), found.difference("own"))
    assert own.levels == own.within == ()
    assert (own.none[0], own.dearer_throughout[0]) == (1.0, 1.0)


def test_an_uncertain_price_makes_the_crossover_lognormal() -> None:
    """F / a with a lognormal of median m and sigma s is lognormal: median F / m, sigma s."""
    price = '{ kind = "lognormal", p50 = 0.01, sigma = 0.5 }'
    found = swept(price, "1_000", (1.0, 100_001.0, 3))
    own = crossover(np.array(found.axes[0].values), found.difference("own"))
    exact = stats.lognorm(0.5, scale=1_000 / (0.01 * DAYS)).ppf([0.1, 0.5, 0.9])
    for (level, error), expected in zip(own.levels, exact, strict=True):
        assert error is not None
        assert abs(level - expected) < 5 * error


def test_steps_are_bracketed_and_every_turn_is_counted() -> None:
    """One GPU of 100 serves 80 units of price 1, so that hosting costs 100 ceil(n / 80).

    By hand: dearer up to 100, then two GPUs cost 200 up to 160, three 300 up to 240 ... With five
    GPUs and more, hosting is the dearer one at every n, since 100 / 80 is above 1.
    A GPU that serves 120: cheaper from 100 to 120, dearer to 200, cheaper to 240 and so on.
    """
    n = np.arange(5.0, 365.0, 10.0)
    dear = crossings(n, (100.0 * np.ceil(n / 80.0) - n)[:, None])
    assert (dear.turns[0], dear.first[0]) == (0, 1)
    saw = crossings(n, (100.0 * np.ceil(n / 120.0) - n)[:, None])
    assert (saw.value[0], saw.low[0], saw.high[0]) == (100.0, 95.0, 105.0)
    assert saw.turns[0] == 5  # at 100, 120, 200, 240, 300


@given(st.lists(st.sampled_from([-2.0, -1.0, 0.0, 1.0, 3.0]), min_size=2, max_size=8))
def test_the_first_change_of_sign_is_found(row: list[float]) -> None:
    """Against a plain loop over the points of one future."""
    found = crossings(np.arange(float(len(row))), np.array(row)[:, None])
    signs = [(k, np.sign(d)) for k, d in enumerate(row) if d]
    turns = [k for (_, one), (k, other) in pairwise(signs) if one != other]
    assert found.turns[0] == len(turns)
    if turns:
        k = turns[0]
        assert found.value[0] == pytest.approx(k - 1 + row[k - 1] / (row[k - 1] - row[k]))
        assert (found.low[0], found.high[0]) == (k - 1, k)
    else:
        assert np.isnan([found.value[0], found.low[0], found.high[0]]).all()


def test_the_difference_is_left_as_it_was() -> None:
    difference = np.array([[1.0], [0.0], [-1.0]])
    crossings(np.arange(3.0), difference)
    assert difference.ravel().tolist() == [1.0, 0.0, -1.0]


def test_bands_and_shares_along_the_key() -> None:
    price = '{ kind = "uniform", low = 0.01, high = 0.03 }'
    found = swept(price, "2_000", (1_000.0, 5_000.0, 5))
    for place, n in enumerate(found.axes[0].values):
        api, own = at(found, place, "api"), at(found, place, "own")
        assert api.mean[0] == pytest.approx(0.02 * n * DAYS, rel=1e-4)
        assert [level for level, _ in api.levels] == pytest.approx(
            [share * n * DAYS for share in (0.012, 0.02, 0.028)], rel=2e-3
        )
        cheaper = np.clip((0.03 - 2_000 / (n * DAYS)) / 0.02, 0.0, 1.0)
        assert own.p_cheaper is not None
        assert own.p_cheaper[0] == pytest.approx(cheaper, abs=1e-3)
        assert own.p_cheapest[0] + api.p_cheapest[0] == 1.0
        assert api.p_cheaper is None


@cache
def _shipped(path: Path) -> Sweep:
    text = path.read_text(encoding="utf-8")
    document = parse_document(text, path.name, path.parent)
    document.set("simulation.trials", "8_192", "--trials")
    over = axis(compose(document, Catalogue()), KEY, 1_000.0, 1_000_000.0, 7, logarithmic=True)
    return sweep(along(document, [over], Catalogue()))


def test_the_exercise_reports_its_crossover_in_requests_a_day() -> None:
    found = _shipped(FOLDER / "gpt4o_vs_llama70b.toml")
    own = crossover(np.array(found.axes[0].values), found.difference("self_hosted"))
    levels = [level for level, _ in own.levels]
    assert levels == sorted(levels)
    assert levels[0] > 1_000
    assert levels[-1] < 1_000_000
    parts = (own.becomes_cheaper, own.becomes_dearer, own.none)
    assert sum(share for share, _ in parts) == pytest.approx(1.0)


def test_the_exercise_asks_for_it_and_every_run_finds_it() -> None:
    """The word in the file, the sweep of the command and the same points give the same bits."""
    path = FOLDER / "gpt4o_vs_llama70b.toml"
    loaded = load(
        path,
        {
            "simulation.trials": "8_192",
            "sweeps": f"""[
        {{ key = "{KEY}", from = 1_000, to = 1_000_000, log = true, points = 7 }}
    ]""",
        },
    )
    (asked,) = sweeps(loaded.sweeps)
    assert np.array_equal(asked.totals, _shipped(path).totals)
    (beside,) = run(loaded.experiment, along=loaded.sweeps).sweeps
    assert np.array_equal(beside.totals, asked.totals)
    assert run(loaded.experiment).sweeps == ()
    (ours,) = load(path).experiment.sweeps
    assert (ours.key, ours.from_, ours.to, ours.log) == (KEY, 1_000, 1_000_000, True)


NORMAL = """
title = "a sure bill beside an unsure one"
horizon_months = 1
simulation = { trials = 65_536 }
[strategies.sure.costs]
bill = { kind = "line", once = 100 }
[strategies.unsure.costs]
bill = { kind = "line", once = { kind = "normal", mean = 100, sd = 20 } }
"""


def test_expected_loss_along_a_key_is_the_unit_normal_loss() -> None:
    """Raiffa and Schlaifer 1961: a sure bill of k against N(m, s) loses s L((m - k) / s).

    L(z) = phi(z) - z (1 - Phi(z)). The frontier is the strategy of least mean, its height EVPI.
    """
    document = parse_document(NORMAL, "normal.toml")
    over = axis(compose(document, Catalogue()), "strategies.sure.costs.bill.once", 60.0, 140.0, 5)
    found = sweep(along(document, [over], Catalogue()))

    def lost(z: float) -> float:
        return float(20 * (stats.norm.pdf(z) - z * stats.norm.sf(z)))

    for place, k in enumerate(found.axes[0].values):
        here = points(found)[place]
        for name, expected in (("sure", lost((100 - k) / 20)), ("unsure", lost((k - 100) / 20))):
            value, error = here[name].regret
            assert error is not None
            assert abs(value - expected) < 5 * error + 1e-4
        best = frontier(found)[place]
        assert here[best].regret[0] == min(each.regret[0] for each in here.values())
    assert frontier(found)[0] == "sure"
    assert frontier(found)[-1] == "unsure"


def test_the_numbers_of_a_sweep_do_not_depend_on_the_workers_nor_on_fewer_blocks() -> None:
    document = parse_document(NORMAL.replace("65_536", "40_000"), "normal.toml")
    over = axis(compose(document, Catalogue()), "strategies.sure.costs.bill.once", 60.0, 140.0, 3)
    read = along(document, [over], Catalogue())
    assert np.array_equal(sweep(read, workers=1).totals, sweep(read, workers=3).totals)
    few = sweep(read, blocks=3)
    assert few.totals.shape == (3, 2, 3 * 4_096)
    assert np.array_equal(few.totals, sweep(read).totals[:, :, : 3 * 4_096])


def test_what_a_file_asks_for_is_swept_in_32_768_futures_and_a_map_in_8_192() -> None:
    document = parse_document(NORMAL, "normal.toml")
    experiment, bill = compose(document, Catalogue()), "strategies.unsure.costs.bill.once"
    one = axis(experiment, "strategies.sure.costs.bill.once", 60.0, 140.0, 3)
    other = axis(experiment, f"{bill}.mean", 90.0, 110.0, 2)
    line, plane = (along(document, axes, Catalogue()) for axes in ([one], [one, other]))
    run_in = [found.totals.shape for found in sweeps((line, plane))]
    assert run_in == [(3, 2, 32_768), (6, 2, 8_192)]
