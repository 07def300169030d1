"""Families whose values come in steps: exact to the last count, against scipy.stats."""

import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats
from scipy.special import expit, logit

from simtco.words.belief import Belief
from tests.words.conftest import complaint, laws
from tests.words.family_examples import family_of, scale_of

FINE = np.unique(expit(np.linspace(logit(1e-9), -logit(1e-9), 20_001)))


def negative_binomial(mean: float, sd: float) -> Any:
    """scipy's n and p by hand: p = mean / sd^2, n = mean p / (1 - p)."""
    p = mean / sd**2
    return stats.nbinom(mean * p / (1 - p), p)


COUNTS = [
    ({"kind": "poisson", "mean": 0.001}, stats.poisson(0.001)),
    ({"kind": "poisson", "mean": 1}, stats.poisson(1)),
    ({"kind": "poisson", "mean": 33.3}, stats.poisson(33.3)),
    ({"kind": "poisson", "mean": 20_000}, stats.poisson(20_000)),
    ({"kind": "poisson", "mean": 3e6}, stats.poisson(3e6)),
    ({"kind": "binomial", "trials": 1, "chance": 0.999}, stats.binom(1, 0.999)),
    ({"kind": "binomial", "trials": 40, "chance": 0.01}, stats.binom(40, 0.01)),
    ({"kind": "binomial", "trials": 500, "chance": 0.97}, stats.binom(500, 0.97)),
    ({"kind": "binomial", "trials": 2_000_000, "chance": 0.5}, stats.binom(2_000_000, 0.5)),
    ({"kind": "negative_binomial", "mean": 3, "sd": 1.8}, negative_binomial(3, 1.8)),
    ({"kind": "negative_binomial", "mean": 1, "sd": 8}, negative_binomial(1, 8)),
    ({"kind": "negative_binomial", "mean": 900, "sd": 300}, negative_binomial(900, 300)),
]


@pytest.mark.parametrize(("table", "known"), COUNTS, ids=lambda case: str(case)[:60])
def test_a_count_is_exact(table: dict[str, Any], known: Any) -> None:
    family = family_of(table)
    np.testing.assert_array_equal(family.ppf(FINE), known.ppf(FINE))
    assert family.mean == pytest.approx(known.mean(), rel=1e-12)
    assert family.sd == pytest.approx(known.std(), rel=1e-9)


WIDE = [
    ({"kind": "poisson", "mean": 1e12}, stats.poisson(1e12)),
    ({"kind": "binomial", "trials": 10**12, "chance": 0.3}, stats.binom(10**12, 0.3)),
    ({"kind": "negative_binomial", "mean": 1e6, "sd": 4e5}, negative_binomial(1e6, 4e5)),
    ({"kind": "negative_binomial", "mean": 1e6, "sd": 5e6}, negative_binomial(1e6, 5e6)),
]


@pytest.mark.parametrize(("table", "known"), WIDE, ids=lambda case: str(case)[:60])
def test_a_count_in_millions_is_off_by_one_or_by_a_ten_millionth(
    table: dict[str, Any], known: Any
) -> None:
    """Checked by scipy's distribution function: a count is right where it brackets u."""
    found = family_of(table).ppf(FINE)
    off = 1.0 + 1e-7 * found
    assert np.all(known.cdf(found + off) >= FINE)
    assert np.all(known.cdf(found - off) < FINE)


def test_a_count_in_millions_is_drawn_fast() -> None:
    family = family_of({"kind": "poisson", "mean": 5e11})
    family.ppf(FINE)
    u = np.random.default_rng(33).random(32_768)
    start = time.process_time()
    family.ppf(u)
    assert time.process_time() - start < 0.1


@laws
@given(mean=st.floats(0.01, 1e5), u=st.floats(1e-9, 1 - 1e-9))
def test_a_poisson_count_brackets_its_chance(mean: float, u: float) -> None:
    count = family_of({"kind": "poisson", "mean": mean}).percentile(u)
    assert stats.poisson.cdf(count, mean) >= u * (1 - 1e-12)
    assert stats.poisson.cdf(count - 1, mean) < u * (1 + 1e-12)
    assert count == round(count)


