"""Requests over several vendors: shares, chains, clouds and challengers by hand."""

import numpy as np
import pytest

from simtco.engine.block import Result
from simtco.files.problems import ExperimentError
from simtco.words.task import Down, served
from tests.strategies.conftest import Outcome, price_change

DEMAND = """
horizon_months = 12
[demand]
requests_per_day = 1_000
input_tokens = 1_000
output_tokens = 100
"""
VENDORS = """
[strategies.mix]
kind = "routing"
[strategies.mix.vendors.big]
tokens = { input_price = 2.5, output_price = 10 }
[strategies.mix.vendors.small]
tokens = { input_price = 0.15, output_price = 0.6 }
"""
TASKS = """
[strategies.mix.tasks.simple]
share = 0.75
chain = ["small", "big"]
[strategies.mix.tasks.hard]
share = 0.25
chain = ["big"]
"""
REQUESTS = 1_000 * 365.25 / 12
BIG = REQUESTS * (1_000 * 2.5 + 100 * 10) / 1e6
SMALL = REQUESTS * (1_000 * 0.15 + 100 * 0.6) / 1e6


def reading(result: Result, name: str) -> np.ndarray:
    (values,) = [v for (_, reading), v in result.readings.items() if reading.name == name]
    return values


def of(result: Result, item: str) -> float:
    place = next(i for i, key in enumerate(result.item_keys) if key.item.name == item)
    return float(result.items[:, place].mean())


def test_shares_of_requests_are_shares_of_bills(outcome: Outcome) -> None:
    result = outcome(DEMAND + VENDORS + TASKS)
    assert of(result, "vendors.big") == pytest.approx(12 * 0.25 * BIG)
    assert of(result, "vendors.small") == pytest.approx(12 * 0.75 * SMALL)
    assert result.plans["mix"].base == pytest.approx(result.total("mix").mean())
    saved = 1 - result.total("mix").mean() / (12 * BIG)
    assert saved == pytest.approx(0.75 * (1 - SMALL / BIG))
    assert saved > 0.5  # section 33.6, part 6: over half by sending 70 to 80% to a small model


def test_a_task_may_ask_longer_questions(outcome: Outcome) -> None:
    longer = TASKS.replace("share = 0.25\n", "share = 0.25\ninput_factor = 3\noutput_factor = 2\n")
    result = outcome(DEMAND + VENDORS + longer)
    each = REQUESTS * (3 * 1_000 * 2.5 + 2 * 100 * 10) / 1e6
    assert of(result, "vendors.big") == pytest.approx(12 * 0.25 * each)


def test_a_discount_is_taken_off_every_bill(outcome: Outcome) -> None:
    less = VENDORS.replace('kind = "routing"', 'kind = "routing"\ndiscount = 0.1')
    full, cut = (outcome(DEMAND + vendors + TASKS).total("mix") for vendors in (VENDORS, less))
    assert cut == pytest.approx(0.9 * full)


def test_uncertain_shares_make_one_in_every_future(outcome: Outcome) -> None:
    tasks = TASKS.replace("share = 0.75", 'share = { kind = "uniform", low = 0.7, high = 0.8 }')
    result = outcome(DEMAND + VENDORS + tasks)
    served_all = [of(result, f"vendors.{v}") / p for v, p in (("big", BIG), ("small", SMALL))]
    assert sum(served_all) == pytest.approx(12)


def test_a_vendor_that_is_down_hands_its_requests_to_the_next(outcome: Outcome) -> None:
    down = VENDORS + "outages = { per_month = 1, hours = 2 }\n"  # the small one's
    result = outcome(DEMAND + down + TASKS)
    share = 2.0 / (365.25 / 12 * 24)  # 1 a month of 2 hours
    fallback = reading(result, "fallback_rate")
    assert fallback.mean() == pytest.approx(0.75 * share, rel=0.02)
    assert of(result, "outages.big") == pytest.approx(12 * 0.75 * share * BIG, rel=0.02)
    assert of(result, "outages.small") == pytest.approx(-12 * 0.75 * share * SMALL, rel=0.02)
    assert reading(result, "unserved_rate").max() == 0
    assert result.plans["mix"].base == pytest.approx(12 * (0.25 * BIG + 0.75 * SMALL))


