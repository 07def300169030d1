"""A migration costs engineers and double running for as long as its phases last."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simtco.words.costs.migration import Migration
from tests.words.conftest import SIGMAS, laws, world_of
from tests.words.costing import MONTH, Table, by_month, cash_of, refusal_of, rising

# The plan of exercise 33.6.3: 8 weeks.
PLAN: Table = {"infrastructure": 2, "prompts": 2, "evaluation": 2, "rollout": 2}
MOVE: Table = {"phases": PLAN, "month_cost": 18_000, "engineers": 2}
REST = 8 * 7 / MONTH - 1  # 56 days are 1.84 months


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [36_000, REST * 36_000, 0, 0, 0, 0]),
        ({"engineers": 1}, [18_000, REST * 18_000, 0, 0, 0, 0]),
        ({"double_running": 4_000}, [40_000, REST * 40_000, 0, 0, 0, 0]),
        ({"month": 3}, [0, 0, 36_000, REST * 36_000, 0, 0]),
        # the rest lies beyond the horizon
        ({"month": 6}, [0, 0, 0, 0, 0, 36_000]),
        ({"phases": {"all": 0}}, [0] * 6),
        ({"phases": {"all": 1}}, [7 / MONTH * 36_000, 0, 0, 0, 0, 0]),
        ({"phases": {"all": 104}}, [36_000] * 6),
        ({"engineers": 0, "double_running": 4_000}, [4_000, REST * 4_000, 0, 0, 0, 0]),
    ],
)
def test_a_migration(changes: Table, expected: list[float]) -> None:
    cash = cash_of("migration", MOVE | changes)
    assert by_month(cash) == pytest.approx([0, *expected])
    assert cash.once[:, 0] == pytest.approx(expected)


def test_one_engineer_where_none_is_stated() -> None:
    table = {"phases": PLAN, "month_cost": 18_000}
    assert by_month(cash_of("migration", table))[1] == pytest.approx(18_000)


@laws
@given(st.lists(st.floats(0, 6), min_size=1, max_size=4), st.floats(0, 5))
def test_the_whole_is_weeks_times_engineers(weeks: list[float], engineers: float) -> None:
    """Up to 24 weeks, 5.5 months, within a horizon of 6."""
    phases = {f"phase_{number}": value for number, value in enumerate(weeks)}
    found = by_month(cash_of("migration", MOVE | {"phases": phases, "engineers": engineers}))
    assert found.sum() == pytest.approx(sum(weeks) * engineers * 18_000 * 7 / MONTH, abs=1e-6)


def test_a_migration_is_paid_at_the_cost_of_its_months() -> None:
    """x 4 a year: month 7 pays twice what month 1 would."""
    table = MOVE | {"month_cost": rising(18_000), "double_running": rising(4_000), "month": 7}
    assert by_month(cash_of("migration", table, months=7), 7)[7] == pytest.approx(80_000)


def test_phases_are_uncertain_each_by_itself() -> None:
    """Two phases of sd 1: variance 2, not 4; at 7 / 30.4375 months a week, 36,000 a month."""
    trials = 20_000
    week = {"kind": "normal", "mean": 8, "sd": 1}
    word = Migration.model_validate(MOVE | {"phases": {"one": week, "two": week}})
    whole = word.cash(world_of(word, 12, trials), None).months.sum(axis=0)
    a_week = 36_000 * 7 / MONTH
    error = SIGMAS / np.sqrt(2 * trials)
    assert whole.mean() == pytest.approx(16 * a_week, rel=SIGMAS * np.sqrt(2 / trials) / 16)
    assert whole.std() == pytest.approx(np.sqrt(2) * a_week, rel=error)


@pytest.mark.parametrize("key", ["month_cost", "engineers", "double_running"])
def test_the_impossible_is_refused_by_name(key: str) -> None:
    assert f"{key} must not be below 0" in refusal_of("migration", MOVE | {key: -1})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phases": {}}, "('phases',)"),
        ({"phases": {"prompts": -1}}, "prompts must not be below 0, and is -1 [prompts]"),
        ({"phases": {"2nd": 1}}, '"2nd" is no name'),
        ({"month": 0}, "('month',)"),
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, Any], words: str) -> None:
    assert words in refusal_of("migration", MOVE | changes)
