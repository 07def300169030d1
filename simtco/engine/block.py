"""The records that travel between the stations; read this first.

    Batch of blocks -> Draws -> Ledgers -> Summary -> Result

A block is 4,096 trials, evenly spread; the spread between blocks gives the standard errors. A Batch
says which blocks a worker shall run at once. Draws are their uncertain numbers. A Ledger adds up
the money of a strategy, a Book its months. A Summary is all that leaves a worker. A Result is every
Summary, merged in the order of the blocks. Axes: N trials of a batch, T of the run, M months, D
inputs, S strategies, I items (costs and shocks), K shocks, B blocks, P points of a sweep.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from simtco.files.axis import Axis
from simtco.files.experiment import BLOCK_TRIALS, Experiment
from simtco.words.arrays import Floats, Months
from simtco.words.strategy import Item, Reading

NEVER = 0
"""The break-even month of a trial that never breaks even."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive blocks of trials, by number: what a worker runs at once."""

    first: int
    blocks: int = 1

    @property
    def trials(self) -> int:
        """Number of trials, N."""
        return self.blocks * BLOCK_TRIALS

    @property
    def numbers(self) -> range:
        """The numbers of the blocks."""
        return range(self.first, self.first + self.blocks)


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept in full of the first blocks.

    inputs (D, N), the sum of each shock (K, N), cumulative cost (S, M, N), and what strategies tell
    beside their money, each (N,).
    """

    inputs: Floats
    shocks: Floats
    cumulative: Floats
    readings: Mapping[tuple[str, Reading], Floats]


@dataclass(frozen=True, slots=True)
class Summary:
    """All that a worker sends back of one batch.

    totals (S, N); break_even (S, N), the month in which each strategy's cumulative cost is first
    at or under the reference's, NEVER where it is not; items (B, I), means over each block.
    """

    batch: Batch
    totals: Floats
    break_even: Months
    items: Floats
    trace: Trace | None


@dataclass(frozen=True, slots=True)
class ItemKey:
    """One cost or shock, and whose it is."""

    strategy: str
    item: Item


@dataclass(frozen=True, slots=True)
class Plan:
    """The base estimate of a strategy: all inputs at their base, nothing hidden, no shocks.

    with_hidden adds the hidden costs at their base; items holds each cost at its base.
    """

    base: float
    with_hidden: float
    items: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """A finished simulation.

    totals (S, T) and break_even (S, T) over all trials in block order; items (B, I) block means;
    inputs (D, T'), shocks (K, T'), cumulative (S, M, T') and readings (T',), by strategy, over the
    first blocks; the sweeps that were costed beside it.
    """

    experiment: Experiment
    strategies: tuple[str, ...]
    totals: Floats
    break_even: Months
    item_keys: tuple[ItemKey, ...]
    items: Floats
    input_names: tuple[str, ...]
    inputs: Floats
    shocks: Floats
    cumulative: Floats
    readings: Mapping[tuple[str, Reading], Floats]
    plans: Mapping[str, Plan]
    sweeps: tuple[Sweep, ...] = ()

    @property
    def trials(self) -> int:
        """Number of futures drawn, T."""
        return int(self.totals.shape[1])

    @property
    def blocks(self) -> int:
        """Number of blocks, B."""
        return self.trials // BLOCK_TRIALS

    def total(self, strategy: str) -> Floats:
        """TCO (T,) of a strategy in each future, in the experiment's currency."""
        return np.asarray(self.totals[self.strategies.index(strategy)])

    @property
    def shock_keys(self) -> tuple[ItemKey, ...]:
        """Every shock and whose it is, in the order of `shocks`."""
        return tuple(key for key in self.item_keys if key.item.shock)

    @property
    def reference(self) -> str:
        """The strategy that the others are compared with."""
        return self.experiment.reference_strategy
