"""How much of the variance of a TCO each input explains."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.metrics.movers import Mover, first_totals, lucky_fits, movers
from simtco.metrics.shapley import shapley_effects
from simtco.words.arrays import Floats


@dataclass(frozen=True, slots=True)
class Contribution:
    """What share of a strategy's variance one input explains.

    first_order: by itself, Var(E[TCO | input]) / Var(TCO), Sobol's first-order index. noise_floor:
    what the luckiest of 20 inputs that explain nothing would show. shapley: its fair share where
    inputs are correlated (Owen and Prieur, SIAM/ASA J. Uncertainty Quantification 5, 2017); the
    first-order index where it is not.
    """

    strategy: str
    input: str
    first_order: Estimate
    noise_floor: float
    shapley: Estimate

    @property
    def matters(self) -> bool:
        """Whether it explains more than luck would, and more than two standard errors.

        Of evenly spread points, some pairs of inputs are spread less evenly than at random: there
        the standard error tells more than shuffled futures do.
        """
        return any(
            value > max(self.noise_floor, 2.0 * (error or 0.0))
            for value, error in (self.first_order, self.shapley)
        )


@lru_cache(maxsize=1)
def contributions(result: Result) -> tuple[Contribution, ...]:
    """Every input's contribution to every TCO, the largest Shapley effect of a strategy first."""
    totals = first_totals(result)
    variances = totals.var(axis=1)
    lucky = _lucky(result, variances)
    fair = _fair(result, totals)
    found = []
    for mover in movers(result):
        ordered = totals.take(mover.spline.order, axis=1)
        for place in mover.strategies:
            own = _first_order(mover, place, ordered[place], float(variances[place]))
            strategy = result.strategies[place]
            shapley = fair.get((mover.name, place), own)
            floor = float(lucky[place])
            found.append(Contribution(strategy, mover.name, own, floor, shapley))
    places = {name: place for place, name in enumerate(result.strategies)}
    return tuple(sorted(found, key=lambda each: (places[each.strategy], -each.shapley[0])))


def _first_order(mover: Mover, place: int, ordered: Floats, variance: float) -> Estimate:
    """The index of one input, freed of what the fit owes to noise, never below 0.

    A fit's variance exceeds the truth by that of its coefficients, which the spread of blocks tells
    for evenly spread points as for random ones. The error is that of the mean of
    (1 - S) (y - mean)^2 - (y - fit)^2, which is 0 at the estimate.
    """
    own, blocks = mover.spline, len(ordered) // BLOCK_TRIALS
    if variance <= 0.0:
        return 0.0, None if blocks < 2 else 0.0
    fitted = mover.fit[place]
    mean = float(own.shares @ fitted)
    index = float(own.shares @ (fitted - mean) ** 2) / variance
    residuals = ordered - own.spread(fitted)
    misses = (1.0 - index) * (ordered - mean) ** 2 - residuals**2
    sums = np.bincount(own.order // BLOCK_TRIALS, weights=misses, minlength=blocks)
    error = estimate.standard_error(sums / (BLOCK_TRIALS * variance))
    noise = own.noise(residuals) if blocks > 1 else 0.0
    return max(index - noise / variance, 0.0), error


def _lucky(result: Result, variances: Floats) -> Floats:
    """The largest index (S,) of an input among shuffled futures, where none is true."""
    raw = np.max([fit.var(axis=1) for fit in lucky_fits(result)], axis=0)
    return np.asarray(np.divide(raw, variances, out=np.zeros_like(raw), where=variances > 0))


def _fair(result: Result, totals: Floats) -> dict[tuple[str, int], Estimate]:
    """Shapley effects of the members of clusters, by name and place of the strategy."""
    by_name = {mover.name: mover for mover in movers(result)}
    found: dict[tuple[str, int], Estimate] = {}
    for cluster in result.experiment.clusters:
        orders = [by_name[name].spline.order for name in cluster.members]
        effects = shapley_effects(np.array(orders), totals)
        for name, row in zip(cluster.members, effects, strict=True):
            found |= {(name, place): each for place, each in enumerate(row)}
    return found
