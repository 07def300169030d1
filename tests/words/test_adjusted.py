"""Any distribution truncated, scaled, moved, held at a floor and a cap, in this order."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import integrate, stats
from scipy.special import expit, logit

from simtco.words.base import kind_of
from simtco.words.belief import Belief
from simtco.words.distribution import ADJUSTMENTS, FAMILIES
from simtco.words.families.adjusted import Adjusted
from simtco.words.families.normal import Normal
from simtco.words.family import Family
from tests.words.conftest import complaint, laws
from tests.words.family_examples import TABLES, family_of, scale_of, shared

FINE = np.unique(expit(np.linspace(logit(1e-9), -logit(1e-9), 5_001)))
NAMES = st.sampled_from([name for name in TABLES if "adjusted" not in name])
CHANCES = st.floats(1e-9, 1 - 1e-9)
NORMAL = {"kind": "normal", "mean": 10, "sd": 2}
CONTINUOUS = [
    ({"kind": "normal", "mean": 10, "sd": 2}, stats.norm(10, 2)),
    ({"kind": "lognormal", "p50": 8, "sigma": 0.9}, stats.lognorm(0.9, scale=8)),
    ({"kind": "uniform", "low": 0, "high": 30}, stats.uniform(0, 30)),
    ({"kind": "pert", "low": 2, "mode": 9, "high": 23}, stats.beta(7 / 3, 11 / 3, 2, 21)),
]


def adjusted(table: dict[str, Any], **changes: Any) -> Family:
    return family_of({**table, **changes})


@pytest.mark.parametrize(("table", "known"), CONTINUOUS, ids=lambda case: str(case)[:20])
@pytest.mark.parametrize("ends", [{"low": 7}, {"high": 12}, {"low": 7, "high": 12}], ids=str)
def test_truncated_is_the_distribution_given_its_ends(
    table: dict[str, Any], known: Any, ends: dict[str, float]
) -> None:
    """F(x) = (G(x) - G(low)) / (G(high) - G(low)), by scipy."""
    low, high = ends.get("low", -np.inf), ends.get("high", np.inf)
    start, end = known.cdf([low, high])
    family = adjusted(table, truncate=ends)
    exact = known.ppf(start + (end - start) * FINE)
    np.testing.assert_allclose(family.ppf(FINE), exact, rtol=0, atol=2e-6 * scale_of(family))
    assert family.mean == pytest.approx(known.expect(lb=low, ub=high, conditional=True), rel=1e-6)
    second = known.expect(lambda x: x * x, lb=low, ub=high, conditional=True)
    assert family.sd == pytest.approx(np.sqrt(second - family.mean**2), rel=1e-6)


def test_a_truncated_normal_is_that_of_scipy_far_from_its_middle() -> None:
    """1 in 30,000 futures is kept."""
    family = adjusted({"kind": "normal", "mean": 0, "sd": 1}, truncate={"low": 4})
    known = stats.truncnorm(4, np.inf)
    u = FINE[FINE < 1 - 1e-7]
    np.testing.assert_allclose(family.ppf(u), known.ppf(u), rtol=1e-6)
    assert family.mean == pytest.approx(known.mean(), rel=1e-9)
    assert family.sd == pytest.approx(known.std(), rel=1e-6)


@laws
@given(name=NAMES, u=CHANCES, cuts=st.tuples(st.floats(0.02, 0.4), st.floats(0.6, 0.98)))
def test_truncated_lies_inside_its_ends(name: str, u: float, cuts: tuple[float, float]) -> None:
    low, high = (shared(name).percentile(p) for p in cuts)
    if low == high:
        return
    family = adjusted(TABLES[name], truncate={"low": low, "high": high})
    assert low <= family.percentile(u) <= high
    assert low <= family.mean <= high
    assert low <= family.base <= high


@laws
@given(name=NAMES, u=CHANCES, factor=st.floats(0.01, 100), shift=st.floats(-1e3, 1e3))
def test_factor_and_shift_are_linear(name: str, u: float, factor: float, shift: float) -> None:
    plain, family = shared(name), adjusted(TABLES[name], factor=factor, shift=shift)
    assert family.percentile(u) == pytest.approx(
        float(plain.ppf(np.array([u]))[0]) * factor + shift
    )
    assert family.mean == pytest.approx(plain.mean * factor + shift)
    assert family.sd == pytest.approx(plain.sd * factor)
    assert family.base == pytest.approx(plain.base * factor + shift)
    np.testing.assert_allclose(family.nodes()[0], plain.nodes()[0] * factor + shift, rtol=1e-12)


@laws
@given(name=NAMES, u=CHANCES, cuts=st.tuples(st.floats(0.02, 0.4), st.floats(0.6, 0.98)))
def test_floor_and_cap_hold_what_lies_beyond(
    name: str, u: float, cuts: tuple[float, float]
) -> None:
    plain = shared(name)
    floor, cap = (plain.percentile(p) for p in cuts)
    if floor == cap:
        return
    found = adjusted(TABLES[name], floor=floor, cap=cap).percentile(u)
    assert found == min(max(float(plain.ppf(np.array([u]))[0]), floor), cap)


@pytest.mark.parametrize(("table", "known"), CONTINUOUS, ids=lambda case: str(case)[:20])
def test_the_mean_of_a_capped_number_is_the_limited_expected_value(
    table: dict[str, Any], known: Any
) -> None:
    """E min(X, c) = E[X; X < c] + c P(X >= c)."""
    cap = 11.0
    below = integrate.quad(lambda x: x * known.pdf(x), known.ppf(1e-15), cap, limit=500)[0]
    family = adjusted(table, cap=cap)
    assert family.mean == pytest.approx(below + cap * known.sf(cap), rel=1e-6)


def test_a_floor_and_a_cap_by_hand() -> None:
    """Uniform on [0, 1], held in [0.2, 0.7]: 0.2 * 0.2 + (0.49 - 0.04) / 2 + 0.3 * 0.7."""
    family = adjusted({"kind": "uniform", "low": 0, "high": 1}, floor=0.2, cap=0.7)
    assert family.mean == pytest.approx(0.475, rel=1e-9)
    second = 0.2 * 0.04 + (0.343 - 0.008) / 3 + 0.3 * 0.49
    assert family.sd == pytest.approx(np.sqrt(second - 0.475**2), rel=1e-9)


def test_steps_are_cut_exactly() -> None:
    """Poisson(3) given 1 to 5, by hand from its chances; both ends may occur."""
    chances = stats.poisson.pmf(np.arange(1, 6), 3)
    family = adjusted({"kind": "poisson", "mean": 3}, truncate={"low": 1, "high": 5})
    assert set(family.ppf(FINE)) == {1.0, 2.0, 3.0, 4.0, 5.0}
    mean = float(chances @ np.arange(1, 6) / chances.sum())
    assert family.mean == pytest.approx(mean, rel=1e-9)
    edges = np.cumsum(chances) / chances.sum()
    for count, edge in enumerate(edges[:-1], start=1):
        assert family.percentile(edge - 1e-12) == count
        assert family.percentile(edge + 1e-12) == count + 1


def test_steps_are_capped_exactly() -> None:
    """1, 2 and 10 with 0.2, 0.5 and 0.3, ten-fold, at most 50: 0.2 * 10 + 0.5 * 20 + 0.3 * 50."""
    table = {"kind": "discrete", "values": [1, 2, 10], "weights": [2, 5, 3]}
    family = adjusted(table, factor=10, cap=50)
    assert family.mean == pytest.approx(27.0, rel=1e-9)
    assert family.sd == pytest.approx(np.sqrt(0.2 * 17**2 + 0.5 * 7**2 + 0.3 * 23**2), rel=1e-9)


def test_the_order_is_truncate_factor_shift_floor_cap() -> None:
    """Uniform on [0, 10] cut to [2, 6], doubled, 5 added, held in [10, 16]: P50 = 2 * 4 + 5."""
    family = adjusted(
        {"kind": "uniform", "low": 0, "high": 10},
        cap=16,
        floor=10,
        shift=5,
        factor=2,
        truncate={"low": 2, "high": 6},
    )
    assert family.percentile(0.5) == pytest.approx(13)
    assert family.percentile(0.01) == 10
    assert family.percentile(0.99) == 16
    assert family.percentile(0.25) == pytest.approx(11)


def test_the_base_goes_the_same_way() -> None:
    """PERT's mode 9 is cut to 8, doubled to 16, and 1 added; a stated base stays as stated."""
    table = {"kind": "pert", "low": 2, "mode": 9, "high": 23}
    family = adjusted(table, truncate={"high": 8}, factor=2, shift=1)
    assert family.base == 17
    assert adjusted(table, floor=12).base == 12
    assert adjusted(table, cap=3).base == 3
    assert Belief.model_validate({**table, "cap": 3, "base": 5}).base == 5


