"""Leaving one strategy for another: months and money counted by hand."""

import numpy as np
import pytest

from simtco.engine.block import Result
from simtco.files.problems import ExperimentError
from simtco.metrics.switching import switches
from tests.strategies.conftest import Outcome

RIVALS = """
horizon_months = 12
[demand]
requests_per_day = 1_000
input_tokens = 1_000
output_tokens = 0
growth = { kind = "growth", annual = 1.0 }
[strategies.api.costs.tokens]
kind = "tokens"
input_price = 10
output_price = 0
[strategies.api.costs.launch]
kind = "delay"
months = 1
monthly_value = 70
[strategies.own.costs.gpus]
kind = "line"
category = "compute"
monthly = 400
once = 1_000
[strategies.own.costs.launch]
kind = "delay"
months = 3
monthly_value = 70
[strategies.move]
kind = "switching"
start = "api"
to = "own"
"""
REQUESTS = 1_000 * 365.25 / 12
BILL = [REQUESTS * 2 ** (m / 12) * 1_000 * 10 / 1e6 for m in range(12)]
"""The API's bill grows from 304 to 574 USD a month, and doubles in a year."""


def of(result: Result, strategy: str, item: str) -> float:
    place = next(
        i
        for i, key in enumerate(result.item_keys)
        if key.strategy == strategy and key.item.name == item
    )
    return float(result.items[:, place].mean())


def month(result: Result) -> float:
    (values,) = [v for (_, reading), v in result.readings.items() if reading.name == "switch_month"]
    assert np.all(values == values[0]) or np.isnan(values).all()
    return float(values[0])


def first_over(limit: float) -> int:
    return next(m for m, bill in enumerate(BILL, start=1) if bill > limit)


def test_the_bill_pulls_the_trigger_in_the_month_that_it_exceeds_the_other(
    outcome: Outcome,
) -> None:
    result = outcome(RIVALS + 'trigger = { kind = "bill" }\n')
    decided = first_over(400.0)
    assert decided == 6
    assert month(result) == decided + 1
    assert of(result, "move", "api.tokens") == pytest.approx(sum(BILL[:decided]))
    assert of(result, "move", "own.gpus") == pytest.approx(1_000 + 400 * (12 - decided))


def test_waiting_for_the_launch_is_paid_once_though_two_strategies_launch(outcome: Outcome) -> None:
    result = outcome(RIVALS + 'trigger = { kind = "bill" }\n')
    assert of(result, "move", "api.launch") == pytest.approx(70)
    assert of(result, "move", "own.launch") == 0


def test_it_must_hold_for_months_in_a_row(outcome: Outcome) -> None:
    result = outcome(RIVALS + 'trigger = { kind = "bill", months = 3 }\n')
    assert month(result) == first_over(400.0) + 3


def test_the_ratio_moves_the_month(outcome: Outcome) -> None:
    result = outcome(RIVALS + 'trigger = { kind = "bill", ratio = 1.2 }\n')
    assert month(result) == first_over(480.0) + 1


def test_a_trigger_that_is_never_pulled_costs_what_the_first_strategy_costs(
    outcome: Outcome,
) -> None:
    result = outcome(RIVALS + 'trigger = { kind = "bill", ratio = 9 }\nmigration = 500\n')
    assert np.isnan(month(result))
    assert result.total("move") == pytest.approx(result.total("api"))


def test_migration_takes_whole_months_and_both_run_in_the_last_of_them(outcome: Outcome) -> None:
    result = outcome(
        RIVALS
        + 'trigger = { kind = "bill" }\nmigration_months = 1.5\ndouble_running_months = 1\n'
        + "migration = 250\n"
    )
    decided = first_over(400.0)
    assert month(result) == decided + 3  # one and a half months are two
    assert of(result, "move", "api.tokens") == pytest.approx(sum(BILL[: decided + 2]))
    assert of(result, "move", "own.gpus") == pytest.approx(1_000 + 400 * (12 - decided - 1))
    assert of(result, "move", "migration") == 250


