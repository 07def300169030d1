"""What strategies cost where one input turns out at an end: futures sorted, none drawn anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import Result
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

DECILE = 0.1
_MOST = 2 * DECILE  # a number that takes few values may have no tenth of its own
_EDGE = 0.01  # how far to either side of it futures count as those at its edge
_SURE = 2.0  # standard errors by which another strategy must be cheaper to flip the decision
End = Literal["lowest", "highest"]


@dataclass(frozen=True, slots=True)
class Stressed:
    """The futures in which an input is at one end: its lowest or its highest decile.

    threshold is where that end begins, share how many futures it holds; means (S,) are those of
    each strategy there, changes (S,) what they are over the mean of all futures. cheapest is the
    strategy of least mean there, and saves what it saves over the one of least mean in all.
    """

    input: str
    end: End
    threshold: float
    share: float
    means: tuple[Estimate, ...]
    changes: tuple[Estimate, ...]
    cheapest: str
    saves: Estimate

    @property
    def flips(self) -> bool:
        """Whether another strategy is cheaper there by more than chance."""
        value, error = self.saves
        return error is not None and value > _SURE * error


@lru_cache(maxsize=1)
def stress(result: Result) -> tuple[Stressed, ...]:
    """Both ends of every input, over the first futures drawn; constants have none."""
    totals = result.totals[:, : result.inputs.shape[1]]
    chosen = int(np.argmin(totals.mean(axis=1)))
    return tuple(
        _stressed(result, totals, chosen, name, tail)
        for name, values in zip(result.input_names, result.inputs, strict=True)
        for tail in _tails(values)
    )


def dearest(found: tuple[Stressed, ...], place: int) -> list[Stressed]:
    """The dearer end of each input for the strategy of a number, the one that costs most first."""
    worst: dict[str, Stressed] = {}
    for each in found:
        best = worst.get(each.input)
        if best is None or each.changes[place][0] > best.changes[place][0]:
            worst[each.input] = each
    return sorted(worst.values(), key=lambda each: -each.changes[place][0])


@dataclass(frozen=True, slots=True)
class _Tail:
    """The futures beyond a threshold, and those around it (all those beyond, where values tie)."""

    end: End
    threshold: float
    there: NDArray[np.bool_]
    edge: NDArray[np.bool_]

    @property
    def share(self) -> float:
        """How many of all futures it holds."""
        return float(self.there.mean())


def _tails(values: Floats) -> Iterator[_Tail]:
    """The lowest and the highest decile; where values tie at its edge, those beyond the edge."""
    shares = (DECILE - _EDGE, DECILE, DECILE + _EDGE)
    signed: tuple[tuple[End, float], ...] = (("lowest", 1.0), ("highest", -1.0))
    for end, sign in signed:
        low, threshold, high = np.quantile(sign * values, shares)
        there = sign * values <= threshold
        edge = (sign * values >= low) & (sign * values <= high)
        if there.mean() > _MOST:
            edge = there = sign * values < threshold
        if there.any():
            yield _Tail(end, float(sign * threshold), there, edge)


def _stressed(result: Result, totals: Floats, chosen: int, name: str, tail: _Tail) -> Stressed:
    means = tuple(_mean(total, tail) for total in totals)
    best = int(np.argmin([mean for mean, _ in means]))
    return Stressed(
        name,
        tail.end,
        tail.threshold,
        tail.share,
        means,
        tuple(_change(total, tail) for total in totals),
        result.strategies[best],
        _mean(totals[chosen] - totals[best], tail),
    )


def _mean(values: Floats, tail: _Tail) -> Estimate:
    return float(values[tail.there].mean()), estimate.mean(_residuals(values, tail))[1]


def _change(values: Floats, tail: _Tail) -> Estimate:
    """Mean over the tail less that over all futures."""
    change = float(values[tail.there].mean() - values.mean())
    return change, estimate.mean(_residuals(values, tail) - values)[1]


def _residuals(values: Floats, tail: _Tail) -> Floats:
    """What each future adds to the error of the mean over a tail.

    A tail of so many futures moves its threshold as it is drawn: what a future adds is counted from
    the mean at the threshold, as with CVaR (Rockafellar and Uryasev, Journal of Risk 2(3), 2000).
    """
    return np.where(tail.there, values - values[tail.edge].mean(), 0.0) / tail.share
