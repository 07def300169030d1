"""Compliance: setup, upkeep, audits in a cycle, duties by system."""

import pytest

from tests.words.costing import KINDS, Table, by_month, cash_of, refusal_of, rising


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"setup": 35_000}, [35_000, 0, 0, 0, 0, 0, 0]),
        ({"setup": 35_000, "month": 2}, [0, 0, 35_000, 0, 0, 0, 0]),
        ({"monthly": 500}, [0] + [500] * 6),
        # every 12 months: none within 6
        ({"audit": 9_000}, [0] * 7),
        ({"audit": 9_000, "audit_every_months": 3}, [0, 0, 0, 9_000, 0, 0, 9_000]),
        ({"audit": 9_000, "audit_every_months": 3, "month": 2}, [0, 0, 0, 0, 0, 9_000, 0]),
        # two systems, a twelfth of 30,000 each
        ({"per_system_year": 30_000, "systems": 2}, [0] + [5_000] * 6),
        ({"per_system_year": 30_000}, [0] + [2_500] * 6),
        ({"per_system_year": 30_000, "systems": 0}, [0] * 7),
        (
            {
                "setup": 35_000,
                "monthly": 500,
                "audit": 9_000,
                "audit_every_months": 4,
                "per_system_year": 30_000,
            },
            [35_000, 3_000, 3_000, 3_000, 12_000, 3_000, 3_000],
        ),
    ],
)
def test_compliance(table: Table, expected: list[float]) -> None:
    assert by_month(cash_of("compliance", table)) == pytest.approx(expected)


def test_an_audit_a_year() -> None:
    found = by_month(cash_of("compliance", {"audit": 9_000}, months=36), 36)
    assert found.nonzero()[0].tolist() == [12, 24, 36]


@pytest.mark.parametrize("key", ["monthly", "audit", "per_system_year", "systems"])
def test_compliance_follows_its_paths(key: str) -> None:
    """x 4 a year: month 7 pays twice what month 1 would."""
    table = {"audit_every_months": 7} if key == "audit" else {}
    if key == "systems":
        table = {"per_system_year": 1}
    flat = by_month(cash_of("compliance", table | {key: 600}, months=7), 7)
    grown = by_month(cash_of("compliance", table | {key: rising(600)}, months=7), 7)
    assert flat[7] > 0
    assert grown[7] == pytest.approx(2 * flat[7])


def test_only_the_setup_is_paid_once() -> None:
    table = {"setup": 35_000, "month": 2, "monthly": 500}
    assert cash_of("compliance", table).once[:, 0] == pytest.approx([0, 35_000, 0, 0, 0, 0])
    assert KINDS["compliance"].model_validate(table).pays_once
    assert not KINDS["compliance"].model_validate({"monthly": 500}).pays_once


@pytest.mark.parametrize(
    ("table", "clock"),
    [
        ({"monthly": 500}, "calendar"),
        ({"setup": 500}, "calendar"),
        ({"setup": 500, "month": 1}, "own"),
        ({"audit": 500}, "own"),
    ],
)
def test_audits_count_from_the_start_of_their_strategy(table: Table, clock: str) -> None:
    assert KINDS["compliance"].model_validate(table).clock == clock


@pytest.mark.parametrize(
    "key", ["setup", "monthly", "audit", "audit_every_months", "per_system_year", "systems"]
)
def test_the_impossible_is_refused_by_name(key: str) -> None:
    table = {"audit": 1, "per_system_year": 1, key: -1}
    assert f"{key} must " in refusal_of("compliance", table)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "at least one of setup, monthly, audit, per_system_year"),
        ({"monthly": 1, "month": 3}, "month goes with setup or audit [month]"),
        ({"monthly": 1, "audit_every_months": 6}, "audit_every_months goes with audit"),
        ({"monthly": 1, "systems": 6}, "systems goes with per_system_year"),
        ({"setup": 1, "month": -1}, "('month',)"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("compliance", table)
