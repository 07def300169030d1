"""Routing over several vendors, and the signals to switch."""

import numpy as np
import pytest

from simtco.words.listed import Listed
from simtco.words.shocks.attrition import Attrition
from simtco.words.strategies.routing import Routing
from tests.shipped import Futures, futures

BIG, SMALL = (2.50, 10.0), (0.15, 0.60)


def _bill(drawn: Futures, strategy: str) -> np.ndarray:
    paid = drawn.items[strategy]
    named = ("vendors.", "outages.")
    return np.asarray(sum(cost for item, cost in paid.items() if item.startswith(named)))


@pytest.mark.parametrize("share", [0.7, 0.8])
def test_routing_as_the_text_has_it_saves_more_than_half(share: float) -> None:
    """Requests of equal length: both prices of the small model are 6% of the big one's."""
    each = SMALL[0] / BIG[0]
    assert each == pytest.approx(SMALL[1] / BIG[1])
    assert share * (1 - each) > 0.5


def test_shares_of_simple_and_hard_requests_make_one() -> None:
    routed = futures("multi_vendor").experiment.strategies["routed"]
    assert isinstance(routed, Routing)
    cheap, hard = (routed.tasks[name].share.family for name in ("simple", "hard"))
    levels = np.array([0.01, 0.2, 0.5, 0.8, 0.99])
    assert cheap.ppf(levels) + hard.ppf(1 - levels) == pytest.approx(1.0, abs=1e-6)


def test_shorter_simple_requests_leave_less_to_save() -> None:
    drawn = futures("multi_vendor")
    saved = 1 - _bill(drawn, "routed") / _bill(drawn, "one_vendor")
    beyond_half = np.mean(saved > 0.5)
    assert 0.05 < beyond_half < 0.95
    short = futures("multi_vendor", ("inputs.simple_length", "0.5"), ("inputs.hard_length", "1.5"))
    assert np.median(1 - _bill(short, "routed") / _bill(short, "one_vendor")) < np.median(saved)


def test_fallbacks_stay_below_the_texts_alarm_in_most_futures() -> None:
    drawn = futures("multi_vendor").readings["routed"]
    assert np.mean(drawn["fallback_rate"] > 0.05) < 0.01
    assert (
        drawn["unserved_rate"].mean()
        < 0.1 * futures("multi_vendor").readings["one_vendor"]["unserved_rate"].mean()
    )


def test_each_signal_comes_in_some_futures() -> None:
    drawn = futures("when_to_switch")
    for name in ("api_until_dear", "own_until_leaver", "own_until_better"):
        comes = np.mean(~np.isnan(drawn.readings[name]["switch_month"]))
        assert 0.05 < comes < 0.95, name


def test_the_engineer_leaves_as_often_as_the_belief_says() -> None:
    """1 - E[exp(-rate t)] within the months that leave time to move, a Poisson process."""
    drawn = futures("when_to_switch")
    own = drawn.experiment.strategies["self_hosted"]
    assert isinstance(own, Listed)
    leaver = own.shocks["engineer_leaves"]
    assert isinstance(leaver, Attrition)
    rate = leaver.per_year.family
    levels = (np.arange(2_000) + 0.5) / 2_000
    least = 1 - np.exp(-rate.ppf(levels) * (24 - 6) / 12).mean()
    most = 1 - np.exp(-rate.ppf(levels) * (24 - 3) / 12).mean()
    comes = np.mean(~np.isnan(drawn.readings["own_until_leaver"]["switch_month"]))
    assert least < comes < most
