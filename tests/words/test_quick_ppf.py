"""Draws by parabolas: as near to the ppf as they claim, for families of every shape."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import betaincinv, logit, ndtri

from simtco.words.arrays import Floats
from simtco.words.belief import Belief
from simtco.words.normal_score import normal_score
from simtco.words.quick_ppf import TOLERANCE, QuickPpf
from tests.words.family_examples import TABLES

U = np.random.default_rng(33).random(100_000)
ENDS = np.array([2.0**-33, 1e-9, 1e-6, 1.0 - 1e-6, 1.0 - 1e-9, 1.0 - 2.0**-33])


def off(ppf: Callable[[Floats], Floats], u: Floats) -> float:
    """The farthest draw, in units of the scale and the distance from the median together."""
    exact = ppf(u)
    low, middle, high = ppf(np.array([0.001, 0.5, 0.999]))
    scale = high - low + np.abs(exact - middle)
    misses = np.abs(QuickPpf(ppf)(u) - exact)
    return float(np.max(np.divide(misses, scale, out=misses, where=scale > 0)))


@pytest.mark.parametrize(
    "ppf",
    [
        ndtri,
        lambda u: np.exp(1.2 * ndtri(u)),
        lambda u: betaincinv(1.8, 4.2, u),
        lambda u: (1.0 - u) ** -0.4,
        lambda u: np.where(u < 0.3, 0.0, 5.0 + u),
        lambda u: np.floor(7.0 * u),
        logit,
    ],
    ids=["normal", "lognormal", "beta", "pareto", "jump", "steps", "logistic"],
)
def test_a_draw_is_off_by_a_hundred_millionth_of_the_scale(ppf: Callable[[Floats], Floats]) -> None:
    """Between the points that are checked a parabola misses by no more than four times as much."""
    assert off(ppf, np.concatenate((U, ENDS))) < 4.0 * TOLERANCE


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_every_family_draws_what_its_ppf_says(table: dict[str, object]) -> None:
    assert off(Belief.model_validate(table).family.ppf, U) < 4.0 * TOLERANCE


def test_any_shape_comes_back() -> None:
    shaped = U[:60_000].reshape(3, 4, -1)
    assert np.array_equal(normal_score(shaped), normal_score(U[:60_000]).reshape(shaped.shape))


def test_what_lies_in_the_tail_is_the_ppf_itself() -> None:
    assert np.array_equal(normal_score(ENDS), ndtri(ENDS))
