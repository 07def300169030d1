"""What may move the cost, and what each tells of it: splines fitted once for every metric."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.at_once import at_once
from simtco.metrics.shocks import shock_name
from simtco.metrics.spline import Spline, spline
from simtco.words.arrays import Floats

_BLOCKS = 8
_SHUFFLES = 20


@dataclass(frozen=True, slots=True, eq=False)
class Mover:
    """An uncertain number, or a shock that stands by its money, with what it tells of each TCO.

    strategies are the places of those that it is weighed for; fit (S, C) is the expected TCO in
    each cell of its order.
    """

    name: str
    strategies: tuple[int, ...]
    spline: Spline
    fit: Floats


@lru_cache(maxsize=1)
def first_totals(result: Result) -> Floats:
    """TCO (S, T) in the first 32,768 futures, those that drivers are read from."""
    first = result.totals[:, : min(_BLOCKS, result.blocks) * BLOCK_TRIALS]
    return np.ascontiguousarray(first)


@lru_cache(maxsize=1)
def movers(result: Result) -> tuple[Mover, ...]:
    """Every input, then every shock whose size is no input, with the strategy that bears it."""
    every = tuple(range(len(result.strategies)))
    rows = [
        (name, every, draws) for name, draws in zip(result.input_names, result.inputs, strict=True)
    ] + [
        (shock_name(key), (result.strategies.index(key.strategy),), money)
        for key, money in zip(result.shock_keys, result.shocks, strict=True)
        if shock_name(key) not in result.input_names
    ]
    totals = first_totals(result)

    def fitted(row: tuple[str, tuple[int, ...], Floats]) -> Mover:
        name, strategies, draws = row
        laid = spline(draws[: totals.shape[1]])
        return Mover(name, strategies, laid, laid.fit(totals.take(laid.order, axis=1)))

    return tuple(at_once(fitted, rows))


def shuffles(result: Result) -> Iterator[Floats]:
    """TCO (S, T) in shuffled futures, so that no input can tell anything of it but by luck."""
    totals = first_totals(result)
    generator = np.random.default_rng(result.experiment.simulation.seed)
    for _ in range(_SHUFFLES):
        yield totals.take(generator.permutation(totals.shape[1]), axis=1)


@lru_cache(maxsize=1)
def lucky_fits(result: Result) -> tuple[Floats, ...]:
    """Expected TCO (S, C), given an input without ties, in each of the shuffled futures."""
    laid = spline(np.arange(first_totals(result).shape[1], dtype=np.float64))
    return tuple(laid.fit(shuffled) for shuffled in shuffles(result))
