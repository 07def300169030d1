"""A delay misses what each month was worth."""

from typing import Any

import numpy as np
import pytest

from simtco.words.arrays import Flow
from tests.words.costing import by_month, cash_of, refusal_of, rising


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, [0, 0, 0, 0, 0, 0]),
        (0.25, [250, 0, 0, 0, 0, 0]),
        (1, [1_000, 0, 0, 0, 0, 0]),
        (2.5, [1_000, 1_000, 500, 0, 0, 0]),
        (6, [1_000] * 6),
        (60, [1_000] * 6),
    ],
)
def test_a_delay_misses_what_each_month_was_worth(months: float, expected: list[float]) -> None:
    """clip(T - (m - 1), 0, 1) of 1,000."""
    found = by_month(cash_of("delay", {"months": months, "monthly_value": 1_000}))
    assert found == pytest.approx([0, *expected])


@pytest.mark.parametrize("months", [0, 0.25, 1, 2.5, 6, 60])
@pytest.mark.parametrize("value", [1_000, rising(1_000)], ids=["steady", "rising"])
def test_its_worth_is_that_of_its_months(months: float, value: Any) -> None:
    cash = cash_of("delay", {"months": months, "monthly_value": value})
    discount = 1.08 ** (-np.arange(1, 7) / 12.0)
    assert isinstance(cash.flow, Flow)
    assert cash.flow.worth(discount) == pytest.approx(discount @ cash.months, rel=1e-12)


def test_a_negative_delay_is_refused_by_name() -> None:
    assert "months must not be below 0" in refusal_of("delay", {"months": -1, "monthly_value": 1})
