"""Draws by straight lines: as near to the ppf as they claim, for families of every shape."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import betaincinv, logit, ndtri

from simtco.engine import nets
from simtco.words.arrays import Floats
from simtco.words.belief import Belief
from simtco.words.normal_score import normal_score
from simtco.words.quick_ppf import TOLERANCE, QuickPpf
from tests.words.family_examples import TABLES

Ppf = Callable[[Floats], Floats]

U = np.random.default_rng(33).random(100_000)
ENDS = np.array([2.0**-33, 1e-9, 1e-6, 1.0 - 1e-6, 1.0 - 1e-9, 1.0 - 2.0**-33])
SHAPES: dict[str, Ppf] = {
    "normal": ndtri,
    "lognormal": lambda u: np.exp(1.2 * ndtri(u)),
    "beta": lambda u: betaincinv(1.8, 4.2, u),
    "pareto": lambda u: (1.0 - u) ** -0.4,
    "jump": lambda u: np.where(u < 0.3, 0.0, 5.0 + u),
    "steps": lambda u: np.floor(7.0 * u),
    "logistic": logit,
    **{name: Belief.model_validate(table).family.ppf for name, table in TABLES.items()},
}
every_shape = pytest.mark.parametrize("ppf", SHAPES.values(), ids=SHAPES.keys())


@every_shape
def test_a_draw_is_no_farther_from_its_ppf_than_the_tolerance(ppf: Ppf) -> None:
    """Between the points that are checked a line misses by no more than four times as much."""
    u = np.concatenate((U, ENDS))
    exact = ppf(u)
    low, middle, high = ppf(np.array([0.001, 0.5, 0.999]))
    missed = np.abs(QuickPpf(ppf)(u) - exact)
    assert np.all(missed <= 4.0 * TOLERANCE * (high - low + np.abs(exact - middle)))


@every_shape
def test_draws_rise_with_u(ppf: Ppf) -> None:
    """Where a line ends and the ppf goes on, and everywhere else."""
    u = np.sort(np.concatenate((U, ENDS, np.arange(1, 8_192) / 8_192)))
    drawn = QuickPpf(ppf)(u)
    rounding = 1e-12 * (np.ptp(ppf(np.array([0.001, 0.999]))) + np.abs(drawn[1:]))
    assert np.all(np.diff(drawn) >= -rounding)


@every_shape
def test_points_of_a_net_draw_as_their_numbers_do(ppf: Ppf) -> None:
    keys = nets.coordinate_keys("points", 2)
    net, shift = nets.net(nets.columns(keys)), nets.shifts(keys, 33, range(5, 8))
    quick = QuickPpf(ppf)
    assert np.array_equal(quick.at(net, shift), quick(nets.points(net, shift)))


def test_any_shape_comes_back() -> None:
    shaped = U[:60_000].reshape(3, 4, -1)
    flat = normal_score()(U[:60_000])
    assert np.array_equal(normal_score()(shaped), flat.reshape(shaped.shape))


def test_what_lies_in_the_tail_is_the_ppf_itself() -> None:
    assert np.array_equal(normal_score()(ENDS), ndtri(ENDS))
