"""Break-even by bounds and by trials that are picked, against every month of every trial."""

from collections.abc import Mapping

import numpy as np
import pytest

from simtco.engine import break_even
from simtco.engine.book import Book
from simtco.engine.break_even import broken_even, month_by_month
from simtco.engine.ledger import Ledger
from simtco.engine.rounding import slack
from simtco.words.arrays import Cash, Floats, Months
from simtco.words.costs.delay import Delay
from simtco.words.shocks.incidents import Incidents
from simtco.words.strategy import Item
from tests.words.conftest import no_bill, world_of

MONTHS, TRIALS = 12, 8_192
DISCOUNT = 1.08 ** (-np.arange(1, MONTHS + 1) / 12.0)
NOISE = np.random.default_rng(33).normal(0.0, 40.0, TRIALS)
SEVERITY = {"kind": "lognormal", "p50": 100, "sigma": 0.8}


def incidents(per_year: float) -> Cash:
    shock = Incidents.model_validate({"per_year": per_year, "severity": SEVERITY})
    return shock.cash(world_of(shock, MONTHS, TRIALS), no_bill)


def delay() -> Cash:
    value = {"kind": "lognormal", "p50": 200, "sigma": 0.3, "path": {"kind": "growth", "annual": 1}}
    months = {"kind": "pert", "low": 0.5, "mode": 2, "high": 5}
    cost = Delay.model_validate({"months": months, "monthly_value": value})
    return cost.cash(world_of(cost, MONTHS, TRIALS), None)


SELDOM, OFTEN, WAITING = incidents(2), incidents(9), delay()


def ledger(start: float, level: Floats, shock: Cash) -> Ledger:
    items = [
        (Item("steady", "other"), Cash(np.full(TRIALS, start), level)),
        (Item("waiting", "opportunity"), WAITING),
        (Item("incidents", "incidents", shock=True), shock),
    ]
    return Ledger(items, DISCOUNT, TRIALS)


@pytest.mark.parametrize(
    ("start", "level", "least", "most"),
    [
        (9_000, 400, 0.0, 0.0),
        (-20_000, -400, 0.0, 0.0),
        (900, 20, 1e-3, 1 / 8),
        (1_500, -250, 1.0, 1.0),
        (0, 0, 1.0, 1.0),
    ],
    ids=["dearer", "cheaper", "hardly ever", "later", "alike"],
)
def test_bounds_change_no_month(
    start: float, level: float, least: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trials are looked at month by month in none, some or all, as the case is meant to."""
    looked_at = [0]

    def watched(
        books: Mapping[str, Book], reference: str, months: int, allowed: Floats
    ) -> tuple[Months, Floats]:
        looked_at.append(books[reference].cumulative.size)
        return month_by_month(books, reference, months, allowed)

    monkeypatch.setattr(break_even, "month_by_month", watched)
    even = np.full(TRIALS, 300.0)
    ledgers = {
        "other": ledger(start, even + level + NOISE, OFTEN),
        "reference": ledger(0.0, even, SELDOM),
        "twin": ledger(0.0, even, SELDOM),
    }
    found = broken_even({n: ledgers[n] for n in ("other", "reference")}, "reference", MONTHS)
    assert least <= sum(looked_at) / TRIALS <= most
    books = {name: each.book() for name, each in ledgers.items()}
    allowed = slack(ledgers["reference"].total)
    expected, _ = month_by_month(books, "reference", MONTHS, allowed)
    assert np.array_equal(found, expected[:2])
    assert set(expected[1]) == set(expected[2]) == {1}
    assert np.array_equal(broken_even(ledgers, "reference", MONTHS), expected)
