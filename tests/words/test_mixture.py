"""Mixtures: the weighted distribution functions of their components, inverted."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats
from scipy.special import expit, logit

from simtco.words.arrays import Floats
from simtco.words.belief import Belief
from simtco.words.families.mixture import Mixture
from simtco.words.quantile_trace import QuantileTrace
from tests.words.conftest import complaint, laws
from tests.words.family_examples import TABLES, family_of, scale_of, shared

FINE = np.unique(expit(np.linspace(logit(1e-9), -logit(1e-9), 20_001)))


def mixture(components: list[Any], weights: list[float] | None = None) -> Mixture:
    table = {"kind": "mixture", "components": components}
    found = family_of(table | ({"weights": weights} if weights else {}))
    assert isinstance(found, Mixture)
    return found


class Cut:
    """A continuous distribution of scipy, given that it lies between two ends."""

    def __init__(self, whole: Any, low: float, high: float) -> None:
        self._whole, self._low, self._high = whole, low, high

    def cdf(self, x: Floats) -> Floats:
        start, end = self._whole.cdf(self._low), self._whole.cdf(self._high)
        return np.asarray(np.clip((self._whole.cdf(x) - start) / (end - start), 0.0, 1.0))


def inverse(weights: list[float], parts: list[Any], u: Floats) -> Floats:
    """The smallest number at which the weighted distribution functions reach u, by halving."""
    low, high = np.full(u.shape, -1e9), np.full(u.shape, 1e9)
    for _ in range(100):
        middle = (low + high) / 2.0
        share = sum(weight * part.cdf(middle) for weight, part in zip(weights, parts, strict=True))
        low, high = np.where(share >= u, low, middle), np.where(share >= u, middle, high)
    return high


NORMAL = {"kind": "normal", "mean": 0, "sd": 1}
AGAINST_SCIPY: dict[str, tuple[list[Any], list[float], list[Any]]] = {
    "near": (
        [NORMAL, {"kind": "uniform", "low": 0, "high": 4}],
        [0.5, 0.5],
        [stats.norm(), stats.uniform(0, 4)],
    ),
    "far apart": (
        [NORMAL, {"kind": "normal", "mean": 100, "sd": 0.1}],
        [0.3, 0.7],
        [stats.norm(), stats.norm(100, 0.1)],
    ),
    "a body and a tail": (
        [{"kind": "lognormal", "p50": 1, "sigma": 0.2}, {"kind": "pareto", "min": 2, "alpha": 3}],
        [0.9, 0.1],
        [stats.lognorm(0.2), stats.pareto(3, scale=2)],
    ),
    "steps, an atom and slopes": (
        [NORMAL, 0, {"kind": "poisson", "mean": 3}, {"kind": "uniform", "low": 2, "high": 3}],
        [0.3, 0.2, 0.3, 0.2],
        [stats.norm(), stats.rv_discrete(values=([0], [1])), stats.poisson(3), stats.uniform(2, 1)],
    ),
    "many small steps": (
        [{"kind": "poisson", "mean": 1e4}, {"kind": "normal", "mean": 1e4, "sd": 300}],
        [0.5, 0.5],
        [stats.poisson(1e4), stats.norm(1e4, 300)],
    ),
    "a rare component": (
        [NORMAL, {"kind": "normal", "mean": 7, "sd": 1}],
        [0.999_99, 0.000_01],
        [stats.norm(), stats.norm(7, 1)],
    ),
}


@pytest.mark.parametrize("name", AGAINST_SCIPY)
def test_percentiles_invert_the_weighted_distribution_functions(name: str) -> None:
    """Off by a millionth of the scale; in a tail beyond it, of the distance from the median."""
    components, weights, parts = AGAINST_SCIPY[name]
    family, exact = mixture(components, weights), inverse(weights, parts, FINE)
    allowed = 1e-6 * np.maximum(scale_of(family), np.abs(exact - family.percentile(0.5)))
    assert np.all(np.abs(family.ppf(FINE) - exact) <= allowed)


def test_a_rare_and_far_wider_component_is_off_by_a_millionth_of_its_own_scale() -> None:
    wide = {"kind": "lognormal", "p50": 1e4, "sigma": 2}
    weights = [0.999_9, 0.000_1]
    exact = inverse(weights, [stats.norm(), stats.lognorm(2, scale=1e4)], FINE)
    allowed = 1e-6 * np.maximum(scale_of(family_of(wide)), np.abs(exact))
    assert np.all(np.abs(mixture([NORMAL, wide], weights).ppf(FINE) - exact) <= allowed)


@pytest.mark.parametrize("name", AGAINST_SCIPY)
def test_mean_and_sd_are_those_of_the_weighted_components(name: str) -> None:
    components, weights, parts = AGAINST_SCIPY[name]
    mean = sum(w * part.mean() for w, part in zip(weights, parts, strict=True))
    second = sum(
        w * (part.var() + part.mean() ** 2) for w, part in zip(weights, parts, strict=True)
    )
    family = mixture(components, weights)
    assert family.mean == pytest.approx(mean, rel=1e-9, abs=1e-9)
    assert family.sd == pytest.approx(np.sqrt(second - mean**2), rel=1e-9)


def test_the_mean_of_what_is_drawn_is_the_mean() -> None:
    for components, weights, _ in AGAINST_SCIPY.values():
        family = mixture(components, weights)
        drawn = QuantileTrace(family.ppf).moments()[0]
        assert drawn == pytest.approx(family.mean, abs=1e-6 * scale_of(family))


def test_nodes_have_the_mean_and_sd() -> None:
    family = mixture(["10 to 20", 5, {"kind": "poisson", "mean": 40}], [3, 1, 2])
    values, weights = family.nodes()
    assert weights.sum() == pytest.approx(1.0)
    assert weights @ values == pytest.approx(family.mean, rel=1e-3)
    spread = np.sqrt(weights @ (values - family.mean) ** 2)
    assert spread == pytest.approx(family.sd, rel=1e-3)


OVERRUN = [
    {"kind": "lognormal", "mean": 0.909, "cv": 0.2},
    {"kind": "pareto", "min": 1.5, "alpha": 1.38, "max": 15},
]


def test_it_overruns_are_the_fit_to_published_reference_classes() -> None:
    """Flyvbjerg and Budzier 2011, Flyvbjerg and Gardner 2023: 0.82 body, 0.18 tail cut at 15.

    These were simulated, to two digits after the point.
    """
    family = mixture(OVERRUN, [0.82, 0.18])
    published = {0.1: 0.71, 0.5: 0.94, 0.8: 1.32, 0.9: 2.24, 0.95: 3.53}
    for p, value in published.items():
        assert family.percentile(p) == pytest.approx(value, abs=0.01)
    assert family.mean == pytest.approx(1.35, abs=0.01)
    assert 1 - family.chance_below(1.3) == pytest.approx(0.204, abs=0.001)
    assert 1 - family.chance_below(4.0) == pytest.approx(0.041, abs=0.001)


@pytest.mark.parametrize("p", [0.95, 0.99, 0.999])
def test_far_overruns_are_the_tails_alone(p: float) -> None:
    """By hand: 0.18 S(x) = 1 - p with S(x) = ((1.5 / x)^1.38 - k) / (1 - k), k = 0.1^1.38."""
    k = 0.1**1.38
    survival = (1 - p) / 0.18 * (1 - k) + k
    by_hand = 1.5 * survival ** (-1 / 1.38)
    assert mixture(OVERRUN, [0.82, 0.18]).percentile(p) == pytest.approx(by_hand, rel=1e-6)


def test_the_overruns_are_the_weighted_functions_of_scipy() -> None:
    parts = [
        stats.lognorm(np.sqrt(np.log1p(0.04)), scale=0.909 / np.sqrt(1.04)),
        Cut(stats.pareto(1.38, scale=1.5), 1.5, 15),
    ]
    family = mixture(OVERRUN, [0.82, 0.18])
    exact = inverse([0.82, 0.18], parts, FINE)
    assert np.max(np.abs(family.ppf(FINE) - exact)) < 1e-6 * scale_of(family)


NAMES = st.sampled_from([name for name in TABLES if "mixture" not in name])
CHANCES = st.floats(1e-9, 1 - 1e-9)


def between_neighbours(family: Any, u: float, found: float, scale: float) -> None:
    """The value is the family's at u, or next to it where a jump lies that close."""
    near = family.ppf(np.clip(np.array([u - 1e-12, u + 1e-12]), 1e-12, 1 - 1e-12))
    median = family.percentile(0.5)
    slack = 1e-6 * max(scale, float(np.abs(near - median).max()))
    assert near[0] - slack <= found <= near[1] + slack


