"""Fair shares of the variance among numbers that move together."""

from itertools import permutations
from math import factorial

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

_MOST_ORDERS = 720  # all orders of 6 members; of more, as many at random
_RIDGE = 1e-9


def shapley_effects(orders: NDArray[np.intp], totals: Floats) -> list[list[Estimate]]:
    """Shapley effects of members on each TCO, as shares of its variance: D lists of S.

    orders (D, T) are trials from each member's lowest draw to its highest, totals (S, T). TCO is
    taken as linear in the members' normal scores, the rest as independent of them. In one order of
    the members, what each adds to the explained variance is the square of a coefficient of the
    Cholesky factor; the effect is its mean over all orders (Owen and Prieur, 2017, section 3).
    Errors are from the effects without one block, each block in turn (the jackknife: Efron and
    Tibshirani, An Introduction to the Bootstrap, 1993, chapter 11).
    """
    members, count = orders.shape
    sequences, blocks = _sequences(members), count // BLOCK_TRIALS
    whole = _effects(orders, totals, sequences)
    if blocks < 2:
        return [[(float(value), None) for value in row] for row in whole]
    without = np.array([_effects(*_without(b, orders, totals), sequences) for b in range(blocks)])
    errors = [
        [estimate.standard_error((blocks - 1) * each) for each in row]
        for row in np.moveaxis(without, 0, 2)
    ]
    return [
        [(float(value), error) for value, error in zip(*row, strict=True)]
        for row in zip(whole, errors, strict=True)
    ]


def _without(
    block: int, orders: NDArray[np.intp], totals: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """Orders and totals of all blocks but one, whose trials are counted anew."""
    first, last = block * BLOCK_TRIALS, (block + 1) * BLOCK_TRIALS
    kept = orders[(orders < first) | (orders >= last)].reshape(len(orders), -1)
    return np.where(kept < first, kept, kept - BLOCK_TRIALS), np.delete(
        totals, slice(first, last), axis=1
    )


def _effects(orders: NDArray[np.intp], totals: Floats, sequences: NDArray[np.intp]) -> Floats:
    """Effects (D, S): in each sequence of members, forward substitution gives the steps."""
    count = orders.shape[1]
    scores = np.empty(orders.shape)
    standard = ndtri((np.arange(count) + 0.5) / count)
    np.put_along_axis(scores, orders, np.broadcast_to(standard, orders.shape), axis=1)
    centred = totals - totals.mean(axis=1, keepdims=True)
    sd = centred.std(axis=1, keepdims=True)
    money = np.divide(centred, sd, out=np.zeros_like(centred), where=sd > 0)
    together = scores @ scores.T / count + _RIDGE * np.eye(len(scores))
    with_money = scores @ money.T / count
    factors = np.linalg.cholesky(together[sequences[:, :, None], sequences[:, None, :]])
    steps = np.linalg.solve(factors, with_money[sequences]) ** 2
    sums = np.zeros_like(with_money)
    np.add.at(sums, sequences, steps)
    return np.asarray(sums / len(sequences))


def _sequences(members: int) -> NDArray[np.intp]:
    """All orders (P, D) in which members may be counted, or many at random with their reverses."""
    if factorial(members) <= _MOST_ORDERS:
        return np.array(list(permutations(range(members))), dtype=np.intp)
    generator = np.random.default_rng(members)
    half = generator.permuted(np.tile(np.arange(members), (_MOST_ORDERS // 2, 1)), axis=1)
    return np.concatenate([half, half[:, ::-1]])
