"""Security: hardening once, tests in a cycle, monitoring every month."""

import pytest

from tests.words.costing import KINDS, Table, by_month, cash_of, refusal_of, rising


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"setup": 20_000}, [20_000, 0, 0, 0, 0, 0, 0]),
        ({"setup": 20_000, "month": 2}, [0, 0, 20_000, 0, 0, 0, 0]),
        ({"monitoring": 500}, [0] + [500] * 6),
        # every 3 months
        ({"tests_per_year": 4, "test_cost": 8_000}, [0, 0, 0, 8_000, 0, 0, 8_000]),
        ({"tests_per_year": 4, "test_cost": 8_000, "month": 2}, [0, 0, 0, 0, 0, 8_000, 0]),
        # every 2.4 months: 2.4, 4.8, 7.2
        ({"tests_per_year": 5, "test_cost": 8_000}, [0, 0, 0, 8_000, 0, 8_000, 0]),
        ({"tests_per_year": 24, "test_cost": 8_000}, [0] + [16_000] * 6),
        ({"tests_per_year": 1, "test_cost": 8_000}, [0] * 7),
        ({"tests_per_year": 0, "test_cost": 8_000}, [0] * 7),
        (
            {"setup": 20_000, "monitoring": 500, "tests_per_year": 2, "test_cost": 8_000},
            [20_000, 500, 500, 500, 500, 500, 8_500],
        ),
    ],
)
def test_security(table: Table, expected: list[float]) -> None:
    assert by_month(cash_of("security", table)) == pytest.approx(expected)


@pytest.mark.parametrize("key", ["monitoring", "test_cost"])
def test_security_follows_its_paths(key: str) -> None:
    """x 4 a year: month 7 pays twice what month 1 would."""
    table = {"tests_per_year": 12} if key == "test_cost" else {}
    grown = by_month(cash_of("security", table | {key: rising(600)}, months=7), 7)
    assert grown[[1, 7]] == pytest.approx([600, 1_200])


def test_only_the_setup_is_paid_once() -> None:
    table = {"setup": 20_000, "month": 2, "monitoring": 500}
    assert cash_of("security", table).once[:, 0] == pytest.approx([0, 20_000, 0, 0, 0, 0])
    assert KINDS["security"].model_validate(table).pays_once
    assert not KINDS["security"].model_validate({"monitoring": 500}).pays_once


@pytest.mark.parametrize(
    ("table", "clock"),
    [
        ({"monitoring": 500}, "calendar"),
        ({"setup": 500}, "calendar"),
        ({"setup": 500, "month": 1}, "own"),
        ({"tests_per_year": 2, "test_cost": 1}, "own"),
    ],
)
def test_tests_count_from_the_start_of_their_strategy(table: Table, clock: str) -> None:
    assert KINDS["security"].model_validate(table).clock == clock


@pytest.mark.parametrize("key", ["setup", "tests_per_year", "test_cost", "monitoring"])
def test_the_impossible_is_refused_by_name(key: str) -> None:
    table = {"tests_per_year": 1, "test_cost": 1, key: -1}
    assert f"{key} must not be below 0" in refusal_of("security", table)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "at least one of setup, tests_per_year, monitoring"),
        ({"tests_per_year": 2}, "tests_per_year goes with test_cost [tests_per_year]"),
        ({"test_cost": 2}, "test_cost goes with tests_per_year [test_cost]"),
        ({"monitoring": 1, "month": 3}, "month goes with setup or tests_per_year [month]"),
        ({"setup": 1, "month": -1}, "('month',)"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("security", table)
