"""Machines that are bought: capital, power, hosting, repairs and resale by hand."""

import pytest

from tests.words.costing import Table, by_month, cash_of, refusal_of, rising

NODE: Table = {"units": 2, "unit_price": 120_000, "life_months": 48}


def test_cash_is_paid_at_the_start_and_comes_back_at_the_end() -> None:
    """Six of 48 months: an eighth of what the price falls by, down to 20%, is gone."""
    found = by_month(cash_of("hardware", NODE | {"resale_share": 0.2}))
    assert found[0] == 240_000
    assert found[1:6] == pytest.approx([0] * 5)
    assert found[6] == pytest.approx(-240_000 * (1 - 0.8 * 6 / 48))


def test_after_its_life_a_machine_fetches_what_is_stated() -> None:
    table = NODE | {"resale_share": 0.2, "life_months": 3}
    assert by_month(cash_of("hardware", table))[6] == pytest.approx(-240_000 * 0.2)


def test_written_off_in_equal_parts_until_the_end_of_its_life() -> None:
    table = NODE | {"accounting": "amortised", "resale_share": 0.2, "life_months": 4}
    month = 240_000 * 0.8 / 4
    assert by_month(cash_of("hardware", table)) == pytest.approx([0, *[month] * 4, 0, 0])


def test_both_accounts_come_to_the_same_over_the_whole_life() -> None:
    table = NODE | {"resale_share": 0.3, "life_months": 6}
    cash, amortised = (
        by_month(cash_of("hardware", table | {"accounting": how})).sum()
        for how in ("cash", "amortised")
    )
    assert cash == pytest.approx(amortised)


def test_spares_are_bought_and_hosted_without_power() -> None:
    table = NODE | {
        "spares": 1,
        "power_kw": 10,
        "pue": 1.5,
        "price_per_kwh": 0.1,
        "hosting_month": 400,
        "life_months": 1,
    }
    found = by_month(cash_of("hardware", table))
    assert found[0] == 360_000
    assert found[1:] == pytest.approx([2 * 10 * 1.5 * 730.5 * 0.1 + 3 * 400] * 6)


def test_failures_are_repaired_at_their_mean_rate() -> None:
    table = NODE | {"failures_per_year": 1.5, "repair_cost": 4_000, "life_months": 1}
    assert by_month(cash_of("hardware", table))[1:] == pytest.approx([2 * 1.5 / 12 * 4_000] * 6)


def test_the_price_of_power_may_move() -> None:
    table = {"units": 1, "unit_price": 0, "power_kw": 1, "price_per_kwh": rising(0.1)}
    found = by_month(cash_of("hardware", table, months=7), 7)
    assert found[7] == pytest.approx(2 * found[1])


def test_no_machines_cost_nothing() -> None:
    assert not by_month(cash_of("hardware", {"units": 0, "unit_price": 9})).any()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"pue": 0.9}, "pue must not be below 1"),
        ({"resale_share": 1.2}, "resale_share must lie between 0 and 1"),
        ({"unit_price": -1}, "unit_price must not be below 0"),
        ({"repair_cost": "-5 to 5"}, "repair_cost must not be below 0"),
    ],
)
def test_machines_that_make_no_sense_are_refused(table: Table, said: str) -> None:
    assert said in refusal_of("hardware", NODE | table)
