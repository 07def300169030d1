"""Order statistics without a sort are those of a sort, whatever the values."""

import numpy as np
import pytest

from simtco.metrics import estimate
from simtco.metrics.sample import Sample
from simtco.words.arrays import Floats

TRIALS = 40 * 4096
SHARES = (0.0001, 0.05, 0.1, 0.5, 0.8, 0.95, 0.99, 0.9999)
RANDOM = np.random.default_rng(33)
NORMAL = RANDOM.normal(100.0, 20.0, TRIALS)

cases = pytest.mark.parametrize(
    "values",
    [
        NORMAL,
        np.exp(NORMAL / 20.0),
        RANDOM.pareto(0.9, TRIALS),
        np.maximum(NORMAL - 130.0, 0.0),
        np.maximum(NORMAL - 190.0, 0.0),
        np.minimum(NORMAL - 100.0, 0.0),
        np.full(TRIALS, 7.0),
        np.where(NORMAL > 100.0, 1e30, -1e30),
        np.rint(NORMAL),
        np.sort(NORMAL),
    ],
    ids=[
        "normal",
        "lognormal",
        "infinite mean",
        "mostly 0",
        "hardly ever above 0",
        "half 0",
        "constant",
        "two far apart",
        "counts",
        "in order",
    ],
)


@cases
def test_ranks_are_those_of_a_sort(values: Floats) -> None:
    ranks = np.unique(np.concatenate((np.arange(9), RANDOM.integers(0, TRIALS, 50), [TRIALS - 1])))
    assert np.array_equal(Sample.of(values).ranked(ranks), np.sort(values)[ranks])


@cases
def test_quantiles_are_numpys(values: Floats) -> None:
    sample = Sample.of(values)
    for _ in range(2):  # worked out, then remembered
        np.testing.assert_array_equal(sample.quantiles(SHARES), np.quantile(values, SHARES))


@cases
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.95])
def test_quantiles_close_to_each_other_are_numpys(values: Floats, share: float) -> None:
    shares, sample = (share - 0.01, share, share + 0.01), Sample.of(values)
    found = sample.quantiles(shares)
    np.testing.assert_array_equal(found, np.quantile(values, shares))
    for at, under in zip(found, sample.under(found.tolist()), strict=True):
        assert np.array_equal(under, (values.reshape(-1, 4096) <= at).mean(axis=1))


@cases
def test_shares_and_means_by_block_are_those_of_each_block(values: Floats) -> None:
    sample, blocks = Sample.of(values), values.reshape(-1, 4096)
    assert np.array_equal(sample.under([100.0])[0], (blocks <= 100.0).mean(axis=1))
    assert np.array_equal(sample.by_block(), blocks.mean(axis=1))


def test_what_is_worked_out_part_by_part_is_as_if_it_were_held() -> None:
    apart = Sample(TRIALS, lambda span: NORMAL[span] - 100.0)
    assert estimate.quantiles(apart, SHARES) == estimate.quantiles(NORMAL - 100.0, SHARES)
    assert estimate.mean(apart) == estimate.mean(NORMAL - 100.0)
