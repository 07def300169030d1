"""Refreshes fall every few months, and their labels are a sum over labels."""

from typing import Any

import numpy as np
import pytest

from simtco.words.arrays import Floats
from simtco.words.costs.refresh import Refresh
from tests.words.conftest import SIGMAS, standard_error_of_variance, world_of
from tests.words.costing import Table, by_month, cash_of, refusal_of, rising

TRIALS = 20_000
SINGLE: Table = {"kind": "lognormal", "mean": 2, "cv": 1.5}  # sd 3
LABELS: Table = {"every_months": 3, "labels": 10_000, "price_per_label": {"per_label": SINGLE}}


def paid(table: Table, months: int = 6, trials: int = TRIALS) -> Floats:
    """Money (M, N) of a refresh in many trials."""
    word = Refresh.model_validate(table)
    return word.cash(world_of(word, months, trials), None).months


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"every_months": 3}, [0, 0, 1, 0, 0, 1]),
        # 2.5, 5 and 7.5: ceil
        ({"every_months": 2.5}, [0, 0, 1, 0, 1, 0]),
        ({"every_months": 1}, [1] * 6),
        ({"every_months": 0.5}, [2] * 6),
        # 0.75, 1.5, 2.25, 3, 3.75, 4.5, 5.25, 6
        ({"every_months": 0.75}, [1, 1, 2, 1, 1, 2]),
        ({"every_months": 6}, [0, 0, 0, 0, 0, 1]),
        ({"every_months": 6.1}, [0] * 6),
        ({"every_months": 600}, [0] * 6),
        # live in month 2: 2 + 3, then 2 + 6
        ({"every_months": 3, "month": 2}, [0, 0, 0, 0, 1, 0]),
        ({"every_months": 1.5, "month": 2}, [0, 0, 0, 1, 1, 0]),
        ({"every_months": 3, "month": 6}, [0] * 6),
    ],
)
def test_refreshes_fall_at_whole_months(changes: Table, expected: list[int]) -> None:
    found = by_month(cash_of("refresh", {"compute": 700} | changes))
    assert found == pytest.approx([0] + [700 * count for count in expected])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"data": 5_000}, 5_000),
        ({"compute": 700}, 700),
        ({"evaluation": 900}, 900),
        ({"labels": 10_000, "price_per_label": 0.5}, 5_000),
        ({"labels": 0, "price_per_label": 0.5}, 0),
        (
            {"data": 1, "compute": 20, "evaluation": 300, "labels": 100, "price_per_label": 40},
            4_321,
        ),
    ],
)
def test_what_a_refresh_costs_adds_up(parts: Table, expected: float) -> None:
    found = by_month(cash_of("refresh", {"every_months": 4} | parts), 6)
    assert found == pytest.approx([0, 0, 0, 0, expected, 0, 0])


@pytest.mark.parametrize(
    "parts",
    [
        {"data": rising(700)},
        {"compute": rising(700)},
        {"evaluation": rising(700)},
        {"labels": 100, "price_per_label": rising(7)},
    ],
)
def test_a_refresh_is_paid_at_the_prices_of_its_month(parts: Table) -> None:
    """x 4 a year: month 7 pays twice what month 1 would."""
    found = by_month(cash_of("refresh", {"every_months": 7} | parts, months=7), 7)
    assert found[7] == pytest.approx(1_400)


def test_labels_are_a_sum_and_not_a_multiple_of_one_draw() -> None:
    """10,000 labels of mean 2 and sd 3: mean 20,000, sd 300; one draw for all had sd 30,000."""
    found = paid(LABELS)
    assert not found[[0, 1, 3, 4]].any()
    for drawn in found[[2, 5]]:
        assert drawn.mean() == pytest.approx(20_000, abs=SIGMAS * 300 / np.sqrt(TRIALS))
        assert drawn.var() == pytest.approx(300**2, abs=SIGMAS * standard_error_of_variance(drawn))
    correlation = np.corrcoef(found[2], found[5])[0, 1]
    assert correlation == pytest.approx(0, abs=SIGMAS / np.sqrt(TRIALS))


def test_the_mean_factor_scales_mean_and_spread() -> None:
    plain = paid(LABELS)
    dearer = paid(LABELS | {"price_per_label": {"per_label": SINGLE, "mean_factor": 1.2}})
    np.testing.assert_allclose(dearer, 1.2 * plain, rtol=1e-12)


def test_a_belief_about_the_mean_price_does_not_average_out() -> None:
    """Uniform from 1 to 3 with 10,000 labels: sd 10,000 sqrt(4 / 12), the same in each refresh."""
    price = {"kind": "uniform", "low": 1, "high": 3}
    found = paid(LABELS | {"price_per_label": price})
    assert np.array_equal(found[2], found[5])
    error = standard_error_of_variance(found[2])
    assert found[2].var() == pytest.approx(1e8 / 3, abs=SIGMAS * error)


def test_an_uncertain_number_of_labels_and_a_factor_widen_the_sum() -> None:
    """Var = E[f^2] E[n] 9 + 4 Var(f n); f and n uniform on 0.5 to 1.5 and 5,000 to 15,000."""
    factor = {"kind": "uniform", "low": 0.5, "high": 1.5}
    labels = {"kind": "uniform", "low": 5_000, "high": 15_000}
    prices = {"per_label": SINGLE, "mean_factor": factor}
    (drawn,) = paid(LABELS | {"labels": labels, "price_per_label": prices}, months=3)[2:]
    square = 1 + 1 / 12
    expected = square * 10_000 * 9 + 4 * (square * square - 1) * 1e8
    assert drawn.var() == pytest.approx(expected, abs=SIGMAS * standard_error_of_variance(drawn))


def test_how_many_refreshes_an_uncertain_cycle_makes() -> None:
    """Every 3 to 6 months, a year: 3 below 4 months, a third of all futures, else 2."""
    cycle = {"kind": "uniform", "low": 3, "high": 6}
    count = paid({"every_months": cycle, "data": 1}, months=12).sum(axis=0)
    assert set(count) == {2.0, 3.0}
    error = np.sqrt(2 / 9 / TRIALS)
    assert count.mean() == pytest.approx(7 / 3, abs=SIGMAS * error)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("every_months", 0),
        ("every_months", -1),
        ("every_months", {"kind": "normal", "mean": 4, "sd": 1}),
        ("every_months", {"kind": "uniform", "low": -1, "high": 6}),
        ("labels", -1),
        ("data", -1),
        ("compute", -1),
        ("evaluation", -1),
        ("price_per_label", -1),
        ("per_label", {"per_label": -1}),
        ("mean_factor", {"per_label": 1, "mean_factor": -1}),
    ],
)
def test_the_impossible_is_refused_by_name(key: str, value: Any) -> None:
    place = "price_per_label" if key in ("per_label", "mean_factor") else key
    table = LABELS | {"data": 1, place: value}
    assert f"{key} must " in refusal_of("refresh", table)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"every_months": 3}, "at least one of labels, data, compute, evaluation"),
        ({"every_months": 3, "labels": 5}, "labels goes with price_per_label [labels]"),
        ({"every_months": 3, "price_per_label": 5}, "price_per_label goes with labels"),
        ({"data": 5}, "every_months"),
        ({"every_months": 3, "data": 5, "month": -1}, "('month',)"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("refresh", table)
