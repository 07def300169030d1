"""What a strategy costs on average as one of its first drivers runs from low to high."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.contribution import contributions
from simtco.metrics.estimate import Estimate
from simtco.metrics.movers import Mover, first_totals, movers

PERCENTILES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where in its distribution an input is taken."""
FIRST = 6
"""How many drivers are told of each strategy."""


@dataclass(frozen=True, slots=True)
class Leg:
    """Change of a strategy's mean with an input at each of PERCENTILES, in money.

    The mean is over the futures in which the input is there, with what is correlated with it.
    """

    strategy: str
    input: str
    changes: tuple[Estimate, ...]


@lru_cache(maxsize=1)
def spider(result: Result) -> tuple[Leg, ...]:
    """The first six drivers of each strategy that stand out from noise, the strongest first."""
    totals = first_totals(result)
    by_name = {(mover.name, place): mover for mover in movers(result) for place in mover.strategies}
    found = []
    for place, strategy in enumerate(result.strategies):
        own = [each for each in contributions(result) if each.strategy == strategy]
        for driver in [each for each in own if each.matters][:FIRST]:
            mover = by_name[driver.input, place]
            changes = _changes(mover, mover.fit[place], totals[place])
            found.append(Leg(strategy, driver.input, changes))
    return tuple(found)


def _changes(mover: Mover, fit: np.ndarray, total: np.ndarray) -> tuple[Estimate, ...]:
    """The fitted curve less its mean, with errors from what each block would have fitted."""
    laid = mover.spline
    residuals = laid.by_block(total[laid.order] - laid.spread(fit))
    weights = np.einsum("bc,ck->kb", residuals, laid.basis)
    basis = np.array([laid.read(column, PERCENTILES) for column in laid.basis.T])
    off = basis.T @ weights - residuals.sum(axis=1)
    changes = laid.read(fit, PERCENTILES) - float(laid.shares @ fit)
    return tuple(
        (float(change), estimate.standard_error(row))
        for change, row in zip(changes, off, strict=True)
    )