@laws
@given(mean=st.floats(0.1, 1e3), wider=st.floats(1.01, 30))
def test_nodes_of_a_count_have_its_mean_and_sd(mean: float, wider: float) -> None:
    family = family_of(
        {"kind": "negative_binomial", "mean": mean, "sd": float(np.sqrt(mean)) * wider}
    )
    values, weights = family.nodes()
    assert weights.sum() == pytest.approx(1.0, abs=1e-9)
    assert weights @ values == pytest.approx(family.mean, rel=1e-6)
    spread = np.sqrt(weights @ (values - family.mean) ** 2)
    assert spread == pytest.approx(family.sd, rel=1e-6)
    assert values.size <= 20


def test_nodes_of_a_yes_or_no_are_its_values() -> None:
    values, weights = family_of({"kind": "bernoulli", "chance": 0.3}).nodes()
    assert values.tolist() == [0.0, 1.0]
    assert weights.tolist() == pytest.approx([0.7, 0.3])


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_a_certain_yes_or_no_is_a_constant(chance: float) -> None:
    family = family_of({"kind": "bernoulli", "chance": chance})
    assert set(family.ppf(FINE)) == {chance}
    assert (family.mean, family.sd) == (chance, 0.0)


def test_an_empty_bin_of_a_histogram_is_never_drawn() -> None:
    """Half of all futures in [0, 1], the other half in [5, 6]; the median is the lower edge."""
    family = family_of({"kind": "histogram", "edges": [-1, 0, 1, 5, 6], "weights": [0, 2, 0, 2]})
    drawn = family.ppf(np.random.default_rng(33).random(10_000))
    assert np.all(((drawn >= 0) & (drawn <= 1)) | ((drawn >= 5) & (drawn <= 6)))
    assert family.percentile(0.5) == 1.0
    assert family.percentile(0.25) == pytest.approx(0.5)
    assert family.mean == pytest.approx((0.5 + 5.5) / 2)


def test_a_histogram_of_one_bin_is_uniform() -> None:
    one = family_of({"kind": "histogram", "edges": [2, 8], "weights": [3]})
    uniform = family_of({"kind": "uniform", "low": 2, "high": 8})
    np.testing.assert_allclose(one.ppf(FINE), uniform.ppf(FINE), atol=1e-12 * scale_of(uniform))


REFUSED = [
    ({"kind": "poisson", "mean": 0}, "mean", "greater than 0"),
    ({"kind": "negative_binomial", "mean": 9, "sd": 3}, "sd", "above 3.00"),
    ({"kind": "negative_binomial", "mean": 9, "sd": 2}, "sd", 'use kind = "poisson"'),
    ({"kind": "binomial", "trials": 0, "chance": 0.5}, "trials", "greater than or equal to 1"),
    ({"kind": "binomial", "trials": 2.5, "chance": 0.5}, "trials", "integer"),
    ({"kind": "binomial", "trials": 3, "chance": 1}, "chance", "less than 1"),
    ({"kind": "bernoulli", "chance": -0.1}, "chance", "greater than or equal to 0"),
    ({"kind": "histogram", "edges": [0, 1, 2], "weights": [1]}, "weights", "2, not 1"),
    ({"kind": "histogram", "edges": [0, 2, 1], "weights": [1, 1]}, "edges", "1 follows 2"),
    ({"kind": "histogram", "edges": [0, 1], "weights": [0]}, "weights", "one must be above 0"),
    ({"kind": "histogram", "edges": [0, 1, 2], "weights": [2, -1]}, "weights", "negative"),
]


@pytest.mark.parametrize(("raw", "key", "words"), REFUSED)
def test_what_is_impossible_is_refused_by_name(raw: Any, key: str, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Belief.model_validate(raw)
    assert key in complaint(refusal.value)
    assert words in complaint(refusal.value)
