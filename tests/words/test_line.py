"""A line of a spreadsheet equals the hand calculation."""

import pytest

from tests.words.costing import GROWTH, Table, by_month, cash_of, refusal_of


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"once": 5_000}, [5_000, 0, 0, 0, 0, 0, 0]),
        ({"once": 5_000, "month": 3}, [0, 0, 0, 5_000, 0, 0, 0]),
        ({"once": 5_000, "month": 6}, [0, 0, 0, 0, 0, 0, 5_000]),
        ({"monthly": 70}, [0, 70, 70, 70, 70, 70, 70]),
        ({"once": 5_000, "monthly": 70}, [5_000, 70, 70, 70, 70, 70, 70]),
        ({"once": 5_000, "month": 2, "monthly": 70}, [0, 70, 5_070, 70, 70, 70, 70]),
        # 1,000 requests a day x 30.4375 days x 0.02
        ({"per_request": 0.02}, [0] + [608.75] * 6),
        # 30,437.5 requests x 700 tokens = 21.30625 million
        ({"per_million_tokens": 2}, [0] + [42.6125] * 6),
        # 730.5 hours
        ({"per_gpu_hour": 2}, [0] + [1_461] * 6),
        ({"per_gpu_hour": 2, "gpus": 8}, [0] + [11_688] * 6),
        ({"per_gpu_hour": 2, "gpus": 0}, [0] * 7),
        # a rebate
        ({"monthly": -70}, [0] + [-70] * 6),
    ],
)
def test_a_line(table: Table, expected: list[float]) -> None:
    assert by_month(cash_of("line", table)) == pytest.approx(expected)


def test_the_ways_of_a_line_add_up() -> None:
    """70 + 608.75 + 42.6125 + 1,461 a month."""
    table = {"monthly": 70, "per_request": 0.02, "per_million_tokens": 2, "per_gpu_hour": 2}
    assert by_month(cash_of("line", table))[1:] == pytest.approx([2_182.3625] * 6)


@pytest.mark.parametrize("way", ["monthly", "per_request", "per_million_tokens", "per_gpu_hour"])
def test_every_way_of_a_line_follows_its_path(way: str) -> None:
    flat = by_month(cash_of("line", {way: 10}, months=7), 7)
    table = {way: {"kind": "constant", "value": 10, "path": GROWTH}}
    grown = by_month(cash_of("line", table, months=7), 7)
    assert grown[1:] == pytest.approx([flat[m] * 4 ** ((m - 1) / 12) for m in range(1, 8)])
    assert grown[7] == pytest.approx(2 * flat[7])


def test_a_line_per_request_follows_the_demand() -> None:
    """x 4 a year: month 7 has twice the requests of month 1."""
    grown = by_month(cash_of("line", {"per_request": 0.02}, months=7, growth=GROWTH), 7)
    assert grown[[1, 7]] == pytest.approx([608.75, 1_217.5])


@pytest.mark.parametrize(
    ("key", "table"),
    [("gpus", {"per_gpu_hour": 1, "gpus": -1}), ("month", {"once": 1, "month": -1})],
)
def test_the_impossible_is_refused_by_name(key: str, table: Table) -> None:
    assert key in refusal_of("line", table)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "at least one of once, monthly"),
        ({"monthly": 1, "month": 1}, "month goes with once"),
        ({"monthly": 1, "gpus": 1}, "gpus goes with per_gpu_hour"),
        ({"monthly": 1, "weekly": 1}, "weekly"),
        ({"monthly": 1, "category": "people"}, "category"),
    ],
)
def test_what_does_not_fit_together_is_refused(table: Table, words: str) -> None:
    assert words in refusal_of("line", table)
