"""From experiment to result: hand calculations, named streams, equal bits."""

import numpy as np
import pytest
from scipy.stats import pearsonr

from simtco.engine.block import NEVER, Batch
from simtco.engine.run import run
from simtco.engine.simulate import simulate
from tests.engine.conftest import Write

CERTAIN = """
title = "certain"
horizon_months = 3
discount_rate = 0.21
[simulation]
trials = 1
[strategies.cheap_start.costs.setup]
kind = "line"
once = 100
[strategies.cheap_start.costs.run]
kind = "line"
monthly = 50
[strategies.dear_start.costs.setup]
kind = "line"
once = 120
[strategies.dear_start.costs.later]
kind = "line"
once = 30
month = 2
hidden = true
[strategies.dear_start.costs.run]
kind = "line"
monthly = 38
"""


def test_costs_are_discounted_by_month_and_the_start_is_not(experiment: Write) -> None:
    result = run(experiment(CERTAIN))
    factors = [1.21 ** (-m / 12) for m in (1, 2, 3)]
    assert result.trials == 4096
    assert result.total("cheap_start") == pytest.approx(100 + 50 * sum(factors), rel=1e-12)
    expected = 120 + 38 * sum(factors) + 30 * factors[1]
    assert result.total("dear_start") == pytest.approx(expected, rel=1e-12)


def test_the_base_estimate_leaves_out_what_is_hidden(experiment: Write) -> None:
    plan = run(experiment(CERTAIN)).plans["dear_start"]
    factors = [1.21 ** (-m / 12) for m in (1, 2, 3)]
    assert plan.base == pytest.approx(120 + 38 * sum(factors), rel=1e-12)
    assert plan.with_hidden - plan.base == pytest.approx(30 * factors[1], rel=1e-12)


def test_break_even_is_the_first_month_at_or_under_the_reference(experiment: Write) -> None:
    """Undiscounted, reference 100 + 50 m against 120 + 38 m + 30 from month 2 on.

    Month 1: 150 to 158; month 2: 200 to 226; month 3: 250 to 264. Without the late 30: 196 at
    month 2, so that it breaks even there.
    """
    flat = CERTAIN.replace("discount_rate = 0.21", "")
    late = run(experiment(flat)).break_even
    assert set(late[0]) == {1}
    assert set(late[1]) == {NEVER}
    soon = run(experiment(flat.replace("once = 30", "once = 0"))).break_even
    assert set(soon[1]) == {2}


@pytest.mark.parametrize("months", [254, 255, 300])
def test_break_even_may_come_in_the_last_month_of_a_long_horizon(
    experiment: Write, months: int
) -> None:
    """10 a month against a single bill: of so many months, or of half a month more."""
    text = f"""
        title = "long"
        horizon_months = {months}
        [simulation]
        trials = 4096
        [strategies.rent.costs.bill]
        kind = "line"
        monthly = 10
        [strategies.buy.costs.bill]
        kind = "line"
        once = {{bill}}
        """
    just = run(experiment(text.replace("{bill}", str(10 * months)))).break_even
    assert set(just[1]) == {months}
    never = run(experiment(text.replace("{bill}", str(10 * months + 5)))).break_even
    assert set(never[1]) == {NEVER}


UNCERTAIN = """
title = "uncertain"
horizon_months = 6
[inputs]
wage = "8_000 to 12_000"
[strategies.a.costs.people]
kind = "staff"
fte = { kind = "triangular", low = 0.5, mode = 1, high = 2 }
month_cost = "@inputs.wage"
[strategies.b.costs.people]
kind = "staff"
fte = 1
month_cost = "@inputs.wage"
[strategies.b.costs.bill]
kind = "line"
[strategies.b.costs.bill.monthly]
kind = "lognormal"
p50 = 900
sigma = 0.8
path = { kind = "walk", monthly_mean = 0.02, monthly_sd = 0.05 }
[strategies.b.shocks.breach]
kind = "incidents"
per_year = 1.5
severity = { kind = "lognormal", p50 = 4_000, sigma = 1 }
"""