def test_what_nobody_answers_is_lost_and_costs(outcome: Outcome) -> None:
    text = VENDORS.replace(
        "[strategies.mix.vendors.small]",
        "outages = { per_month = 1, hours = 2 }\n[strategies.mix.vendors.small]",
    ).replace('kind = "routing"', 'kind = "routing"\nunserved_cost = 0.5')
    result = outcome(DEMAND + text + TASKS)
    lost = reading(result, "unserved_rate")
    share = 2.0 / (365.25 / 12 * 24)
    assert lost.mean() == pytest.approx(0.25 * share, rel=0.02)
    assert of(result, "unserved") == pytest.approx(12 * REQUESTS * lost.mean() * 0.5)


def test_a_challenger_takes_its_share_of_a_task(outcome: Outcome) -> None:
    tasks = TASKS + 'challenger = "small"\nchallenger_share = 0.2\n'
    result = outcome(DEMAND + VENDORS + tasks)
    assert of(result, "vendors.small") == pytest.approx(12 * (0.75 + 0.25 * 0.2) * SMALL)
    assert of(result, "vendors.big") == pytest.approx(12 * 0.25 * 0.8 * BIG)


def share(*values: float) -> dict[str, np.ndarray]:
    return {name: np.array([value]) for name, value in zip("abc", values, strict=False)}


def test_a_chain_of_independent_vendors() -> None:
    down = Down(share(0.1, 0.2), {})
    each = served(("a", "b"), {"a": "", "b": ""}, down)
    assert [float(part[0]) for part in each] == pytest.approx([0.9, 0.1 * 0.8, 0.1 * 0.2])


def test_vendors_on_one_cloud_go_down_together() -> None:
    down = Down(share(0.1, 0.2, 0.3), {"x": np.array([0.05])})
    each = served(("a", "b", "c"), {"a": "x", "b": "x", "c": ""}, down)
    up = 0.95
    by_hand = [
        up * 0.9,
        up * 0.1 * 0.8,
        up * 0.1 * 0.2 * 0.7 + 0.05 * 0.7,
        up * 0.1 * 0.2 * 0.3 + 0.05 * 0.3,
    ]
    assert [float(part[0]) for part in each] == pytest.approx(by_hand)
    assert sum(float(part[0]) for part in each) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (VENDORS + TASKS.replace("0.25", "0.35"), "the shares of the tasks make 1.10"),
        (
            VENDORS + TASKS.replace('["big"]', '["bog"]'),
            '"bog" names no vendor; did you mean',
        ),
        (VENDORS + TASKS.replace('["big"]', '["big", "big"]'), "stands twice in the chain"),
        (VENDORS + 'cloud = "azure"\n' + TASKS, 'cloud = "azure" names no cloud'),
    ],
)
def test_routes_to_nowhere_are_refused(outcome: Outcome, text: str, said: str) -> None:
    with pytest.raises(ExperimentError, match=said):
        outcome(DEMAND + text)


def test_routing_needs_a_demand(outcome: Outcome) -> None:
    with pytest.raises(ExperimentError, match=r"routing needs a \[demand\] table"):
        outcome("horizon_months = 12\n" + VENDORS + TASKS)


def test_a_price_change_strikes_what_a_vendor_is_paid(outcome: Outcome) -> None:
    """Half price from a month on saves half of what is paid from then on, and of nothing else."""
    month = DEMAND.replace("horizon_months = 12", "horizon_months = 1")
    total = outcome(month + VENDORS + TASKS + price_change("vendors.big", 0.5)).total("mix")
    paid = {0.75 * SMALL + part * 0.25 * BIG for part in (0.5, 1.0)}
    assert np.unique(total) == pytest.approx(sorted(paid))
    assert np.mean(total < max(paid) - 1e-9) == pytest.approx(1 - np.exp(-1), abs=0.001)


def test_what_outages_send_to_another_vendor_changes_its_price_too(outcome: Outcome) -> None:
    """Whoever is asked in an outage is paid at the new price."""
    down = VENDORS + "outages = { per_month = 30, hours = 12 }\n"
    change = price_change("vendors.big", 2)
    result = outcome(DEMAND + down + TASKS + change)
    big = of(result, "vendors.big") + of(result, "outages.big")
    assert of(result, "outages.big") > 0
    assert of(result, "change") > 0
    plain = outcome(DEMAND + VENDORS + TASKS + change)
    ratio = of(result, "change") / of(plain, "change")
    assert ratio == pytest.approx(big / of(plain, "vendors.big"), rel=0.02)


def test_a_vendor_that_is_not_there_is_no_cost_to_name(outcome: Outcome) -> None:
    with pytest.raises(ExperimentError, match=r'did you mean "vendors\.big"'):
        outcome(DEMAND + VENDORS + TASKS + price_change("vendors.bog", 2))