def test_volume_pulls_when_requests_reach_it(outcome: Outcome) -> None:
    result = outcome(RIVALS + 'trigger = { kind = "volume", requests_per_day = 1_500 }\n')
    reached = next(m for m in range(1, 13) if 1_000 * 2 ** ((m - 1) / 12) >= 1_500)
    assert month(result) == reached + 1


def test_a_price_pulls_when_each_request_has_become_that_much_dearer(outcome: Outcome) -> None:
    dearer = RIVALS.replace(
        "input_price = 10\n",
        'input_price = 10\nprice_factor = { kind = "constant", value = 1, '
        'path = { kind = "growth", annual = 3.0 } }\n',
    )
    result = outcome(dearer + 'trigger = { kind = "price", cost = "tokens", ratio = 1.9 }\n')
    reached = next(m for m in range(1, 13) if 4 ** ((m - 1) / 12) >= 1.9)
    assert month(result) == reached + 1


def test_an_event_pulls_in_the_month_in_which_it_strikes(outcome: Outcome) -> None:
    text = RIVALS + (
        'trigger = { kind = "event", shock = "law" }\n'
        "[strategies.api.shocks.law]\n"
        'kind = "regulation"\nprobability = 1\nmonth = 4\nmonthly = 10\n'
    )
    result = outcome(text)
    assert month(result) == 5
    assert of(result, "move", "api.law") == pytest.approx(10)


def test_a_planned_month_is_kept(outcome: Outcome) -> None:
    assert month(outcome(RIVALS + 'trigger = { kind = "month", month = 4 }\n')) == 5


def test_an_arrival_comes_at_its_rate(outcome: Outcome) -> None:
    result = outcome(RIVALS + 'trigger = { kind = "arrival", per_year = 2 }\n')
    (values,) = result.readings.values()
    within = np.mean(values <= 7)  # decided by the end of month 6
    assert within == pytest.approx(1 - np.exp(-1.0), abs=0.005)


def test_leaving_costs_on_three_levels_and_a_layer_saves_on_one(outcome: Outcome) -> None:
    lock_in = (
        'trigger = { kind = "bill" }\n[strategies.move.lock_in]\nweek_cost = 100\n'
        "model_weeks = 3\napi_weeks = 2\ndata_weeks = 1\nlayer_weeks = 1.5\nlayer_saves = 0.75\n"
    )
    bare = outcome(RIVALS + lock_in)
    assert of(bare, "move", "lock_in") == 600
    assert of(bare, "move", "abstraction_layer") == 0
    layered = outcome(RIVALS + lock_in + "abstraction_layer = true\n")
    assert of(layered, "move", "lock_in") == 100 * (3 + 2 * 0.25 + 1)
    assert of(layered, "move", "abstraction_layer") == 150


def test_a_rollback_brings_the_first_strategy_back(outcome: Outcome) -> None:
    result = outcome(
        RIVALS
        + 'trigger = { kind = "bill" }\n[strategies.move.rollback]\n'
        + "probability = 1\nafter_months = 2\ncost = 80\n"
    )
    decided = first_over(400.0)
    assert of(result, "move", "own.gpus") == pytest.approx(1_000 + 400 * 2)
    kept = BILL[:decided] + BILL[decided + 2 :]
    assert of(result, "move", "api.tokens") == pytest.approx(sum(kept))
    assert of(result, "move", "rollback") == 80


def test_what_counts_from_a_strategys_own_start_moves_with_the_switch(outcome: Outcome) -> None:
    text = RIVALS + (
        'trigger = { kind = "bill" }\n[strategies.own.costs.audit]\n'
        'kind = "line"\nonce = 90\nmonth = 2\n'
    )
    result = outcome(text)
    decided = first_over(400.0)
    cumulative = result.cumulative[result.strategies.index("move"), :, 0]
    spent = np.diff(cumulative)
    assert of(result, "move", "own.audit") == pytest.approx(90)
    by_month = dict(enumerate(spent, start=2))
    assert by_month[decided + 2] == pytest.approx(400 + 90)  # the second month of its own