@laws
@given(name=NAMES, u=CHANCES)
def test_a_mixture_of_one_is_that_one(name: str, u: float) -> None:
    alone = shared(name)
    between_neighbours(alone, u, mixture([TABLES[name]]).percentile(u), scale_of(alone))


@laws
@given(name=NAMES, u=CHANCES, weight=st.floats(0.01, 100))
def test_a_mixture_of_two_alike_is_that_one(name: str, u: float, weight: float) -> None:
    alone, both = shared(name), mixture([TABLES[name]] * 2, [1.0, weight])
    between_neighbours(alone, u, both.percentile(u), scale_of(alone))
    assert both.mean == pytest.approx(alone.mean, rel=1e-12)
    assert both.sd == pytest.approx(alone.sd, rel=1e-9)


@laws
@given(
    cases=st.lists(
        st.tuples(st.integers(-5, 5), st.floats(0.01, 10)),
        min_size=1,
        max_size=6,
        unique_by=lambda case: case[0],
    ),
    u=CHANCES,
)
def test_a_mixture_of_constants_is_discrete(cases: list[tuple[int, float]], u: float) -> None:
    values, weights = zip(*cases, strict=True)
    mixed = mixture(list(values), list(weights))
    discrete = family_of({"kind": "discrete", "values": values, "weights": weights})
    between_neighbours(discrete, u, mixed.percentile(u), 0.0)
    assert mixed.percentile(u) in values
    assert mixed.mean == pytest.approx(discrete.mean, abs=1e-12)
    assert mixed.sd == pytest.approx(discrete.sd, abs=1e-7)


