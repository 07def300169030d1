"""The money of a strategy, month after month, against sums over whole arrays."""

import numpy as np
import pytest
from numpy.typing import NDArray

from simtco.engine.ledger import Ledger, present_value
from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Cash, Floats, Flow
from simtco.words.strategy import Item

MONTHS, TRIALS = 7, 2 * BLOCK_TRIALS
DISCOUNT = 1.08 ** (-np.arange(1, MONTHS + 1) / 12.0)
DICE = np.random.default_rng(33)
START, LEVEL = DICE.random(TRIALS), DICE.random(TRIALS)
MOVING, PAID = DICE.random((MONTHS, TRIALS)), DICE.random((MONTHS, TRIALS))
SEASON = DICE.random((MONTHS, 1))


class Rows(Flow):
    """Money that is known, but for an idle month; every other month fills the room it is given."""

    def __init__(self, money: Floats, idle: int) -> None:
        super().__init__(*money.shape)
        self._money, self._idle = money, idle

    def row(self, month: int, room: Floats) -> Floats | None:
        if month == self._idle:
            return None
        if month % 2:
            return np.asarray(self._money[month])
        room[...] = self._money[month]
        return room

    def of(self, trials: NDArray[np.intp]) -> "Rows":
        return Rows(self._money[:, trials], self._idle)


PAID[3] = 0.0
ITEMS = [
    (Item("start", "other"), Cash(START, np.zeros(1))),
    (Item("level", "other"), Cash(np.zeros(1), LEVEL)),
    (Item("moving", "other"), Cash(np.zeros(1), MOVING)),
    (Item("season", "other"), Cash(np.zeros(1), SEASON)),
    (Item("flow", "incidents", shock=True), Cash(START, Rows(PAID, 3))),
    (Item("again", "incidents", shock=True), Cash(np.zeros(1), MOVING)),
]
MONEY = {
    "start": (START, np.zeros((MONTHS, TRIALS))),
    "level": (np.zeros(TRIALS), np.broadcast_to(LEVEL, (MONTHS, TRIALS))),
    "moving": (np.zeros(TRIALS), MOVING),
    "season": (np.zeros(TRIALS), np.broadcast_to(SEASON, (MONTHS, TRIALS))),
    "flow": (START, PAID),
    "again": (np.zeros(TRIALS), MOVING),
}
WORTH = {name: start + DISCOUNT @ months for name, (start, months) in MONEY.items()}


def ledger(*, keep_shocks: bool = False) -> Ledger:
    return Ledger(ITEMS, DISCOUNT, TRIALS, keep_shocks=keep_shocks)


@pytest.mark.parametrize("some", [None, np.array([0, 7, TRIALS - 1])], ids=["all", "some"])
def test_each_month_adds_its_discounted_money(some: NDArray[np.intp] | None) -> None:
    book, picked = ledger().book(some), slice(None) if some is None else some
    paid = np.sum([start for start, _ in MONEY.values()], axis=0)
    assert book.cumulative == pytest.approx(paid[picked], rel=1e-12)
    for month in range(MONTHS):
        paid = paid + DISCOUNT[month] * sum(months[month] for _, months in MONEY.values())
        assert book.post(month) == pytest.approx(paid[picked], rel=1e-12)


def test_the_total_is_what_all_items_are_worth() -> None:
    assert ledger().total == pytest.approx(sum(WORTH.values()), rel=1e-12)


def test_items_are_means_over_each_block() -> None:
    book = ledger()
    assert list(book.items) == list(WORTH)
    for name, worth in WORTH.items():
        assert book.items[name] == pytest.approx(worth.reshape(2, -1).mean(axis=1), rel=1e-12)


def test_shocks_are_kept_by_themselves_where_asked_for() -> None:
    book = ledger(keep_shocks=True)
    assert list(book.shocks) == ["flow", "again"]
    for name, money in book.shocks.items():
        assert money == pytest.approx(WORTH[name], rel=1e-12)
    assert not ledger().shocks


@pytest.mark.parametrize(("item", "cash"), ITEMS, ids=MONEY)
def test_the_worth_of_one_item(item: Item, cash: Cash) -> None:
    assert present_value(cash, DISCOUNT, TRIALS) == pytest.approx(WORTH[item.name], rel=1e-12)


def test_money_that_flows_is_the_same_as_a_whole() -> None:
    flowing = ITEMS[4][1]
    assert np.array_equal(flowing.months, PAID)
