"""Laws that hold for every family, the ones still to be written included."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy import stats
from scipy.special import expit, logit

from simtco.words.arrays import Floats
from simtco.words.base import kind_of
from simtco.words.belief import Belief
from simtco.words.distribution import FAMILIES, Distribution
from simtco.words.family import Family
from tests.words.conftest import laws, moments

Table = dict[str, Any]

EXAMPLES: dict[str, Table] = {
    "constant": {"value": 42.0},
    "discrete": {"values": [5, 1, 2], "weights": [2, 3, 5]},
    "empirical": {"probabilities": [0, 0.1, 0.5, 0.9, 1], "values": [1, 2, 5, 20, 60]},
    "lognormal": {"p50": 1_500, "sigma": 1.0},
    "loguniform": {"low": 0.2, "high": 30.0},
    "metalog": {"p10": 8, "p50": 29, "p90": 44},
    "normal": {"mean": 16_000, "sd": 1_500},
    "pert": {"low": 10, "mode": 20, "high": 60},
    "triangular": {"low": 10, "mode": 20, "high": 60},
    "uniform": {"low": -3, "high": 7},
}
"""One table for every family; a new family needs one here."""

VARIANTS: dict[str, Table] = {
    "discrete, weights left out": {"kind": "discrete", "values": [3, 1, 2]},
    "lognormal by mean and cv": {"kind": "lognormal", "mean": 100, "cv": 0.5},
    "lognormal by two percentiles": {"kind": "lognormal", "p5": 1_500, "p95": 6_000},
    "normal by two percentiles": {"kind": "normal", "p5": -2, "p95": 5},
    "metalog above a minimum": {"kind": "metalog", "p10": 8, "p50": 29, "p90": 44, "min": 0},
    "metalog below a maximum": {"kind": "metalog", "p10": 8, "p50": 19, "p90": 44, "max": 90},
    "metalog between ends": {
        "kind": "metalog",
        "p10": 8,
        "p50": 29,
        "p90": 44,
        "min": 0,
        "max": 60,
    },
    "metalog of four": {"kind": "metalog", "p10": 8, "p25": 18, "p50": 29, "p90": 45},
    "metalog of five": {"kind": "metalog", "p5": 3, "p25": 10, "p50": 16, "p75": 24, "p95": 45},
    "pert, weak mode": {"kind": "pert", "low": 0.1, "mode": 0.3, "high": 0.7, "lambda": 1.0},
    "pert, mode at the low end": {"kind": "pert", "low": 0, "mode": 0, "high": 1},
    "pert, mode at the high end": {"kind": "pert", "low": 0, "mode": 1, "high": 1},
    "pert, strong mode": {"kind": "pert", "low": 0, "mode": 0.5, "high": 1, "lambda": 100.0},
    "pert by percentiles": {"kind": "pert", "low": 10, "mode": 20, "high": 60, "ends": "p10-p90"},
    "triangular, mode at the low end": {"kind": "triangular", "low": 0, "mode": 0, "high": 1},
    "triangular by percentiles": {
        "kind": "triangular",
        "low": 10,
        "mode": 20,
        "high": 60,
        "ends": "p5-p95",
    },
}

TABLES = {kind: {"kind": kind, **table} for kind, table in EXAMPLES.items()} | VARIANTS
every = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
each = pytest.mark.parametrize("name", TABLES)

_ADAPTER: TypeAdapter[Family] = TypeAdapter(Distribution)
_CHANCES = st.floats(1e-9, 1 - 1e-9)


def family_of(table: Any) -> Family:
    return _ADAPTER.validate_python(table)


@cache
def shared(name: str) -> Family:
    """The family of a name in TABLES, built once."""
    return family_of(TABLES[name])


def scale_of(family: Family) -> float:
    return family.percentile(0.999) - family.percentile(0.001)


def _lognormal(low: float, high: float) -> Any:
    """The lognormal with this 90% interval."""
    sigma = np.log(high / low) / (2 * stats.norm.ppf(0.95))
    return stats.lognorm(sigma, scale=np.sqrt(low * high))


IN_SCIPY: dict[str, Any] = {
    "discrete": stats.rv_discrete(values=([5, 1, 2], [0.2, 0.3, 0.5])),
    "discrete, weights left out": stats.rv_discrete(values=([3, 1, 2], [1 / 3] * 3)),
    "empirical": stats.rv_histogram(
        (np.array([0.1, 0.4, 0.4, 0.1]), np.array([1.0, 2.0, 5.0, 20.0, 60.0])), density=False
    ),
    "lognormal": stats.lognorm(1.0, scale=1_500),
    "lognormal by mean and cv": stats.lognorm(np.sqrt(np.log(1.25)), scale=100 / np.sqrt(1.25)),
    "lognormal by two percentiles": _lognormal(1_500, 6_000),
    "loguniform": stats.loguniform(0.2, 30.0),
    "normal": stats.norm(16_000, 1_500),
    "normal by two percentiles": stats.norm(1.5, 3.5 / stats.norm.ppf(0.95)),
    "pert": stats.beta(1.8, 4.2, 10, 50),
    "pert, weak mode": stats.beta(4 / 3, 5 / 3, 0.1, 0.6),
    "pert, mode at the low end": stats.beta(1, 5),
    "pert, mode at the high end": stats.beta(5, 1),
    "pert, strong mode": stats.beta(51, 51),
    "triangular": stats.triang(0.2, 10, 50),
    "triangular, mode at the low end": stats.triang(0, 0, 1),
    "uniform": stats.uniform(-3, 10),
}
"""The same distributions, their parameters worked out by hand."""


def exact_metalog(table: Table, u: Floats) -> Floats:
    """Keelin, The Metalog Distributions, 2016: equations 6, 11 and 14, term by term."""
    stated = {float(key[1:]) / 100: value for key, value in table.items() if key[1:].isdigit()}
    p, x = np.array(list(stated)), np.array(list(stated.values()), dtype=float)
    low, high = table.get("min"), table.get("max")

    def terms(y: Floats) -> Floats:
        line, c = np.log(y) - np.log1p(-y), y - 0.5
        return np.stack([np.ones_like(y), line, c * line, c, c**2, c**2 * line][: len(p)], axis=-1)

    if low is None and high is None:
        return np.asarray(terms(u) @ np.linalg.solve(terms(p), x))
    if high is None:
        return np.asarray(low + np.exp(terms(u) @ np.linalg.solve(terms(p), np.log(x - low))))
    if low is None:
        return np.asarray(high - np.exp(-terms(u) @ np.linalg.solve(terms(p), -np.log(high - x))))
    inner = np.exp(terms(u) @ np.linalg.solve(terms(p), np.log((x - low) / (high - x))))
    return np.asarray((low + high * inner) / (1 + inner))


def test_every_family_has_an_example() -> None:
    assert {kind_of(family) for family in FAMILIES} == set(EXAMPLES)


@each
@laws
@given(pair=st.tuples(_CHANCES, _CHANCES))
def test_ppf_never_falls(name: str, pair: tuple[float, float]) -> None:
    low, high = shared(name).ppf(np.array(sorted(pair)))
    assert low <= high


@every
def test_ppf_never_falls_over_a_fine_grid(table: Table) -> None:
    u = expit(np.linspace(-23.0, 23.0, 100_001))
    family = family_of(table)
    assert np.min(np.diff(family.ppf(u))) >= -1e-13 * max(scale_of(family), abs(family.mean))


@every
@pytest.mark.parametrize("shape", [(0,), (3,), (2, 3), ()])
def test_ppf_keeps_the_shape(table: Table, shape: tuple[int, ...]) -> None:
    assert family_of(table).ppf(np.full(shape, 0.3)).shape == shape


@every
def test_ppf_leaves_its_argument_alone(table: Table) -> None:
    u = np.array([0.1, 0.5, 0.9])
    family_of(table).ppf(u)
    assert u.tolist() == [0.1, 0.5, 0.9]


@every
def test_mean_and_sd_agree_with_quadrature(table: Table) -> None:
    family = family_of(table)
    mean, sd = moments(family.ppf)
    assert family.mean == pytest.approx(mean, rel=1e-5, abs=5e-5 * sd)
    assert family.sd == pytest.approx(sd, rel=1e-4, abs=1e-9 * abs(mean))


@pytest.mark.parametrize("name", IN_SCIPY)
def test_mean_and_sd_agree_with_scipy(name: str) -> None:
    family, known = shared(name), IN_SCIPY[name]
    assert family.mean == pytest.approx(known.mean(), rel=1e-9, abs=1e-9 * known.std())
    assert family.sd == pytest.approx(known.std(), rel=1e-9)


_ONLY_TABULATED = ("metalog", "pert")
_FINE = np.unique(expit(np.linspace(logit(1e-9), -logit(1e-9), 5_001)))


@pytest.mark.parametrize("name", [n for n in IN_SCIPY if not n.startswith(_ONLY_TABULATED)])
def test_a_closed_ppf_agrees_with_scipy(name: str) -> None:
    family, exact = shared(name), np.asarray(IN_SCIPY[name].ppf(_FINE))
    np.testing.assert_allclose(family.ppf(_FINE), exact, rtol=1e-9, atol=1e-12 * scale_of(family))


@pytest.mark.parametrize("name", [n for n in IN_SCIPY if n.startswith(_ONLY_TABULATED)])
def test_a_tabulated_ppf_agrees_with_scipy(name: str) -> None:
    family, exact = shared(name), np.asarray(IN_SCIPY[name].ppf(_FINE))
    np.testing.assert_allclose(family.ppf(_FINE), exact, rtol=0, atol=1e-6 * scale_of(family))


@pytest.mark.parametrize("name", [n for n in TABLES if n.startswith("metalog")])
def test_a_metalog_agrees_with_its_published_form(name: str) -> None:
    family, exact = shared(name), exact_metalog(TABLES[name], _FINE)
    np.testing.assert_allclose(family.ppf(_FINE), exact, rtol=0, atol=1e-6 * scale_of(family))


STATED = [
    ({"kind": "lognormal", "p5": 1_500, "p95": 6_000}, {0.05: 1_500, 0.95: 6_000}),
    ({"kind": "lognormal", "p50": 1_500, "sigma": 1.0}, {0.5: 1_500}),
    ({"kind": "normal", "p5": -2, "p95": 5}, {0.05: -2, 0.95: 5}),
    ({"kind": "normal", "p2_5": -2, "p97_5": 5}, {0.025: -2, 0.975: 5}),
    ({"p10": 8, "p50": 29, "p90": 44}, {0.1: 8, 0.5: 29, 0.9: 44}),
    ({"p10": 8, "p50": 29, "p90": 44, "min": 0}, {0.1: 8, 0.5: 29, 0.9: 44}),
    ({"p10": 8, "p50": 29, "p90": 44, "max": 60}, {0.1: 8, 0.5: 29, 0.9: 44}),
    ({"p10": 8, "p50": 29, "p90": 44, "min": 0, "max": 60}, {0.1: 8, 0.5: 29, 0.9: 44}),
    ({"p1": 1, "p50": 5, "p99": 9, "min": 0, "max": 10}, {0.01: 1, 0.5: 5, 0.99: 9}),
    (
        {"p5": 3, "p25": 10, "p50": 16, "p75": 24, "p95": 45},
        {0.05: 3, 0.25: 10, 0.5: 16, 0.75: 24, 0.95: 45},
    ),
    (TABLES["empirical"], {0.1: 2, 0.5: 5, 0.9: 20, 0.7: 12.5}),
    (TABLES["pert by percentiles"], {0.1: 10, 0.9: 60}),
    (TABLES["triangular by percentiles"], {0.05: 10, 0.95: 60}),
]


@pytest.mark.parametrize(("table", "percentiles"), STATED)
def test_stated_percentiles_come_back(table: Table, percentiles: dict[float, float]) -> None:
    family = family_of(table)
    for p, value in percentiles.items():
        assert family.percentile(p) == pytest.approx(value, abs=1e-6 * scale_of(family))


@laws
@given(
    kind=st.sampled_from(["pert", "triangular"]),
    ends=st.sampled_from(["p5-p95", "p10-p90"]),
    peak=st.floats(0.01, 0.99),
)
def test_ends_as_percentiles_come_back_wherever_the_mode_lies(
    kind: str, ends: str, peak: float
) -> None:
    family = family_of({"kind": kind, "low": 10, "mode": 10 + 50 * peak, "high": 60, "ends": ends})
    p = 0.05 if ends == "p5-p95" else 0.1
    assert family.percentile(p) == pytest.approx(10, abs=1e-4)
    assert family.percentile(1 - p) == pytest.approx(60, abs=1e-4)
    assert family.base == 10 + 50 * peak


@every
def test_base_is_the_mode_of_three_points_and_the_median_of_the_rest(table: Table) -> None:
    family = family_of(table)
    expected = table["mode"] if "mode" in table else family.percentile(0.5)
    assert family.base == pytest.approx(expected, rel=1e-12)


@every
def test_a_stated_base_wins(table: Table) -> None:
    assert Belief.model_validate({**table, "base": 123.0}).base == 123.0
    assert Belief.model_validate(table).base == family_of(table).base


@every
def test_round_trip_through_a_dump(table: Table) -> None:
    belief = Belief.model_validate({**table, "unit": "USD", "base": 3.0})
    assert Belief.model_validate(belief.model_dump(by_alias=True)) == belief


@every
def test_a_family_is_frozen(table: Table) -> None:
    family = family_of(table)
    with pytest.raises(ValidationError, match="frozen"):
        family.kind = "other"  # type: ignore[attr-defined]


@every
def test_equal_tables_are_equal_and_hash_alike_also_after_use(table: Table) -> None:
    used, fresh = family_of(table), family_of(table)
    used.ppf(np.array([0.5]))
    assert used.sd >= 0
    assert used == fresh
    assert hash(used) == hash(fresh)
    assert len({family_of(other) for other in TABLES.values()}) == len(TABLES)


def test_a_sentence_names_the_tenth_the_middle_and_the_ninetieth() -> None:
    """Normal(100, 10): z(0.9) = 1.2816, so 87.2 and 113."""
    said = family_of({"kind": "normal", "mean": 100, "sd": 10}).sentence("USD")
    assert said == "8 in 10 futures lie between 87.2 and 113 USD, half of all under 100 USD"