@pytest.mark.parametrize("sampler", ["sobol", "random"])
def test_the_number_of_workers_changes_no_bit(experiment: Write, sampler: str) -> None:
    text = UNCERTAIN + f'[simulation]\ntrials = 40_000\nsampler = "{sampler}"\n'
    one, two = run(experiment(text), workers=1), run(experiment(text), workers=2)
    for field in ("totals", "break_even", "items", "inputs", "cumulative"):
        assert np.array_equal(getattr(one, field), getattr(two, field))


@pytest.mark.parametrize("sampler", ["sobol", "random"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "[strategies.a.costs.people]",
            "[strategies.a.costs.more]\nkind='line'\nmonthly=5\n[strategies.a.costs.people]",
        ),
        ("mode = 1", "mode = 1.5"),
        ('wage = "8_000 to 12_000"', 'extra = "1 to 2"\nwage = "8_000 to 12_000"'),
    ],
    ids=["a cost added", "a belief edited", "an input added first"],
)
def test_an_edit_of_a_leaves_the_futures_of_b_as_they_were(
    experiment: Write, sampler: str, old: str, new: str
) -> None:
    tail = f'[simulation]\ntrials = 4096\nsampler = "{sampler}"\n'
    before = run(experiment(UNCERTAIN + tail))
    after = run(experiment(UNCERTAIN.replace(old, new) + tail))
    assert np.array_equal(before.total("b"), after.total("b"))


def test_an_input_shared_by_name_is_one_draw(experiment: Write) -> None:
    text = """
title = "shared"
horizon_months = 1
[inputs]
x = "1 to 9"
[strategies.a.costs.one]
kind = "line"
monthly = "@inputs.x"
[strategies.b.costs.two]
kind = "line"
monthly = "@inputs.x"
"""
    totals = run(experiment(text)).totals
    assert np.array_equal(totals[0], totals[1])
    assert totals[0].std() > 0


def test_the_same_numbers_under_two_names_are_two_draws(experiment: Write) -> None:
    """Identical beliefs must not be correlated (healthiar issue 690)."""
    text = """
title = "apart"
horizon_months = 1
[strategies.a.costs.one]
kind = "line"
monthly = "1 to 9"
[strategies.b.costs.two]
kind = "line"
monthly = "1 to 9"
"""
    totals = run(experiment(text)).totals
    assert abs(pearsonr(*totals).statistic) < 0.02


def test_simulate_is_pure(experiment: Write) -> None:
    first, second = (simulate(experiment(UNCERTAIN), Batch(3)) for _ in range(2))
    assert np.array_equal(first.totals, second.totals)
    assert np.array_equal(first.items, second.items)


def test_items_add_up_to_the_mean_of_each_strategy(experiment: Write) -> None:
    result = run(experiment(UNCERTAIN))
    for strategy in result.strategies:
        own = [key.strategy == strategy for key in result.item_keys]
        mean = result.items[:, own].sum(axis=1).mean()
        assert mean == pytest.approx(result.total(strategy).mean(), rel=1e-12)


def test_cumulative_cost_ends_at_the_total(experiment: Write) -> None:
    result = run(experiment(UNCERTAIN))
    ends = result.cumulative[:, -1, :]
    assert ends == pytest.approx(result.totals[:, : ends.shape[1]], rel=1e-12)


def test_progress_counts_every_trial(experiment: Write) -> None:
    told: list[tuple[int, int]] = []
    run(experiment(UNCERTAIN), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (65_536, 65_536)
    assert [done for done, _ in told] == [32_768, 65_536]


def test_a_trial_is_the_same_in_whatever_batch_it_falls(experiment: Write) -> None:
    text = UNCERTAIN + "[simulation]\ntrials = "
    few, more = (run(experiment(f"{text}{blocks * 4096}\n")) for blocks in (3, 11))
    assert np.array_equal(few.totals, more.totals[:, : few.trials])
    assert np.array_equal(few.items, more.items[: few.blocks])
