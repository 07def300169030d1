"""Fine-tuning by the token or by the hour, once or round after round."""

from typing import Any

import numpy as np
import pytest

from simtco.words.costs.fine_tuning import FineTuning
from tests.words.costing import Table, by_month, cash_of, refusal_of, rising

SERVICE: Table = {"tokens": 5e6, "price_per_million_tokens": 25}
OWN: Table = {"gpu_hours": 100, "price_per_gpu_hour": 2.5}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (SERVICE, 125),
        (SERVICE | {"epochs": 3}, 375),
        (SERVICE | {"epochs": 3, "runs": 4}, 1_500),
        # data are made once for all runs of a round
        (SERVICE | {"epochs": 3, "runs": 4, "data": 8_000}, 9_500),
        (OWN, 250),
        (OWN | {"runs": 4, "data": 8_000}, 9_000),
        (OWN | {"gpu_hours": 0}, 0),
    ],
)
def test_what_a_round_costs(table: Table, expected: float) -> None:
    assert by_month(cash_of("fine_tuning", table)) == pytest.approx([expected, 0, 0, 0, 0, 0, 0])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"month": 3}, [0, 0, 0, 1, 0, 0, 0]),
        ({"every_months": 3}, [1, 0, 0, 1, 0, 0, 1]),
        # 2.5, 5, 7.5: ceil
        ({"every_months": 2.5}, [1, 0, 0, 1, 0, 1, 0]),
        ({"every_months": 3, "month": 2}, [0, 0, 1, 0, 0, 1, 0]),
        ({"every_months": 60}, [1, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_when_a_round_falls(changes: Table, expected: list[int]) -> None:
    found = by_month(cash_of("fine_tuning", OWN | changes))
    assert found == pytest.approx([250 * count for count in expected])


@pytest.mark.parametrize(("month", "paid"), [(0, 6), (1, 6), (4, 3)])
def test_hosting_is_paid_from_the_first_round_on(month: int, paid: int) -> None:
    table = SERVICE | {"hosting": 1_000, "month": month}
    hosted = by_month(cash_of("fine_tuning", table))
    bare = by_month(cash_of("fine_tuning", SERVICE | {"month": month}))
    assert hosted - bare == pytest.approx([0] * (7 - paid) + [1_000] * paid)


def test_a_round_is_paid_at_the_prices_of_its_month() -> None:
    """x 4 a year: month 7 pays twice what month 0 and month 1 do."""
    table = {"gpu_hours": 100, "price_per_gpu_hour": rising(2.5), "data": rising(80)}
    found = by_month(cash_of("fine_tuning", table | {"every_months": 7}, months=7), 7)
    assert found[[0, 7]] == pytest.approx([330, 660])


def test_one_round_is_paid_once_and_may_overrun() -> None:
    single = FineTuning.model_validate(OWN | {"month": 2})
    cash = cash_of("fine_tuning", OWN | {"month": 2, "hosting": 10})
    assert single.pays_once
    assert cash.once[:, 0] == pytest.approx([0, 250, 0, 0, 0, 0])


def test_rounds_that_return_are_running_costs() -> None:
    again = FineTuning.model_validate(OWN | {"every_months": 2})
    assert not again.pays_once
    assert not np.any(cash_of("fine_tuning", OWN | {"every_months": 2}).once)


@pytest.mark.parametrize(
    ("changes", "clock"),
    [({}, "calendar"), ({"month": 1}, "own"), ({"every_months": 3}, "own")],
)
def test_rounds_count_from_the_start_of_their_strategy(changes: Table, clock: str) -> None:
    assert FineTuning.model_validate(OWN | changes).clock == clock


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        (SERVICE, "tokens", -1),
        (SERVICE, "price_per_million_tokens", -1),
        (SERVICE, "epochs", -1),
        (SERVICE, "hosting", -1),
        (OWN, "gpu_hours", -1),
        (OWN, "price_per_gpu_hour", -1),
        (OWN, "runs", 0.5),
        (OWN, "data", -1),
        (OWN, "every_months", 0),
    ],
)
def test_the_impossible_is_refused_by_name(table: Table, key: str, value: Any) -> None:
    assert f"{key} must " in refusal_of("fine_tuning", table | {key: value})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "needs tokens and price_per_million_tokens, or gpu_hours and price_per_gpu_hour"),
        ({"data": 5}, "needs tokens and price_per_million_tokens"),
        ({"tokens": 5e6}, "tokens goes with price_per_million_tokens [tokens]"),
        ({"price_per_gpu_hour": 5}, "price_per_gpu_hour goes with gpu_hours"),
        (SERVICE | OWN, "state either tokens or gpu_hours, not both [gpu_hours]"),
        (SERVICE | {"gpu_hours": 5}, "gpu_hours goes with price_per_gpu_hour"),
        (OWN | {"epochs": 3}, "epochs goes with tokens [epochs]"),
        (OWN | {"month": -1}, "('month',)"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("fine_tuning", table)
