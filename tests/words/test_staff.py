"""People: pay, hiring, ramp-up and cover equal the hand calculation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.words.conftest import laws
from tests.words.costing import KINDS, Table, by_month, cash_of, refusal_of, rising

PERSON: Table = {"fte": 1, "month_cost": 1_000}


def test_staff() -> None:
    """A tenth of a person at 16,000 a month."""
    assert by_month(cash_of("staff", {"fte": 0.1, "month_cost": 16_000})) == pytest.approx(
        [0] + [1_600] * 6
    )


def test_staff_with_rising_heads_and_salaries() -> None:
    """Month 7: twice the people at twice the pay."""
    table = {"fte": rising(0.5), "month_cost": rising(10_000)}
    found = by_month(cash_of("staff", table, months=7), 7)
    assert found[[1, 7]] == pytest.approx([5_000, 20_000])


def test_pay_alone_takes_a_load_factor() -> None:
    """Two people at 10,000 of pay, 1.4 with taxes and benefits."""
    table = {"fte": 2, "month_cost": 10_000, "load_factor": 1.4}
    assert by_month(cash_of("staff", table))[1:] == pytest.approx([28_000] * 6)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # unpaid until the seat is filled, in the middle of month 3
        ({"hiring_months": 2.5}, [0, 0, 500, 1_000, 1_000, 1_000]),
        ({"hiring_months": 0}, [1_000] * 6),
        ({"hiring_months": 6}, [0] * 6),
        ({"hiring_months": 60}, [0] * 6),
        # others do half the work of the empty seat
        ({"hiring_months": 2.5, "cover": 0.5}, [500, 500, 750, 1_000, 1_000, 1_000]),
        # output of a month: 1/8, 3/8, 5/8, 7/8; others do the rest, at half as much again
        ({"ramp_up_months": 4, "cover": 1}, [1_875, 1_625, 1_375, 1_125, 1_000, 1_000]),
        ({"ramp_up_months": 4, "cover": 1.5}, [2_312.5, 1_937.5, 1_562.5, 1_187.5, 1_000, 1_000]),
        ({"ramp_up_months": 4, "cover": 0}, [1_000] * 6),
        ({"ramp_up_months": 0, "cover": 1}, [1_000] * 6),
        # output of month 1 is (1/2)^2 / 2 = 1/8, of month 2 it is 3/8 + 1/2
        (
            {"hiring_months": 0.5, "ramp_up_months": 1, "cover": 1},
            [500 + 875, 1_000 + 125, 1_000, 1_000, 1_000, 1_000],
        ),
        # an agency asks for a fifth of 12,000 when the seat is filled
        ({"hiring_fee": 0.2, "hiring_months": 2.5}, [0, 0, 2_900, 1_000, 1_000, 1_000]),
        ({"hiring_fee": 0.2}, [3_400] + [1_000] * 5),
        ({"hiring_fee": 0.2, "hiring_months": 2}, [0, 0, 3_400, 1_000, 1_000, 1_000]),
        ({"hiring_fee": 0.2, "hiring_months": 60}, [0] * 6),
        # the fee is a share of pay, not of what the load factor adds
        ({"hiring_fee": 0.2, "load_factor": 1.4}, [3_800] + [1_400] * 5),
        ({"hiring_months": 1, "load_factor": 1.4, "cover": 0.5}, [700] + [1_400] * 5),
    ],
)
def test_hiring_and_ramp_up(changes: Table, expected: list[float]) -> None:
    assert by_month(cash_of("staff", PERSON | changes)) == pytest.approx([0, *expected])


@laws
@given(hiring=st.floats(0, 3), ramp_up=st.floats(0, 3), cover=st.floats(0, 2))
def test_the_whole_of_a_hire(hiring: float, ramp_up: float, cover: float) -> None:
    """M - H months of pay; H and half the ramp-up lack: M - H + c (H + R / 2), if H + R <= M."""
    table = PERSON | {"hiring_months": hiring, "ramp_up_months": ramp_up, "cover": cover}
    months = 6 - hiring + cover * (hiring + ramp_up / 2)
    assert by_month(cash_of("staff", table)).sum() == pytest.approx(1_000 * months)


def test_people_who_are_there_cost_the_same_every_month() -> None:
    """(N,), so that a horizon of many months takes no more time."""
    assert cash_of("staff", PERSON).months.shape == (1,)


@pytest.mark.parametrize(
    ("changes", "clock"), [({}, "calendar"), ({"load_factor": 1.4}, "calendar")]
)
def test_people_who_are_there_follow_the_calendar(changes: Table, clock: str) -> None:
    assert KINDS["staff"].model_validate(PERSON | changes).clock == clock


@pytest.mark.parametrize("key", ["hiring_months", "hiring_fee"])
def test_a_hire_counts_from_the_start_of_its_strategy(key: str) -> None:
    assert KINDS["staff"].model_validate(PERSON | {key: 0.5}).clock == "own"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fte", -1),
        ("month_cost", -1),
        ("load_factor", 0.4),
        ("hiring_months", -1),
        ("hiring_fee", "-20%"),
        ("ramp_up_months", {"kind": "normal", "mean": 1, "sd": 1}),
        ("cover", -1),
    ],
)
def test_the_impossible_is_refused_by_name(key: str, value: Any) -> None:
    table = PERSON | {"hiring_months": 1, "cover": 1, key: value}
    assert f"{key} must not be below" in refusal_of("staff", table)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"fte": 1}, "month_cost"),
        (PERSON | {"category": "people"}, "category"),
        (PERSON | {"cover": 1}, "cover goes with hiring_months or ramp_up_months [cover]"),
        (PERSON | {"ramp_up_months": 2}, "ramp_up_months needs cover"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("staff", table)
