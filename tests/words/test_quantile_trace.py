"""Ppfs as lines through points, and measurements as quantiles."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit, ndtri

from simtco.words.arrays import Floats
from simtco.words.quantile_curve import QuantileCurve
from simtco.words.quantile_trace import QuantileTrace
from simtco.words.sample_quantiles import sample_quantiles
from tests.words.conftest import laws

FINE = np.unique(expit(np.linspace(logit(1e-9), -logit(1e-9), 100_003)))


def read(trace: QuantileTrace, u: Floats) -> Floats:
    return QuantileCurve(trace.logits, trace.values)(u)


@pytest.mark.parametrize(
    "ppf",
    [
        ndtri,
        lambda u: u,
        lambda u: np.exp(ndtri(u)),
        lambda u: np.exp(3.0 * ndtri(u)),
        lambda u: np.clip(ndtri(u), -1.0, 0.5),
        lambda u: ndtri(u) + 5.0 * (u > 0.3),
        lambda u: np.floor(7.0 * u),
    ],
    ids=["normal", "uniform", "lognormal", "wide lognormal", "held", "jump", "steps"],
)
def test_a_trace_is_off_by_less_than_a_millionth(ppf: Callable[[Floats], Floats]) -> None:
    low, middle, high = ppf(np.array([0.001, 0.5, 0.999]))
    allowed = 1e-6 * np.maximum(high - low, np.abs(ppf(FINE) - middle))
    assert np.all(np.abs(read(QuantileTrace(ppf), FINE) - ppf(FINE)) <= allowed)


@laws
@given(jump=st.floats(1e-6, 1 - 1e-6))
def test_a_jump_is_found_where_it_is(jump: float) -> None:
    trace = QuantileTrace(lambda u: np.where(u > jump, 7.0, 2.0))
    assert trace.values.tolist() == [2.0, 2.0, 7.0, 7.0]
    assert expit(trace.logits[1]) == pytest.approx(jump, abs=1e-14)
    assert trace.logits[1] == trace.logits[2]
    assert read(trace, np.array([jump - 1e-12, jump + 1e-12])).tolist() == [2.0, 7.0]


def test_the_shares_below_and_up_to_an_atom_differ_by_its_mass() -> None:
    """Half of all futures at 0.5 or under, none between 0.5 and 1, and 0.2 at 1."""
    trace = QuantileTrace(lambda u: np.where(u <= 0.5, u, np.maximum(1.0, u + 0.3)))
    values = np.array([-1.0, 0.25, 0.75, 1.0, 1.15, 2.0])
    below, up_to = expit(trace.below(values)), expit(trace.up_to(values))
    np.testing.assert_allclose(below, [0.0, 0.25, 0.5, 0.5, 0.85, 1.0], atol=1e-6)
    np.testing.assert_allclose(up_to, [0.0, 0.25, 0.5, 0.7, 0.85, 1.0], atol=1e-6)


@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_a_curve_keeps_the_shape(shape: tuple[int, ...]) -> None:
    assert read(QuantileTrace(ndtri), np.full(shape, 0.3)).shape == shape


def lines_mean(probabilities: Floats, values: Floats) -> float:
    return float(np.diff(probabilities) @ (values[1:] + values[:-1]) / 2.0)


@laws
@given(sample=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=300))
def test_quantiles_of_a_small_sample_have_its_values_ends_and_mean(sample: list[float]) -> None:
    probabilities, values = sample_quantiles(np.array(sample))
    assert values[1:-1].tolist() == sorted(sample)
    assert (probabilities[0], probabilities[-1]) == (0.0, 1.0)
    assert np.all(np.diff(probabilities) > 0)
    scale = max(map(abs, sample))
    assert lines_mean(probabilities, values) == pytest.approx(np.mean(sample), abs=1e-12 * scale)


def samples() -> dict[str, Floats]:
    draw = np.random.Generator(np.random.PCG64(33))
    return {
        "lognormal": draw.lognormal(6.0, 1.2, 200_000),
        "whole numbers": np.round(draw.lognormal(6.0, 1.2, 50_000)),
        "half nothing": np.where(draw.random(30_000) < 0.5, 0.0, draw.lognormal(5, 1, 30_000)),
        "two values": np.where(draw.random(30_000) < 0.3, 1.0, 1_000.0),
        "a staircase": np.repeat(draw.lognormal(0, 2, 10_000), 10),
        "no mean": draw.pareto(0.9, 100_000),
        "all alike": np.full(5_000, 7.0),
    }


@pytest.mark.parametrize("name", samples())
def test_quantiles_of_a_large_sample_have_its_ends_and_mean(name: str) -> None:
    sample = samples()[name]
    probabilities, values = sample_quantiles(sample)
    assert probabilities.size <= 2_001
    assert (values[0], values[-1]) == (sample.min(), sample.max())
    assert np.all(np.diff(probabilities) > 0)
    assert np.all(np.diff(values) >= 0)
    assert lines_mean(probabilities, values) == pytest.approx(sample.mean(), rel=1e-9)


@pytest.mark.parametrize("name", ["lognormal", "half nothing", "two values"])
def test_quantiles_of_a_large_sample_are_its_quantiles(name: str) -> None:
    sample = samples()[name]
    probabilities, values = sample_quantiles(sample)
    p = np.array([0.01, 0.1, 0.25, 0.4, 0.6, 0.75, 0.9, 0.99, 0.999])
    exact = np.quantile(sample, p, method="hazen")
    np.testing.assert_allclose(np.interp(p, probabilities, values), exact, rtol=2e-3)
