"""What strategies cost along a key, in the same futures at every point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from simtco.engine.plan import plan
from simtco.engine.simulate import alone
from simtco.files.axis import Axis
from simtco.files.experiment import Experiment
from simtco.metrics import estimate
from simtco.metrics.cheapest import is_cheapest
from simtco.metrics.estimate import Estimate
from simtco.words.arrays import Floats

MOST_BLOCKS = 16
"""Futures of a sweep at most: 65,536, in whole blocks."""
SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Sweep:
    """TCO along one or two axes: totals (P, S, N), points P in the order of the axes' product."""

    axes: tuple[Axis, ...]
    strategies: tuple[str, ...]
    reference: str
    currency: str
    totals: Floats

    @property
    def others(self) -> tuple[str, ...]:
        """The strategies that are compared with the reference."""
        return tuple(name for name in self.strategies if name != self.reference)

    @property
    def points(self) -> tuple[tuple[float, ...], ...]:
        """What the keys hold at each point."""
        return tuple(product(*(axis.values for axis in self.axes)))

    def total(self, strategy: str) -> Floats:
        """TCO (P, N) of a strategy at each point."""
        return np.asarray(self.totals[:, self.strategies.index(strategy)])

    def difference(self, strategy: str) -> Floats:
        """Strategy less reference (P, N) in the same futures."""
        return self.total(strategy) - self.total(self.reference)


@dataclass(frozen=True, slots=True)
class At:
    """A strategy at one point: mean, P10, P50 and P90, and how often it is the cheapest.

    p_cheaper is the share of futures in which it costs less than the reference, whose own is None.
    """

    mean: Estimate
    levels: tuple[Estimate, ...]
    p_cheapest: Estimate
    p_cheaper: Estimate | None


def sweep(
    experiments: Sequence[Experiment],
    axes: Sequence[Axis],
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Cost every strategy at every point in the first 65,536 futures, or all where fewer."""
    first, totals = experiments[0], []
    for number, experiment in enumerate(experiments, start=1):
        batches = [b for b in plan(experiment) if b.numbers.stop <= MOST_BLOCKS]
        costed = [alone(experiment, tuple(experiment.strategies.values()), b) for b in batches]
        totals.append(np.concatenate(costed, axis=1))
        if progress is not None:
            progress(number, len(experiments))
    return Sweep(
        tuple(axes),
        tuple(first.strategies),
        first.reference_strategy,
        first.currency,
        np.stack(totals),
    )


def at(swept: Sweep, point: int, strategy: str) -> At:
    """What is found of a strategy at one point."""
    totals = swept.totals[point]
    place = swept.strategies.index(strategy)
    compared = strategy != swept.reference
    return At(
        estimate.mean(totals[place]),
        tuple(estimate.quantiles(totals[place], SHARES)),
        estimate.mean(is_cheapest(totals)[place]),
        estimate.mean(swept.difference(strategy)[point] < 0) if compared else None,
    )