def test_the_search_finds_the_threshold_that_hand_arithmetic_finds(outcome: Outcome) -> None:
    text = RIVALS.replace("once = 1_000\n", "").replace("annual = 1.0", "annual = 3.0")
    result = outcome(text + 'trigger = { kind = "bill" }\nmigration = 700\n', 2)
    (found,) = switches(result)
    bills = [REQUESTS * 4 ** (m / 12) / 100 for m in range(12)]

    def saved(ratio: float) -> float:
        before = next((m for m, bill in enumerate(bills, 1) if bill > 400 * ratio), 12)
        switched = 700 * (before < 12) + 400 * (12 - before)
        return sum(bills[before:]) - switched

    by_hand = {ratio: saved(ratio) for ratio in found.thresholds}
    assert [mean for mean, _ in found.savings] == pytest.approx(list(by_hand.values()))
    assert found.best_saves is not None
    assert found.best_saves[0] == pytest.approx(max(by_hand.values()))
    assert by_hand[found.best or 0.0] == max(by_hand.values())
    assert found.saves[0] == pytest.approx(saved(1.0))


def test_the_search_costs_a_rival_as_the_run_costs_the_strategy(outcome: Outcome) -> None:
    text = RIVALS + (
        'trigger = { kind = "bill" }\nmigration_months = 2\ndouble_running_months = 1\n'
        "migration = 250\nlock_in = { week_cost = 100, model_weeks = 3 }\n"
        "rollback = { probability = 1, after_months = 2, cost = 80 }\n"
        '[strategies.own.costs.audit]\nkind = "line"\nonce = 90\nmonth = 2\n'
        '[strategies.api.shocks.law]\nkind = "regulation"\nprobability = 1\nmonth = 3\n'
        "monthly = 10\n"
    )
    (found,) = switches(outcome(text, 2))
    stated = found.thresholds.index(pytest.approx(1.0))
    assert found.savings[stated][0] == pytest.approx(found.saves[0])


def test_a_planned_month_is_sought_among_all_months(outcome: Outcome) -> None:
    text = RIVALS.replace("once = 1_000\n", "") + 'trigger = { kind = "month", month = 2 }\n'
    (found,) = switches(outcome(text, 2))
    assert found.thresholds == tuple(range(1, 13))
    assert found.best == first_over(400.0) - 1  # leaves before the first month that is dearer


def test_an_overrun_goes_with_the_work_that_overruns(outcome: Outcome) -> None:
    text = RIVALS + (
        'trigger = { kind = "bill" }\n[strategies.own.costs.audit]\n'
        'kind = "line"\nonce = 90\nmonth = 2\n'
        '[strategies.own.shocks.overrun]\nkind = "overrun"\nratio = 2\n'
    )
    assert of(outcome(text), "move", "own.overrun") == pytest.approx(1_000 + 90)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('start = "apo"', 'names no strategy; did you mean "api"?'),
        ('start = "own"', "start and to are both"),
        ('start = "move"', "names this strategy itself"),
    ],
)
def test_a_switch_from_nowhere_is_refused(outcome: Outcome, wrong: str, said: str) -> None:
    text = RIVALS.replace('start = "api"', wrong) + 'trigger = { kind = "bill" }\n'
    with pytest.raises(ExperimentError, match=said.replace("?", r"\?")):
        outcome(text)


def test_a_trigger_on_what_is_not_there_is_refused(outcome: Outcome) -> None:
    with pytest.raises(ExperimentError, match='"tokns" names no cost'):
        outcome(RIVALS + 'trigger = { kind = "price", cost = "tokns", ratio = 2 }\n')
    with pytest.raises(ExperimentError, match='"fire" names no shock'):
        outcome(RIVALS + 'trigger = { kind = "event", shock = "fire" }\n')
