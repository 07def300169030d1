"""Tabulated ppfs, and numbers in words."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betaincinv, expit, gammaincinv, logit, ndtri

from simtco.words.arrays import Floats
from simtco.words.quantile_table import QuantileTable
from simtco.words.wording import figure, frequency
from tests.words.conftest import laws


@pytest.mark.parametrize(
    "ppf",
    [
        lambda u: betaincinv(1.8, 4.2, u),
        lambda u: betaincinv(1.0, 5.0, u),
        lambda u: gammaincinv(2.5, u),
        ndtri,
        lambda u: np.exp(0.5 * ndtri(u)),
        lambda u: -np.log1p(-u),
    ],
    ids=["beta", "beta from its end", "gamma", "normal", "lognormal", "exponential"],
)
def test_a_table_is_off_by_less_than_a_millionth_of_the_scale(
    ppf: Callable[[Floats], Floats],
) -> None:
    u = np.asarray(expit(np.linspace(logit(1e-9), -logit(1e-9), 100_003)))
    low, high = ppf(np.array([0.001, 0.999]))
    np.testing.assert_allclose(QuantileTable(ppf)(u), ppf(u), rtol=0, atol=1e-6 * (high - low))


def test_a_table_of_straight_lines_over_the_logit_is_exact() -> None:
    u = np.array([1e-9, 0.01, 0.3, 0.5, 0.99])
    table = QuantileTable(lambda p: np.asarray(3.0 + 2.0 * logit(p)))
    np.testing.assert_allclose(table(u), 3.0 + 2.0 * logit(u), rtol=1e-12)


def test_a_table_ends_at_its_last_values() -> None:
    """The table ends at u = expit(-24) = 4e-11."""
    table = QuantileTable(stats.expon.ppf)
    low, first, last, high = table(np.array([1e-15, expit(-24.0), expit(24.0), 1 - 1e-15]))
    assert low == pytest.approx(first)
    assert low == pytest.approx(-np.log1p(-expit(-24.0)))
    assert high == pytest.approx(last)
    assert high == pytest.approx(-np.log1p(-expit(24.0)))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1e-9, "1.00e-09"),
        (-1e-9, "-1.00e-09"),
        (1e-5, "0.0000100"),
        (0.05, "0.0500"),
        (0.9994, "0.999"),
        (0.9996, "1.00"),
        (-3.0, "-3.00"),
        (9.996, "10.0"),
        (99.96, "100"),
        (999.4, "999"),
        (999.6, "1,000"),
        (12_345, "12,300"),
        (-12_345, "-12,300"),
        (1_234_567, "1,230,000"),
        (9.99e12, "9,990,000,000,000"),
        (9.996e12, "1.00e+13"),
        (1e15, "1.00e+15"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_figure(value: float, words: str) -> None:
    assert figure(value) == words


@laws
@given(st.floats(1e-12, 1e18), st.sampled_from([1.0, -1.0]))
def test_a_figure_is_within_half_of_its_third_digit(value: float, sign: float) -> None:
    said = float(figure(sign * value).replace(",", ""))
    assert abs(said - sign * value) <= 0.00501 * value


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.8, "8 in 10"),
        (0.8 - 1e-12, "8 in 10"),
        (0.8 + 1e-12, "8 in 10"),
        (0.79, "79 in 100"),
        (0.85, "85 in 100"),
        (0.5, "5 in 10"),
        (0.01, "1 in 100"),
        (0.99, "99 in 100"),
        (0.973, "97 in 100"),
        (0.996, "9,960 in 10,000"),
        (0.0042, "42 in 10,000"),
        (0.0001, "1 in 10,000"),
        (0.99992, "9,999 in 10,000"),
        (0.00001, "fewer than 1 in 10,000"),
        (0.99999, "more than 9,999 in 10,000"),
        (0.0, "fewer than 1 in 10,000"),
        (1.0, "more than 9,999 in 10,000"),
    ],
)
def test_frequency(share: float, words: str) -> None:
    assert frequency(share) == words


@laws
@given(st.floats(0.0, 1.0))
def test_a_frequency_is_as_near_as_its_whole_allows(share: float) -> None:
    """Half a unit of 100 or of 10,000; "8 in 10" is only said within half a thousandth."""
    said = re.fullmatch(r"([\d,]+) in ([\d,]+)", frequency(share))
    if said is None:
        assert share < 0.0001 or share > 0.9999
        return
    count, whole = (int(part.replace(",", "")) for part in said.groups())
    assert abs(count / whole - share) <= {10: 0.0005, 100: 0.005, 10_000: 0.00005}[whole] + 1e-12
