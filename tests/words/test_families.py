"""Laws that hold for every family, the ones still to be written included."""

import re
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy.special import expit, logit

from simtco.words.base import kind_of
from simtco.words.belief import Belief
from simtco.words.distribution import FAMILIES
from simtco.words.families.adjusted import Adjusted
from simtco.words.family import Family
from tests.words.conftest import laws, moments
from tests.words.family_examples import (
    EXAMPLES,
    IN_SCIPY,
    TABLES,
    Table,
    each,
    every,
    family_of,
    scale_of,
    shared,
)

PAGE = (Path(__file__).parents[2] / "docs/distributions.md").read_text(encoding="utf-8")
_CHANCES = st.floats(1e-9, 1 - 1e-9)


def test_every_family_has_an_example() -> None:
    assert {kind_of(family) for family in FAMILIES} == set(EXAMPLES)


def test_every_family_stands_on_its_page_with_an_example_that_works() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(\{.*\})` \|$", PAGE, re.MULTILINE)
    tables = {kind: tomllib.loads(f"number = {example}")["number"] for kind, example in rows}
    assert len(rows) == len(tables)
    assert {kind: kind_of(type(family_of(table))) for kind, table in tables.items()} == {
        kind_of(family): kind_of(family) for family in FAMILIES if family is not Adjusted
    }


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


def _jumps(family: Family) -> bool:
    """Whether values are left out: some thousandth of the scale holds none."""
    values = family.ppf(expit(np.linspace(logit(0.001), logit(0.999), 100_001)))
    return float(np.max(np.diff(values))) >= 1e-3 * scale_of(family)


@cache
def _integrated(name: str) -> tuple[float, float]:
    return moments(shared(name).ppf)


@each
def test_mean_agrees_with_quadrature(name: str) -> None:
    """Unless the last 4 in 100 billion futures weigh, which doubles near 1 do not tell apart."""
    family, (mean, sd) = shared(name), _integrated(name)
    if _jumps(family):
        assert family.mean == pytest.approx(mean, rel=1e-5, abs=5e-5 * sd)
    elif 4e-11 * abs(family.percentile(1 - 4e-11)) < 1e-7 * scale_of(family):
        assert family.mean == pytest.approx(mean, rel=0, abs=1e-6 * scale_of(family))
    else:
        assert name in IN_SCIPY


@each
def test_sd_agrees_with_quadrature(name: str) -> None:
    """Unless the last 4 in 100 billion futures weigh, as above."""
    family, (mean, sd) = shared(name), _integrated(name)
    if 4e-11 * (family.percentile(1 - 4e-11) - mean) ** 2 < 1e-5 * sd**2 or not sd:
        assert family.sd == pytest.approx(sd, rel=1e-4, abs=1e-9 * abs(mean))
    else:
        assert name in IN_SCIPY


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