def test_nodes_keep_the_mean() -> None:
    for changes in ({"truncate": {"low": 0}}, {"cap": 11}, {"factor": 3, "shift": 1}):
        family = adjusted(NORMAL, **changes)
        values, weights = family.nodes()
        assert weights @ values == pytest.approx(family.mean, rel=1e-3)


@pytest.mark.parametrize("changes", [{"floor": 5}, {"truncate": {"low": 5}}, {"shift": 3}])
def test_what_leaves_an_endless_tail_leaves_its_infinite_sd(changes: dict[str, Any]) -> None:
    pareto = {"kind": "pareto", "min": 1, "alpha": 1.5}
    assert adjusted(pareto, **changes).sd == np.inf


@pytest.mark.parametrize("changes", [{"cap": 50}, {"truncate": {"high": 50}}])
def test_what_cuts_an_endless_tail_gives_it_an_sd(changes: dict[str, Any]) -> None:
    """E min(X, c)^2 = 2 integral of x P(X > x), and P(X > x) = x^-1.5 from 1 on."""
    family = adjusted({"kind": "pareto", "min": 1, "alpha": 1.5}, **changes)
    if "cap" in changes:
        mean, second = 1 + 2 * (1 - 50**-0.5), 1 + 4 * (50**0.5 - 1)
    else:
        kept = 1 - 50**-1.5
        mean, second = 3 * (1 - 50**-0.5) / kept, 3 * (50**0.5 - 1) / kept
    assert family.mean == pytest.approx(mean, rel=1e-6)
    assert family.sd == pytest.approx(np.sqrt(second - mean**2), rel=1e-6)


