"""Evaluation is a share of the machine learning team's time."""

import pytest

from tests.words.costing import Table, by_month, cash_of, refusal_of, rising

TEAM: Table = {"ml_fte": 2, "share": 0.15, "month_cost": 18_000}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # 0.3 of a person at 18,000
        ({}, 5_400),
        ({"infrastructure": 500}, 5_900),
        ({"share": "20%"}, 7_200),
        ({"share": 0}, 0),
        ({"share": 0, "infrastructure": 500}, 500),
        ({"ml_fte": 0}, 0),
    ],
)
def test_evaluation(changes: Table, expected: float) -> None:
    assert by_month(cash_of("evaluation", TEAM | changes)) == pytest.approx([0] + [expected] * 6)


def test_a_growing_team_evaluates_more() -> None:
    """Month 7: twice the team at twice the pay, and twice the test runs."""
    table = {
        "ml_fte": rising(2),
        "share": 0.15,
        "month_cost": rising(18_000),
        "infrastructure": rising(500),
    }
    found = by_month(cash_of("evaluation", table, months=7), 7)
    assert found[[1, 7]] == pytest.approx([5_900, 4 * 5_400 + 2 * 500])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ml_fte", -1),
        ("month_cost", -1),
        ("infrastructure", -1),
        ("share", 1.2),
        ("share", "-10%"),
    ],
)
def test_the_impossible_is_refused_by_name(key: str, value: object) -> None:
    assert f"{key} must " in refusal_of("evaluation", TEAM | {key: value})
