"""No two blocks or inputs share a stream; nets are even from 1 to 2,000 inputs."""

import numpy as np
import pytest

from simtco.engine import nets
from simtco.words.arrays import Floats

INPUTS, BLOCKS = 2_000, 200


def keys(count: int) -> nets.Keys:
    return np.concatenate([nets.coordinate_keys(f"inputs.n{i}", 1) for i in range(count)])


def shifts(seed: int) -> Floats:
    """What moves each input's net (D, B) in each block, as a share."""
    return np.asarray(nets.shifts(keys(INPUTS), seed, range(BLOCKS)) / 2.0**32)


def assert_uncorrelated(rows: Floats) -> None:
    """Correlations of n independent uniforms: sd 1 / sqrt(n), and none of the pairs beyond 6.

    Of two million normal pairs one is beyond 5.2; 6 has a chance of 4 in 1,000. A uniform's
    correlation has lighter tails than a normal's.
    """
    count = rows.shape[1]
    pairs = np.asarray(np.corrcoef(rows))[np.triu_indices(len(rows), 1)]
    assert np.abs(pairs).max() < 6 / np.sqrt(count)
    assert np.mean(pairs**2) * (count - 1) == pytest.approx(1.0, abs=6 * np.sqrt(2 / len(pairs)))


def test_no_two_inputs_are_shifted_alike() -> None:
    assert_uncorrelated(shifts(33))


def test_no_two_blocks_are_shifted_alike() -> None:
    assert_uncorrelated(shifts(33).T)


def test_neighbouring_seeds_shift_nothing_alike() -> None:
    """4 / sqrt(n) over all 400,000 shifts."""
    at_33 = shifts(33)
    for seed in (34, 33 + 2**32):
        correlation = np.asarray(np.corrcoef(at_33.ravel(), shifts(seed).ravel()))[0, 1]
        assert abs(correlation) < 4 / np.sqrt(at_33.size)


def test_shifts_are_uniform() -> None:
    """Chi-square over 256 cells: mean 255, sd 22.6, here within 5."""
    counts = np.bincount((shifts(33) * 256).astype(np.int64).ravel(), minlength=256)
    expected = INPUTS * BLOCKS / 256
    assert abs(np.sum((counts - expected) ** 2 / expected) - 255) < 5 * np.sqrt(2 * 255)


def test_no_two_inputs_have_the_same_net() -> None:
    matrices = nets.columns(keys(INPUTS)).reshape(INPUTS, -1)
    assert len(np.unique(matrices, axis=0)) == INPUTS


@pytest.mark.parametrize("count", [1, 2, 3, 10, 100, 1_000, 2_000])
def test_every_coordinate_of_a_net_is_stratified(count: int) -> None:
    """One point in each of 4,096 cells, whatever the number of inputs."""
    chosen = keys(count)
    points = nets.points(nets.net(nets.columns(chosen)), nets.shifts(chosen, 33, range(7, 8)))
    assert points.shape == (count, 4096)
    for start in range(0, count, 500):
        cells = np.sort((points[start : start + 500] * 4096).astype(np.int16), axis=1)
        assert np.array_equal(cells, np.broadcast_to(np.arange(4096), cells.shape))


def test_the_points_of_2000_inputs_are_not_correlated_over_blocks() -> None:
    """The points of 50 of them in 200 blocks: 1,225 pairs.

    One block's chance alignment can be large (docs/decisions/0001); its sign is a coin's.
    """
    chosen = keys(INPUTS)[:: INPUTS // 50]
    laid, total = nets.net(nets.columns(chosen)), np.zeros((50, 50))
    for block in range(BLOCKS):
        centred = nets.points(laid, nets.shifts(chosen, 33, range(block, block + 1))) - 0.5
        total += centred @ centred.T * 12 / 4096
    pairs = (total / BLOCKS)[np.triu_indices(50, 1)]
    assert np.abs(pairs).max() < 0.1
    assert np.sqrt(np.mean(pairs**2)) < 0.01
