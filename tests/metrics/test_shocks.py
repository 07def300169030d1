"""What is found of shocks, against closed forms; how they stand in the sensitivity."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy import stats

from simtco.engine.block import ItemKey, Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.experiment import BLOCK_TRIALS
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.finding import Finding
from simtco.metrics.metric import findings
from simtco.metrics.sensitivity import sensitivity
from simtco.metrics.shocks import shock_name
from simtco.report.summary import summary
from simtco.words.strategy import Item

SHAKEN = """
title = "every sort of shock"
horizon_months = 12
discount_rate = 0.1
[strategies.a.costs.build]
kind = "line"
once = 10_000
[strategies.a.costs.rent]
kind = "line"
monthly = { kind = "normal", mean = 1_000, sd = 100 }
[strategies.a.shocks.leak]
kind = "event"
probability = 0.2
month = 12
impact = { kind = "lognormal", mean = 100, cv = 0.5 }
mitigation = { cost = 5, probability = 0.05 }
[strategies.a.shocks.fire]
kind = "event"
probability = 0.3
month = 6
impact = 400
mitigation = { cost = 40, impact = 100, adopted = true }
[strategies.a.shocks.gift]
kind = "event"
probability = 0.4
month = 1
impact = -50
[strategies.a.shocks.slip]
kind = "overrun"
ratio = { kind = "uniform", low = 0.8, high = 1.6 }
[strategies.b.costs.rent]
kind = "line"
monthly = 1_200
"""


@cache
def result() -> Result:
    return run(compose(parse_document(SHAKEN, "test.toml"), Catalogue()))


def found(key: str) -> Finding:
    return findings(result())["a"][f"shocks.{key}"]


def is_near(finding: Finding, expected: float) -> bool:
    """Within 5 standard errors, or within 1 in 65,536 where they come out smaller."""
    assert finding.standard_error is not None
    reach = max(5 * finding.standard_error, abs(expected) / 65_536)
    return abs(finding.number - expected) <= reach


LEAK = stats.lognorm(np.sqrt(np.log(1.25)), scale=100 / np.sqrt(1.25))


@pytest.mark.parametrize(
    ("shock", "mean", "p95", "costs", "saves", "worst"),
    [
        # in month 12: a discount of 1.1; P95 is the 75th percentile of what it costs if it comes
        ("leak", 20 / 1.1, LEAK.ppf(0.75) / 1.1, 0.2, 0.0, LEAK.ppf(0.75)),
        # mitigated: 100 in 3 of 10 futures, and 40 at the start in all
        ("fire", 40 + 30 / 1.1**0.5, 40 + 100 / 1.1**0.5, 0.3, 0.0, 100.0),
        ("gift", -20 / 1.1 ** (1 / 12), 0.0, 0.0, 0.4, 0.0),
        # 10,000 times a uniform number between -0.2 and 0.6
        ("slip", 2_000, 5_600, 0.75, 0.25, 1.56),
    ],
)
def test_each_shock_is_what_its_closed_form_says(
    shock: str, mean: float, p95: float, costs: float, saves: float, worst: float
) -> None:
    assert is_near(found(f"{shock}.mean"), mean)
    assert is_near(found(f"{shock}.p95"), p95)
    for name, share in (("p_costs_something", costs), ("p_saves_something", saves)):
        assert abs(found(f"{shock}.{name}").number - share) < 0.001
    assert found(f"{shock}.worst_p95").number == pytest.approx(worst, rel=1e-9)
    assert found(f"{shock}.worst_p95").standard_error is None


@pytest.mark.parametrize(
    ("shock", "discount", "before", "after", "cost"),
    [("leak", 1.1, 20, 5, 5), ("fire", 1.1**0.5, 120, 30, 40)],
)
def test_a_mitigation_is_worth_what_it_saves_less_its_cost(
    shock: str, discount: float, before: float, after: float, cost: float
) -> None:
    """Expected money, discounted by the month of the event; the cost falls at the start."""
    values = {
        name: found(f"{shock}.mitigation.{name}").number
        for name in ("before", "after", "cost", "net_benefit")
    }
    assert values == pytest.approx(
        {
            "before": before / discount,
            "after": after / discount,
            "cost": cost,
            "net_benefit": (before - after) / discount - cost,
        }
    )


def test_only_an_event_with_a_mitigation_has_one() -> None:
    keys = [key for key in findings(result())["a"] if ".mitigation." in key]
    assert {key.split(".")[1] for key in keys} == {"leak", "fire"}
    assert not any(key.startswith("shocks.") for key in findings(result())["b"])


def test_the_means_add_up_to_the_shocks_of_the_reconciliation() -> None:
    means = [found(f"{name}.mean").number for name in ("leak", "fire", "gift", "slip")]
    steps = findings(result())["a"]["reconciliation.shocks"]
    assert sum(means) == pytest.approx(steps.number, rel=1e-12)


def test_sentences_tell_savings_from_costs() -> None:
    assert found("gift.mean").sentence.startswith("gift saves 19.8 USD on average")
    assert found("leak.mean").sentence.startswith("leak costs 18.2 USD on average")


def test_the_summary_nests_a_shock_under_its_strategy() -> None:
    page = summary(result(), "e", findings(result()), {})["strategies"]["a"]
    assert set(page["shocks"]) == {"leak", "fire", "gift", "slip"}
    assert set(page["shocks"]["leak"]["mitigation"]) == {"before", "after", "cost", "net_benefit"}
    assert page["standard_error"]["shocks"]["slip"]["p95"] > 0


def _drivers(of: Result) -> dict[tuple[str, str], float]:
    return {(each.strategy, each.input): each.rank_correlation for each in sensitivity(of)}


def test_a_shock_that_is_no_variable_stands_by_its_money() -> None:
    """As if slip had no variable: Spearman's correlation of its money with the total, by scipy."""
    whole = result()
    name = "strategies.a.shocks.slip"
    rows = [row for row, input_ in enumerate(whole.input_names) if input_ != name]
    names = tuple(whole.input_names[row] for row in rows)
    bare = replace(whole, input_names=names, inputs=whole.inputs[rows])
    found_ = _drivers(bare)
    money = whole.shocks[[key.item.name for key in whole.shock_keys].index("slip")]
    blocks = [
        slice(start, start + BLOCK_TRIALS) for start in range(0, 8 * BLOCK_TRIALS, BLOCK_TRIALS)
    ]
    each = [stats.spearmanr(money[at], whole.total("a")[at]).statistic for at in blocks]
    assert found_["a", name] == pytest.approx(np.mean(each), rel=1e-9)
    assert ("b", name) not in found_
    assert found_ == pytest.approx(
        {key: value for key, value in _drivers(whole).items() if key != ("b", name)}, abs=1e-6
    )


def test_a_file_of_known_numbers_has_no_drivers() -> None:
    text = 'title = "t"\nhorizon_months = 2\n[strategies.a.costs.c]\nkind = "line"\nonce = 5\n'
    assert sensitivity(run(compose(parse_document(text, "test.toml"), Catalogue()))) == []


def test_a_shock_is_named_after_the_strategy_that_owns_it() -> None:
    """The item `api.outage` of a mix is the outage of api."""
    own = ItemKey("a", Item("leak", "incidents", shock=True))
    of_another = ItemKey("mix", Item("api.outage", "incidents", shock=True))
    assert shock_name(own) == "strategies.a.shocks.leak"
    assert shock_name(of_another) == "strategies.api.shocks.outage"
