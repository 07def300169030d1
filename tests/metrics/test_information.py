"""Value of information against the closed form of two options with normal costs."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from simtco.engine.block import Result
from simtco.engine.run import run
from simtco.files.catalogue import Catalogue
from simtco.files.load import compose
from simtco.files.toml import parse_document
from simtco.metrics.decision import evpi
from simtco.metrics.information import Worth, information
from simtco.metrics.metric import findings
from simtco.metrics.movers import shuffles

CHOICE = """
title = "pay p1 or pay p2"
horizon_months = 1
[simulation]
trials = 32_768
seed = {seed}
sampler = "{sampler}"
[strategies.one.costs]
p1 = {{ kind = "line", once = {{ kind = "normal", mean = 1, sd = 1, confidence = "low" }} }}
[strategies.two.costs]
p2 = {{ kind = "line", once = {{ kind = "normal", mean = 0, sd = 2 }} }}
{rest}
"""
P1, P2 = "strategies.one.costs.p1.once", "strategies.two.costs.p2.once"
PUBLISHED = {"p1": 0.0833154706, "p2": 0.3955931148, "p1 by 10": 0.0723251}
"""risk-practice.md, section 4.2: m Phi(m / s) + s phi(m / s) - max(m, 0)."""


@cache
def result(seed: int = 33, sampler: str = "sobol", rest: str = "") -> Result:
    text = CHOICE.format(seed=seed, sampler=sampler, rest=rest)
    return run(compose(parse_document(text, "test.toml"), Catalogue()), workers=1)


def found(of: Result) -> dict[tuple[str, ...], Worth]:
    return {worth.inputs: worth for worth in information(of)}


def estimates(of: Result) -> dict[str, tuple[float, float | None]]:
    own = found(of)
    return {"p1": own[P1,].evppi, "p2": own[P2,].evppi, "p1 by 10": own[P1,].evsi[10]}


def test_the_published_case_to_four_digits() -> None:
    for key, (value, error) in estimates(result()).items():
        assert error is not None
        assert abs(value - PUBLISHED[key]) < 5 * error + 5e-5, key
    assert evpi(findings(result())) == pytest.approx(0.4798107063, abs=0.002)


def test_more_observations_are_worth_more_and_never_more_than_certainty() -> None:
    for worth in information(result()):
        samples = [value for value, _ in worth.evsi.values()]
        assert samples == sorted(samples)
        assert samples[-1] <= worth.evppi[0]


def test_what_cannot_change_the_choice_is_within_the_noise() -> None:
    rest = 'aside = { kind = "line", once = { kind = "normal", mean = 5, sd = 0.001 } }'
    own = found(result(rest=rest))["strategies.two.costs.aside.once",]
    assert not own.matters
    assert own.evsi == {}
    assert found(result())[P1,].matters


def test_correlated_inputs_are_weighed_together() -> None:
    """Knowing both is knowing the future: p1 - p2 is normal, sd sqrt(5 - 4 rho)."""
    rank = 6 / np.pi * np.arcsin(0.25)
    rest = f'[[correlations]]\ninputs = ["{P1}", "{P2}"]\nrank = {rank}'
    own = found(result(rest=rest))[P1, P2]
    s = np.sqrt(5 - 4 * 0.5)
    expected = stats.norm.cdf(1 / s) + s * stats.norm.pdf(1 / s) - 1
    assert own.evppi[1] is not None
    assert abs(own.evppi[0] - expected) < 5 * own.evppi[1]
    assert own.confidence == "low"
    assert own.evsi == {}


PRODUCT = """
title = "hours by wage, or a sure bill"
horizon_months = 1
simulation = { trials = 32_768 }
[strategies.staff.costs]
team = { kind = "staff", fte = "@inputs.fte", month_cost = "@inputs.wage" }
[strategies.firm.costs]
bill = { kind = "line", once = 16 }
[inputs]
fte = { kind = "normal", mean = 4, sd = 1 }
wage = { kind = "normal", mean = 4, sd = 1 }
[[correlations]]
inputs = ["inputs.fte", "inputs.wage"]
rank = RANK
"""


def test_what_two_inputs_are_worth_together_holds_their_product() -> None:
    """Knowing both is knowing the future: worth E[max(16 - f w, 0)], with w normal, given f."""
    rho = 0.1
    text = PRODUCT.replace("RANK", repr(float(6 / np.pi * np.arcsin(rho / 2))))
    of = run(compose(parse_document(text, "test.toml"), Catalogue()), workers=1)
    worth, error = found(of)["inputs.fte", "inputs.wage"].evppi
    z = stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000)
    saves, sd = 16 - (4 + z) * (4 + rho * z), (4 + z) * np.sqrt(1 - rho**2)
    expected = np.mean(saves * stats.norm.cdf(saves / sd) + sd * stats.norm.pdf(saves / sd))
    assert error is not None
    assert abs(worth - expected) < 5 * error


def test_a_shock_is_nothing_to_find_out() -> None:
    rest = '[strategies.two.shocks]\nfire = { kind = "incidents", per_year = 9, severity = 1 }'
    assert {name for worth in information(result(rest=rest)) for name in worth.inputs} == {P1, P2}


def test_a_single_strategy_leaves_nothing_to_choose() -> None:
    text = CHOICE.format(seed=1, sampler="sobol", rest="").partition("[strategies.two")[0]
    assert information(run(compose(parse_document(text, "test.toml"), Catalogue()))) == ()


def test_luck_is_that_of_20_shuffles_which_keep_each_future_whole() -> None:
    """docs/summary.md: the noise floor is what the luckiest of 20 would show."""
    totals = result().totals
    tried = list(shuffles(result()))
    assert len(tried) == 20
    for one in tried:
        assert not np.array_equal(one, totals)
        assert np.array_equal(one[:, np.lexsort(one)], totals[:, np.lexsort(totals)])
    assert len({one.tobytes() for one in tried}) == 20
