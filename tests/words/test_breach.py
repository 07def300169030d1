"""Breaches: fat tails that end at what is at stake."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError
from scipy import stats

from simtco.words.shocks.breach import Breach
from tests.words.conftest import FakeWorld, complaint, moments, no_bill, world_of

FAT = {"kind": "lognormal", "p50": 200_000, "sigma": 2.5}


def breach(**keys: Any) -> Breach:
    return Breach.model_validate({"per_year": 0.1, "loss": FAT, "exposure": 5_000_000} | keys)


@pytest.mark.parametrize("alpha", [1.05, 1.5, 2.5])
def test_a_pareto_tail_ends_at_the_exposure(alpha: float) -> None:
    """E[min(X, c)] = 1 + integral from 1 to c of x^-alpha, here for c = 1,000."""
    tail = {"kind": "pareto", "min": 1.0, "alpha": alpha}
    shock = breach(loss=tail, exposure=1_000, per_year=0.2)
    rest = (1_000 ** (1 - alpha) - 1) / (1 - alpha)
    mean, _ = moments(lambda u: shock.ppf(u, 12))
    assert mean == pytest.approx(0.2 * (1 + rest), rel=1e-3)


def test_no_breach_costs_more_than_the_exposure() -> None:
    """But two may: 1 in 10 years sees one, 1 in 200 two."""
    shock = breach()
    u = np.linspace(0.9, 0.999999, 1_000)
    assert shock.worst(u, 12).max() == 5_000_000
    assert shock.ppf(u, 12).max() > 5_000_000


def test_the_worst_breach() -> None:
    """P(max <= x) = exp(-0.1 P(X > x)): at 0.95, P(X > x) = 0.513, z = -0.0326 of sigma 2.5."""
    exceeded = -np.log(0.95) / 0.1
    expected = 200_000 * np.exp(2.5 * stats.norm.isf(exceeded))
    assert breach().worst(np.array([0.95]), 12)[0] == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(("size", "months"), [(0.0, 12), (300_000.0, 12), (7e6, 36)])
def test_money_is_the_size(size: float, months: int) -> None:
    shock = breach()
    shock.assign_name("it")

    class Drawn(FakeWorld):
        def draw(self, name: str, base: float) -> Any:
            return np.full(16, size)

    cash = shock.cash(Drawn(months, 16), no_bill)
    np.testing.assert_allclose(cash.months.sum(axis=0), size, rtol=1e-12)
    assert cash.start.tolist() == [0]


def test_a_breach_counts_as_security() -> None:
    assert breach().category == "security"
    assert breach().size_unit == ""


def test_a_plan_holds_no_breach() -> None:
    assert not breach().cash(FakeWorld(12), no_bill).months.any()


def test_insurance_pays_after_the_cut() -> None:
    """Losses of 9 million count as 5: 100,000 deductible, 2 million paid, 3 million ours."""
    keys = {"deductible": 100_000, "limit": 2_000_000}
    shock = breach(loss=9_000_000, insurance=keys)
    assert shock.worst(np.array([0.99]), 12).tolist() == [3_000_000]


def test_months_of_breaches_sum_to_the_draw() -> None:
    shock = breach(per_year=3)
    world = world_of(shock, 24, 5_000)
    by_month = shock.cash(world, no_bill).months
    np.testing.assert_allclose(by_month.sum(axis=0), world.draw(shock.name, 0.0), rtol=1e-12)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"exposure": 0}, "exposure"),
        ({"loss": "-5 to 9"}, "loss must not be negative"),
        ({"per_year": -1}, "per_year must not be below 0"),
        ({"insurance": {"limit": 5}}, "deductible"),
    ],
)
def test_impossible_breaches_are_refused_by_name(keys: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        breach(**keys)
    assert said in complaint(refusal.value)


def test_the_sentence_says_how_many_are_cut() -> None:
    """P(X > 5 million) = P(Z > ln(25) / 2.5 = 1.2876) = 0.0989; P10 and P90 200,000 e^-+3.204."""
    assert breach().sentence() == (
        "about 0.100 a year; of each, 8 in 10 futures lie between 8,120 and 4,930,000, half of all "
        "under 200,000; none counts for more than 5,000,000, which cuts 10 in 100"
    )


def test_the_sentence_is_silent_where_none_is_cut() -> None:
    shock = breach(loss={"kind": "uniform", "low": 1, "high": 9}, exposure=9)
    assert shock.sentence().endswith("none counts for more than 9.00")
    assert breach(insurance={"deductible": 1}).sentence().endswith("the insurer pays the rest")
