"""What is stated comes back: percentiles, and ends that are percentiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simtco.words.percentiles import percentile_key, probability
from tests.words.conftest import laws
from tests.words.family_examples import TABLES, Table, family_of, scale_of

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
    ({"kind": "beta", "p10": 0.2, "p90": 0.7}, {0.1: 0.2, 0.9: 0.7}),
    ({"kind": "beta", "p10": 20, "p90": 35, "low": 10, "high": 40}, {0.1: 20, 0.9: 35}),
    ({"kind": "exponential", "p80": 12}, {0.8: 12}),
    ({"kind": "gamma", "p10": 3, "p90": 20}, {0.1: 3, 0.9: 20}),
    (
        {"kind": "generalised_pareto", "p10": 3, "p50": 5, "p90": 20},
        {0.1: 3, 0.5: 5, 0.9: 20},
    ),
    ({"kind": "generalised_pareto", "threshold": 1, "p50": 5, "p90": 20}, {0.5: 5, 0.9: 20}),
    ({"kind": "loguniform", "p20": 2, "p70": 20}, {0.2: 2, 0.7: 20}),
    ({"kind": "pareto", "p50": 100, "p90": 150}, {0.5: 100, 0.9: 150}),
    ({"kind": "pareto", "min": 10, "p90": 20}, {0.0: 10, 0.9: 20}),
    (
        {"kind": "student_t", "degrees_of_freedom": 4, "p10": 10, "p90": 30},
        {0.1: 10, 0.5: 20, 0.9: 30},
    ),
    ({"kind": "uniform", "p20": 2, "p70": 20}, {0.2: 2, 0.7: 20}),
    ({"kind": "weibull", "p10": 2, "p90": 20}, {0.1: 2, 0.9: 20}),
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
    p=st.sampled_from([1, 5, 10, 20]),
    peak=st.floats(0.01, 0.99),
)
def test_ends_as_percentiles_come_back_wherever_the_mode_lies(
    kind: str, p: int, peak: float
) -> None:
    ends = f"p{p}-p{100 - p}"
    family = family_of({"kind": kind, "low": 10, "mode": 10 + 50 * peak, "high": 60, "ends": ends})
    assert family.percentile(p / 100) == pytest.approx(10, abs=1e-4)
    assert family.percentile(1 - p / 100) == pytest.approx(60, abs=1e-4)
    assert family.base == 10 + 50 * peak


@pytest.mark.parametrize("key", ["p10", "p2_5", "p97_5", "p99_9999999", "p0_0000001", "p57"])
def test_a_percentile_is_written_as_it_was_read(key: str) -> None:
    assert percentile_key(probability(key)) == key


@pytest.mark.parametrize("kind", ["gamma", "loguniform", "pareto", "weibull"])
def test_percentiles_that_differ_in_the_tenth_digit_leave_a_spread_of_nearly_nothing(
    kind: str,
) -> None:
    """Second moments less squared means are then noise, and must not be negative."""
    table = {"kind": kind, "p25": 1.0000000001, "p75": 1.0000000003, "p99": 1.0000000004}
    family = family_of(table)
    assert 0 <= family.sd < 1e-4
    assert family.mean == pytest.approx(1, abs=1e-4)


def test_a_percentile_too_near_to_zero_for_doubles_is_no_crash() -> None:
    """A gamma of shape 0.02 puts 1e-9 of all futures under 1e-450."""
    table = {"kind": "gamma", "p0_0000001": 3e-20, "p5": 1e-3}
    with pytest.raises(ValidationError, match="no gamma was found"):
        family_of(table)
