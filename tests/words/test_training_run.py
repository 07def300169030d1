"""Training runs: GPU hours given or from 6 N D, and all that comes on top of them."""

from typing import Any

import pytest

from simtco.words.costs.training_run import TrainingRun
from tests.words.costing import GROWTH, Table, by_month, cash_of, refusal_of

GIVEN: Table = {"gpu_hours": 90, "price_per_gpu_hour": 2}
SIZED: Table = {
    "parameters": 7e9,
    "tokens": 1.4e12,
    "peak_flops": 1e15,
    "utilisation": 0.4,
    "price_per_gpu_hour": 2,
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 180),
        ({"ablation_factor": 1.5}, 270),
        # a quarter of all hours is lost: 90 of 120 count
        ({"lost_share": 0.25}, 240),
        # 180 are the 60% that hardware takes of 300
        ({"staff_share": 0.4}, 300),
        ({"data": 1_000}, 1_180),
        # 90 x 1.5 / 0.75 = 180 hours; 360 / 0.6 = 600
        ({"ablation_factor": 1.5, "lost_share": 0.25, "staff_share": 0.4, "data": 1_000}, 1_600),
        ({"gpu_hours": 0, "staff_share": 0.4}, 0),
    ],
)
def test_what_a_run_costs(changes: Table, expected: float) -> None:
    found = by_month(cash_of("training_run", GIVEN | changes))
    assert found == pytest.approx([expected, 0, 0, 0, 0, 0, 0])


def test_hours_from_the_size_of_model_and_data() -> None:
    """6 x 7e9 x 1.4e12 = 5.88e22 operations at 4e14 a second: 147,000,000 s, 40,833.3 hours."""
    assert by_month(cash_of("training_run", SIZED))[0] == pytest.approx(2 * 147e6 / 3_600)


def test_the_operations_of_gpt_3() -> None:
    """174.6 billion parameters, 300 billion tokens: 3.14E+23 (Brown et al. 2020, table D.1)."""
    model = {"parameters": 174.6e9, "tokens": 300e9, "peak_flops": 312e12, "utilisation": 0.5}
    hours = by_month(cash_of("training_run", SIZED | model | {"price_per_gpu_hour": 1}))[0]
    assert hours * 3_600 * 312e12 * 0.5 == pytest.approx(3.14e23, rel=2e-3)


def test_the_price_of_deepseek_v3() -> None:
    """2.788M H800 hours at 2 USD: 5.576M (DeepSeek-V3 Technical Report 2024, table 1)."""
    table = {"gpu_hours": 2.788e6, "price_per_gpu_hour": 2}
    assert by_month(cash_of("training_run", table))[0] == pytest.approx(5.576e6)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"month": 4}, [0, 0, 0, 0, 180, 0, 0]),
        ({"month": 4, "data": 20}, [0, 0, 0, 0, 200, 0, 0]),
        ({"months": 2}, [0, 90, 90, 0, 0, 0, 0]),
        ({"months": 2, "data": 20}, [20, 90, 90, 0, 0, 0, 0]),
        ({"month": 2, "months": 2.5, "data": 20}, [0, 0, 92, 72, 36, 0, 0]),
        ({"month": 3, "months": 0.3}, [0, 0, 0, 180, 0, 0, 0]),
        ({"month": 3, "months": 0}, [0, 0, 0, 180, 0, 0, 0]),
        # 45 a month, the last two beyond the horizon
        ({"month": 5, "months": 4}, [0, 0, 0, 0, 0, 45, 45]),
    ],
)
def test_when_a_run_is_paid(changes: Table, expected: list[float]) -> None:
    cash = cash_of("training_run", GIVEN | changes)
    assert by_month(cash) == pytest.approx(expected)
    assert cash.once[:, 0] == pytest.approx(expected[1:])


def test_a_run_is_paid_at_the_prices_of_its_months() -> None:
    """2 USD an hour in month 1, x 4 a year: 4 in month 7. Before month 1 it is 2."""
    price = {"kind": "constant", "value": 2, "path": GROWTH}
    table = {"gpu_hours": 90, "price_per_gpu_hour": price}
    assert by_month(cash_of("training_run", table))[0] == pytest.approx(180)
    later = by_month(cash_of("training_run", table | {"month": 7}, months=7), 7)
    assert later[7] == pytest.approx(360)
    over_two = by_month(cash_of("training_run", table | {"month": 6, "months": 2}, months=7), 7)
    assert over_two[6:] == pytest.approx([90 * 4 ** (5 / 12), 180])


@pytest.mark.parametrize(
    ("changes", "clock"),
    [({}, "calendar"), ({"month": 1}, "own"), ({"months": 2}, "own")],
)
def test_a_run_in_the_months_counts_from_the_start_of_its_strategy(
    changes: Table, clock: str
) -> None:
    assert TrainingRun.model_validate(GIVEN | changes).clock == clock


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        (GIVEN, "gpu_hours", -1),
        (GIVEN, "price_per_gpu_hour", -1),
        (GIVEN, "ablation_factor", 0.5),
        (GIVEN, "lost_share", 1),
        (GIVEN, "lost_share", -0.1),
        (GIVEN, "lost_share", {"kind": "normal", "mean": 0.7, "sd": 0.1}),
        (GIVEN, "staff_share", "100%"),
        (GIVEN, "data", -1),
        (GIVEN, "months", -1),
        (SIZED, "parameters", -7e9),
        (SIZED, "tokens", -1),
        (SIZED, "peak_flops", 0),
        (SIZED, "utilisation", 0),
        (SIZED, "utilisation", 40),
    ],
)
def test_the_impossible_is_refused_by_name(table: Table, key: str, value: Any) -> None:
    assert f"{key} must " in refusal_of("training_run", table | {key: value})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"price_per_gpu_hour": 2}, "needs gpu_hours, or parameters, tokens, peak_flops, util"),
        ({"price_per_gpu_hour": 2, "tokens": 1e9}, "missing: parameters, peak_flops, utilisation"),
        (GIVEN | {"tokens": 1e9}, "state either gpu_hours or tokens, not both [tokens]"),
        (SIZED | {"parameters": 7}, "parameters = 7 is too few; write the whole number, 7e9"),
        (SIZED | {"tokens": 1_400}, "tokens = 1_400 is too few"),
        (SIZED | {"peak_flops": 989}, "peak_flops = 989 is too few"),
        (GIVEN | {"month": -1}, "('month',)"),
        ({"gpu_hours": 1}, "price_per_gpu_hour"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("training_run", table)
