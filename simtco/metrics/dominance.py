"""Whether anyone who likes to pay less, or fears to pay much, would choose one strategy."""

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.estimate import Estimate, standard_error
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.words.arrays import Floats
from simtco.words.wording import figure

Order = Literal["first", "second"]
_ORDERS: tuple[Order, ...] = ("first", "second")
_ROUNDING = 1e-12
_MOST = 16 * BLOCK_TRIALS


class Dominance(Metric):
    """Share of the area between two cost distributions that speaks against the strategy.

    Costs, so less is better. First order: no amount is more likely to be exceeded than by the
    reference; anyone who likes to pay less chooses the strategy. Second order: nor is the mean
    excess over any amount higher; anyone who also fears to pay much chooses it (Hadar and Russell,
    AER 59(1), 1969). A share of 0 is dominance, of 1 dominance of the reference, and what lies
    between says how far it is from either (Leshno and Levy, Management Science 48(8), 2002). Read
    from the first 65,536 futures.
    """

    rank = 90
    scope = "pair"

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        first = slice(_MOST)
        own, other = result.total(strategy)[first], result.total(result.reference)[first]
        return {
            f"dominance.{order}_order": _finding(order, found, strategy)
            for order, found in violations(own, other).items()
        }


def violations(own: Floats, other: Floats) -> dict[Order, Estimate]:
    """Share of the area between the curves of costs (T,) in which `own` is the dearer, by order.

    0.5 where the two are alike. The area over the amounts in which one is dearer is a mean over
    trials of each, so its error is that of block means.
    """
    ordered, beside = np.sort(own), np.sort(other)
    never, always = np.all(ordered <= beside), np.all(ordered >= beside)
    if never or always:  # dominance of the first order, which implies that of the second
        nothing = np.zeros(len(own) // BLOCK_TRIALS)
        share = 0.5 if never and always else float(always)
        return dict.fromkeys(_ORDERS, (share, standard_error(nothing)))
    values = np.concatenate([own, other])
    order_of = np.argsort(values)
    more = np.cumsum(np.where(order_of < len(own), -1.0, 1.0))[:-1] / len(own)
    place = np.empty(len(values), dtype=np.intp)
    place[order_of] = np.arange(len(values))
    return {order: _violation(order, values[order_of], more, place) for order in _ORDERS}


def _violation(order: Order, grid: Floats, more: Floats, place: NDArray[np.intp]) -> Estimate:
    """The share, from all costs (2T,) in order, the place (2T,) of each among them, own ones first.

    more (2T - 1,) is how much likelier the reference is to be within the amounts between two costs.
    """
    trials = len(place) // 2
    width, middle = np.diff(grid), (grid[1:] + grid[:-1]) / 2.0
    gap = more if order == "first" else _excess(more * width)
    slack = _ROUNDING * float(np.abs(gap).max(initial=0.0))
    sides = []
    for side in (gap > slack, gap < -slack):
        reached = np.concatenate([[0.0], np.cumsum(side * width)])
        if order == "second":
            weight = np.concatenate([[0.0], np.cumsum(side * width * (middle - grid[0]))])
            reached = (grid - grid[0]) * reached - weight
        at = reached[place]
        sides.append((at[:trials] - at[trials:]).reshape(-1, BLOCK_TRIALS).mean(axis=1))
    against, favour = sides[0], -sides[1]
    area = float(against.mean() + favour.mean())
    share = float(against.mean()) / area
    return share, standard_error(((1.0 - share) * against - share * favour) / area)


def verdict(order: str, share: float) -> str:
    """What a violation says, to stand after a strategy's name."""
    if share in {0.0, 1.0}:
        return f"{'is dominated' if share else 'dominates'} in {order} order"
    return f"neither dominates nor is dominated in {order} order"


def _excess(area: Floats) -> Floats:
    """What one mean excess is more than the other, in the middle of each interval."""
    above = np.cumsum(area[::-1])[::-1]
    return np.asarray(above - area / 2.0)


def _finding(order: Order, found: Estimate, strategy: str) -> Finding:
    share, error = found
    said = (
        f"{strategy} {verdict(order, share)}: {figure(100 * share)}% of the area between the "
        "curves speaks against it."
    )
    return Finding(share, error, said)