@laws
@given(low=st.sampled_from([name for name in TABLES if "mixture" not in name]), u=CHANCES)
def test_a_mixture_lies_between_its_components(low: str, u: float) -> None:
    ends = [shared(low).percentile(u), shared("lognormal").percentile(u)]
    found = mixture([TABLES[low], TABLES["lognormal"]]).percentile(u)
    slack = 1e-6 * (scale_of(shared(low)) + scale_of(shared("lognormal")) + max(map(abs, ends)))
    assert min(ends) - slack <= found <= max(ends) + slack


def test_the_median_at_a_jump_is_the_lower_value() -> None:
    assert mixture([1, 2]).percentile(0.5) == 1
    assert mixture([1, 2]).base == 1
    assert mixture([1, 2, 9], [1, 1, 2]).percentile(0.25) == 1
    assert mixture([{"kind": "discrete", "values": [1, 2]}]).percentile(0.5) == 1


def test_a_component_without_weight_is_not_there() -> None:
    family = mixture([1, {"kind": "normal", "mean": 5, "sd": 1}], [1, 0])
    assert set(family.ppf(FINE)) == {1.0}
    assert (family.mean, family.sd) == (1.0, 0.0)


def test_short_forms_percentiles_and_adjustments_are_components() -> None:
    family = mixture(
        [
            3,
            "5%",
            "10 to 20",
            {"p10": 1, "p50": 2, "p90": 4, "cap": 3},
            {"kind": "mixture", "components": [1, 2]},
        ]
    )
    kinds = [str(part.model_dump()["kind"]) for part in family.components]
    assert kinds == ["constant", "constant", "lognormal", "adjusted", "mixture"]


def test_experts_are_pooled_with_equal_weights() -> None:
    """The chance of at most 10 is the mean of what the experts say: (0.9 + 0.5) / 2."""
    family = mixture(
        [{"kind": "normal", "p50": 6, "p90": 10}, {"kind": "normal", "p50": 10, "p90": 15}]
    )
    assert family.percentile(0.7) == pytest.approx(10, abs=1e-5)


REFUSED = [
    ({"components": []}, "components", "at least 1"),
    ({"components": [1, 2], "weights": [1]}, "weights", "as many as components: 2, not 1"),
    ({"components": [1, 2], "weights": [1, -1]}, "weights", "must not be negative"),
    ({"components": [1, 2], "weights": [0, 0]}, "weights", "one must be above 0"),
    ({"components": [1, "5 to 3"]}, "components', 1", "must be below the second"),
    ({"components": [{"kind": "normall"}]}, "components', 0", "normall"),
    ({"components": [{"kind": "lognormal", "p50": 1, "sigma": 900}]}, "components', 0", "beyond"),
    ({"components": [{"kind": "normal", "mean": 1, "sd": 1, "unit": "USD"}]}, "unit", "Extra"),
    ({}, "components", "required"),
]


@pytest.mark.parametrize(("table", "key", "words"), REFUSED)
def test_what_is_impossible_is_refused_by_name(table: dict[str, Any], key: str, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Belief.model_validate({"kind": "mixture", **table})
    assert key in complaint(refusal.value)
    assert words in complaint(refusal.value)