def test_both_endless_tails_of_a_t_must_be_cut() -> None:
    student = {"kind": "student_t", "degrees_of_freedom": 2, "centre": 0, "scale": 1}
    assert adjusted(student, cap=3).sd == np.inf
    assert adjusted(student, floor=-3).sd == np.inf
    assert adjusted(student, floor=-3, cap=3).sd < 3


def test_no_family_has_a_key_that_adjusts_any() -> None:
    """as_family could not tell them apart."""
    for family in FAMILIES:
        if family is not Adjusted:
            keys = {field.alias or key for key, field in family.model_fields.items()}
            assert not keys & set(ADJUSTMENTS), kind_of(family)


def test_a_table_without_such_a_key_stays_as_it_is() -> None:
    assert isinstance(family_of(NORMAL), Normal)


def test_the_keys_of_a_belief_stay_beside() -> None:
    belief = Belief.model_validate({**NORMAL, "cap": 12, "unit": "USD", "source": "us"})
    assert isinstance(belief.family, Adjusted)
    assert (belief.unit, belief.source) == ("USD", "us")


def test_the_sentence_says_what_was_done() -> None:
    """Uniform on [0, 10] cut above 8, doubled, less 1: P10 0.8 * 2 - 1, P50 4 * 2 - 1."""
    table = {"kind": "uniform", "low": 0, "high": 10, "truncate": {"high": 8}, "factor": 2}
    said = Belief.model_validate({**table, "shift": -1, "floor": 0, "unit": "h"}).sentence()
    assert said == (
        "8 in 10 futures lie between 0.600 and 13.4 h, half of all under 7.00 h; "
        "uniform cut above 8, times 2, less 1, at least 0"
    )
    both = Belief.model_validate({**NORMAL, "truncate": {"low": 8, "high": 12}, "cap": 11})
    assert both.sentence().endswith("; normal cut below 8 and above 12, at most 11")


REFUSED = [
    ({"truncate": {}}, "truncate", "needs low, high or both"),
    ({"truncate": {"low": 3, "high": 3}}, "high", "high = 3 must be above low = 3"),
    ({"truncate": {"low": 30}}, "truncate", "98 in 100 lie between 5.35 and 14.7"),
    ({"truncate": {"high": -30}}, "truncate", "fewer than 1 in 1,000,000"),
    ({"truncate": {"lo": 3}}, "lo", "Extra inputs"),
    ({"truncate": 3}, "truncate", "dictionary"),
    ({"factor": 0}, "factor", "greater than 0"),
    ({"factor": -2}, "factor", "greater than 0"),
    ({"floor": 3, "cap": 3}, "cap", "cap = 3 must be above floor = 3"),
    ({"cap": "3"}, "cap", "number"),
    ({"cap": 3, "sigma": 1}, "sigma", "Extra inputs"),
]


@pytest.mark.parametrize(("changes", "key", "words"), REFUSED)
def test_what_is_impossible_is_refused_by_name(
    changes: dict[str, Any], key: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        Belief.model_validate({**NORMAL, **changes})
    assert key in complaint(refusal.value)
    assert words in complaint(refusal.value)
