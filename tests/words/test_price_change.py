"""Price changes: how often, how far, when, and on what."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from simtco.words.arrays import Cash, Floats
from simtco.words.shocks.price_change import PriceChange
from tests.words.conftest import SIGMAS, FakeWorld, complaint, world_of

TRIALS = 40_000
TWO_SIDED = {"kind": "discrete", "values": [0.5, 1.6], "weights": [0.4, 0.6]}  # mean 1.16
UNSURE = {"kind": "discrete", "values": [0.1, 2.0], "weights": [0.7, 0.3]}


def change(per_year: Any = 0.5, ratio: Any = TWO_SIDED, **keys: Any) -> PriceChange:
    table = {"costs": ["tokens"], "per_year": per_year, "ratio": ratio}
    return PriceChange.model_validate(table | keys)


def bill(name: str) -> Cash:
    """100 a month of tokens; 10 a month of seats, 7 at the start and 500 more in month 3."""
    if name == "tokens":
        return Cash(np.zeros(1), np.array([100.0]))
    once = (np.arange(1, 25) == 3)[:, None] * np.array([500.0])
    return Cash(np.array([7.0]), once + 10.0, once)


def paid(shock: PriceChange, trials: int = TRIALS) -> Floats:
    """The money over 24 months (24, N); nothing falls at the start."""
    cash = shock.cash(world_of(shock, 24, trials), bill)
    assert cash.start.tolist() == [0]
    return cash.months


def monthly(per_year: Any) -> tuple[Floats, Floats]:
    """The chance of a change in a month, for each possible rate, and their weights."""
    table = per_year if isinstance(per_year, dict) else {"values": [per_year]}
    rates, weights = np.array(table["values"]), np.array(table.get("weights", [1.0]))
    return 1 - np.exp(-rates / 12), weights


@pytest.mark.parametrize("per_year", [0.13, 0.5, 3.0, UNSURE], ids=str)
def test_the_mean_of_each_month(per_year: Any) -> None:
    """In m months each ratio multiplies the mean by 1 + c (E[R] - 1), c the chance of a month."""
    money = paid(change(per_year))
    chance, weights = monthly(per_year)
    m = np.arange(1, 25)[:, None]
    expected = 100 * ((1 + chance * 0.16) ** m @ weights - 1)
    errors = money.std(axis=1) / np.sqrt(TRIALS)
    assert np.all(np.abs(money.mean(axis=1) - expected) < SIGMAS * errors)


@pytest.mark.parametrize("per_year", [0.13, 0.5, 3.0, UNSURE], ids=str)
def test_the_mean_square_of_each_month(per_year: Any) -> None:
    """E[F^2] = (1 + c (E[R^2] - 1))^m with E[R^2] = 0.4 x 0.25 + 0.6 x 2.56 = 1.636."""
    squares = (paid(change(per_year)) / 100 + 1) ** 2
    chance, weights = monthly(per_year)
    expected = (1 + chance * 0.636) ** np.arange(1, 25)[:, None] @ weights
    errors = squares.std(axis=1) / np.sqrt(TRIALS)
    assert np.all(np.abs(squares.mean(axis=1) - expected) < SIGMAS * errors)


@pytest.mark.parametrize("per_year", [0.13, 3.0, UNSURE], ids=str)
def test_the_month_of_the_first_change(per_year: Any) -> None:
    """Geometric: (1 - c)^(m - 1) c; the last entry is no change at all."""
    moved = paid(change(per_year)) != 0
    first = np.where(moved.any(axis=0), moved.argmax(axis=0), 24)
    chance, weights = monthly(per_year)
    quiet = (1 - chance) ** np.arange(25)[:, None]
    expected = np.append(quiet[:24] * chance @ weights, quiet[24] @ weights)
    errors = np.sqrt(expected * (1 - expected) / TRIALS)
    found = np.bincount(first, minlength=25) / TRIALS
    assert np.all(np.abs(found - expected) < SIGMAS * errors)


def test_a_change_holds_and_the_next_comes_on_top() -> None:
    """With a ratio of 2 the price is a power of 2 that never falls."""
    factors = paid(change(3.0, 2), 2_000) / 100 + 1
    powers = np.log2(factors)
    np.testing.assert_allclose(powers, powers.round(), atol=1e-12)
    assert np.diff(powers, axis=0).min() >= 0
    assert np.diff(powers, axis=0).max() == 1
    assert powers[-1].max() > 5


def test_a_fall_saves_money() -> None:
    money = paid(change(3.0, 0.5), 2_000)
    assert money.max() == 0
    assert money.min() >= -100
    assert money[-1].mean() < -80


def test_what_is_paid_once_keeps_its_price() -> None:
    """Both bills of a month are 100 + 10; start and the 500 of month 3 stay as they are."""
    both = paid(change(3.0, costs=["tokens", "seats"]), 500)
    np.testing.assert_allclose(both, 1.1 * paid(change(3.0), 500), rtol=1e-12, atol=1e-12)


def test_the_size_is_the_first_ratio_and_one_where_nothing_changes() -> None:
    """No change in 24 months: exp(-1); falls below it, rises above."""
    never = np.exp(-1.0)
    fall, rise = 0.4 * (1 - never), 0.6 * (1 - never)
    u = np.array([1e-9, fall - 1e-9, fall + 1e-9, 1 - rise - 1e-9, 1 - rise + 1e-9, 1 - 1e-9])
    assert change(0.5).ppf(u, 24).tolist() == [0.5, 0.5, 1.0, 1.0, 1.6, 1.6]


def test_the_largest_rise() -> None:
    """The chance that none exceeds x is (1 - c P(R > x))^24."""
    shock = change(2.0, {"kind": "lognormal", "p50": 0.9, "sigma": 0.5})
    u = np.array([0.3, 0.5, 0.9, 0.99, 0.9999])
    worst = shock.worst(u, 24)
    above = stats.lognorm(0.5, scale=0.9).sf(worst)
    chance = 1 - np.exp(-2 / 12)
    assert worst.min() > 1
    assert (1 - chance * above) ** 24 == pytest.approx(u, rel=1e-6)
    assert 1 - (1 - chance * above) ** 24 == pytest.approx(1 - u, rel=1e-4)


@pytest.mark.parametrize("ratio", [0.5, {"kind": "uniform", "low": 0.2, "high": 0.9}])
def test_falls_alone_have_no_rise(ratio: Any) -> None:
    assert change(2.0, ratio).worst(np.array([0.001, 0.5, 0.999]), 24).tolist() == [1.0] * 3


def test_a_price_that_never_changes_costs_nothing() -> None:
    assert not paid(change(0), 100).any()
    assert change(0).ppf(np.array([0.01, 0.99]), 24).tolist() == [1.0, 1.0]


def test_a_plan_holds_no_change() -> None:
    assert not change(3.0).cash(FakeWorld(24), bill).months.any()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"per_year": 20}, "per_year must lie between 0 and 12, and is 20"),
        ({"per_year": -1}, "per_year must lie between 0 and 12, and is -1"),
        ({"ratio": 0}, "ratio must be above 0 in every future: new price over old"),
        ({"ratio": "-1 to 2"}, "ratio must be above 0 in every future: new price over old"),
        ({"ratio": 1}, "ratio = 1 is no change; leave it out and lower per_year instead"),
        ({"ratio": {"kind": "discrete", "values": [0.5, 1, 2]}}, "ratio = 1 is no change"),
        ({"costs": []}, "at least 1 item"),
    ],
)
def test_what_cannot_be_is_refused(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        change(**keys)
    assert said in complaint(refusal.value)


def test_a_ratio_that_passes_one_is_fine() -> None:
    assert change(ratio={"kind": "uniform", "low": 0.5, "high": 1.5}).ratio.family.mean == 1


def test_names_that_are_no_costs_do_not_fit() -> None:
    costs = {"tokens": 1, "seats": 2}
    assert list(change(costs=["tokns", "gpus", "seats", "seats"]).unfit(costs, 24)) == [
        ("costs", '"tokns" names no cost of the strategy; did you mean "tokens"?'),
        ("costs", '"gpus" names no cost of the strategy; its costs are tokens, seats'),
        ("costs", 'costs names "seats" twice; once is enough'),
    ]
    assert not list(change().unfit(costs, 24))


def test_the_sentence_says_how_often_and_how_far() -> None:
    assert change(0.5, 2, costs=["tokens", "seats"]).sentence() == (
        "about 0.500 changes a year in the price of tokens, seats; of each, taken as known: "
        "2.00 times the price before"
    )
