"""A distribution in characters: held against distribution functions and hand arithmetic."""

import numpy as np
import pytest
from scipy import stats

from simtco.report.density import bars, density, histogram
from simtco.words.belief import Belief
from simtco.words.family import Family


def family(**keys: object) -> Family:
    return Belief.model_validate(keys).family


@pytest.mark.parametrize(
    ("drawn", "known"),
    [
        (family(kind="normal", mean=10, sd=2), stats.norm(10, 2)),
        (family(kind="lognormal", p50=100, sigma=0.5), stats.lognorm(0.5, scale=100)),
        (family(kind="lognormal", p50=100, sigma=2.0), stats.lognorm(2.0, scale=100)),
        (family(kind="uniform", low=-1, high=3), stats.uniform(-1, 4)),
        (family(kind="loguniform", low=1, high=10_000), stats.loguniform(1, 10_000)),
        (family(kind="triangular", low=0, mode=1, high=4), stats.triang(0.25, 0, 4)),
    ],
)
def test_a_column_holds_the_futures_between_its_edges(
    drawn: Family, known: stats.rv_continuous
) -> None:
    found = histogram(drawn, 64)
    assert np.diff(known.cdf(found.edges)) == pytest.approx(found.shares, abs=2e-4)
    assert known.cdf(found.edges[[0, -1]]) == pytest.approx([0.01, 0.99])
    assert not found.sticks.any()


@pytest.mark.parametrize(
    ("low", "high", "logarithmic"),
    [(1, 10_000, True), (1, 50, False), (-1, 10_000, False), (0, 10_000, False)],
)
def test_the_axis_is_logarithmic_over_two_decades_above_0(
    low: float, high: float, logarithmic: bool
) -> None:
    kind = "loguniform" if low > 0 else "uniform"
    said = family(kind=kind, low=low, high=high)
    assert histogram(said, 64).logarithmic is logarithmic
    assert ("logarithmic" in " ".join(density(said))) is logarithmic


def test_a_flat_distribution_is_a_block() -> None:
    lines = density(family(kind="uniform", low=0, high=100), "USD", 50)
    assert lines[:8] == ["█" * 50] * 8
    # P10, P50 and P90 of 0 to 100 between 1 and 99: 9, 49 and 89 of 98, in columns of 1.96.
    assert [at for at, sign in enumerate(lines[8]) if sign == "┴"] == [4, 24, 45]
    assert lines[9].split() == ["P10", "P50", "P90"]
    assert lines[10] == "1.00" + " " * (50 - 4 - 8) + "99.0 USD"


def test_single_values_are_sticks() -> None:
    lines = density(family(kind="discrete", values=[0, 10], weights=[3, 1]), width=11)
    # The lesser stick is a third of the higher: 8 rows / 3 = 2.7, in halves of a row 3.
    assert lines[:8] == ["┃"] * 5 + ["┃         ┃"] * 3
    assert "75 in 100" in " ".join(lines)
    assert "exactly one value" in " ".join(lines)


def test_a_value_among_others_is_a_stick_where_it_holds_most() -> None:
    said = family(kind="empirical", probabilities=[0, 0.4, 0.6, 1], values=[0, 5, 5, 10])
    found = histogram(said, 10)
    (column,) = np.flatnonzero(found.sticks)
    assert found.edges[column] <= 5 <= found.edges[column + 1]
    # A tenth of the way from P1 = 0.125 to P99 = 9.875, at 0.08 a unit, and the stick.
    assert found.shares[column] == pytest.approx(0.2 + 0.975 * 0.08, abs=2e-4)


@pytest.mark.parametrize(
    "said",
    [
        family(kind="constant", value=7),
        family(kind="discrete", values=[7, 8], weights=[999, 1]),
    ],
)
def test_one_value_needs_no_picture(said: Family) -> None:
    assert density(said, "USD") == ["at least 98 in 100 futures: 7.00 USD"]


def test_bars_are_eighths_of_a_row_and_what_is_there_is_seen() -> None:
    # 8 rows of 8 eighths: a quarter is 2 rows, 1/64 one eighth, and less is not nothing.
    lines = bars(np.array([1.0, 0.25, 1 / 64, 1e-6, 0.0, 0.0]))
    assert lines == ["█"] * 6 + ["██", "██▁▁"]
    assert bars(np.array([1.0, 1.0]), wide=3) == ["██████"] * 8


@pytest.mark.parametrize("width", [20, 40, 64])
@pytest.mark.parametrize("sigma", [0.01, 1.0, 4.0])
@pytest.mark.parametrize("unit", ["", "USD", "interruptions of a job/GPU/year"])
def test_a_picture_fits_its_width(width: int, sigma: float, unit: str) -> None:
    lines = density(family(kind="lognormal", p50=1, sigma=sigma), unit, width)
    assert max(map(len, lines)) <= width
