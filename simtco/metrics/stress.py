"""What strategies cost where one input turns out at an end: futures sorted, none drawn anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics import estimate
from simtco.metrics.at_once import at_once
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
    totals = _Totals.of(result)

    def ends(name: str, values: Floats) -> list[Stressed]:
        return [_stressed(result, totals, name, tail) for tail in _tails(values)]

    rows = zip(result.input_names, result.inputs, strict=True)
    return tuple(chain.from_iterable(at_once(lambda row: ends(*row), rows)))


def dearest(found: tuple[Stressed, ...], place: int) -> list[Stressed]:
    """The dearer end of each input for the strategy of a number, the one that costs most first."""
    worst: dict[str, Stressed] = {}
    for each in found:
        best = worst.get(each.input)
        if best is None or each.changes[place][0] > best.changes[place][0]:
            worst[each.input] = each
    return sorted(worst.values(), key=lambda each: -each.changes[place][0])


@dataclass(frozen=True, slots=True)
class _Totals:
    """TCO (S, T') in the futures that are kept in full, its means (S,) and block means (S, B)."""

    values: Floats
    means: Floats
    blocks: Floats

    @classmethod
    def of(cls, result: Result) -> Self:
        values = np.ascontiguousarray(result.totals[:, : result.inputs.shape[1]])
        blocks = values.reshape(len(values), -1, BLOCK_TRIALS).mean(axis=2)
        return cls(values, blocks.mean(axis=1), blocks)


@dataclass(frozen=True, slots=True)
class _Tail:
    """The futures beyond a threshold, and those around it (all those beyond, where values tie)."""

    end: End
    threshold: float
    share: float
    there: NDArray[np.intp]
    edge: NDArray[np.intp]


def _tails(values: Floats) -> Iterator[_Tail]:
    """The lowest and the highest decile; where values tie at its edge, those beyond the edge."""
    shares = np.array((DECILE - _EDGE, DECILE, DECILE + _EDGE))
    before, part = np.divmod(shares * (len(values) - 1), 1.0)
    places, ordered = before.astype(np.intp), np.sort(values)
    ends: tuple[tuple[End, float, Floats, Floats], ...] = (
        ("lowest", 1.0, values, ordered),
        ("highest", -1.0, -values, -ordered[::-1]),
    )
    for end, sign, signed, rising in ends:
        below = rising[places]
        low, threshold, high = below + (rising[places + 1] - below) * part
        there = signed <= threshold
        edge = (signed >= low) & (signed <= high)
        if np.count_nonzero(there) > _MOST * len(values):
            edge = there = signed < threshold
        beyond = np.flatnonzero(there)
        if len(beyond):
            share = len(beyond) / len(values)
            yield _Tail(end, float(sign * threshold), share, beyond, np.flatnonzero(edge))


def _stressed(result: Result, totals: _Totals, name: str, tail: _Tail) -> Stressed:
    there = totals.values.take(tail.there, axis=1)
    means = there.mean(axis=1)
    moved = _residuals(there, totals.values.take(tail.edge, axis=1), tail, totals.blocks.shape[1])
    chosen, best = int(np.argmin(totals.means)), int(np.argmin(means))
    changes = zip(means - totals.means, moved - totals.blocks, strict=True)
    return Stressed(
        name,
        tail.end,
        tail.threshold,
        tail.share,
        tuple(_estimate(*each) for each in zip(means, moved, strict=True)),
        tuple(_estimate(*each) for each in changes),
        result.strategies[best],
        _estimate(means[chosen] - means[best], moved[chosen] - moved[best]),
    )


def _estimate(value: float, blocks: Floats) -> Estimate:
    return float(value), estimate.standard_error(blocks)


def _residuals(there: Floats, edge: Floats, tail: _Tail, blocks: int) -> Floats:
    """What each block adds (S, B) to the error of the means over a tail, by TCO there and around.

    A tail of so many futures moves its threshold as it is drawn: what a future adds is counted from
    the mean at the threshold, as with CVaR (Rockafellar and Uryasev, Journal of Risk 2(3), 2000).
    """
    off = there - edge.mean(axis=1, keepdims=True)
    block = tail.there // BLOCK_TRIALS
    sums = [np.bincount(block, weights=row, minlength=blocks) for row in off]
    return np.asarray(sums) / (BLOCK_TRIALS * tail.share)
