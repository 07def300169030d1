"""The running estimate of the chosen percentile after more and more blocks."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.words.arrays import Floats


@dataclass(frozen=True, slots=True)
class Trace:
    """Estimates (K,) from all trials of the first blocks (K,), with their standard errors (K,)."""

    blocks: Floats
    values: Floats
    errors: Floats

    @property
    def relative(self) -> tuple[Floats, Floats, Floats]:
        """Two standard errors under, the estimate, and two over, as shares of the last estimate."""
        last = self.values[-1]
        size = abs(last) or 1.0
        off = (self.values - last) / size
        return off - 2 * self.errors / size, off, off + 2 * self.errors / size


@lru_cache(maxsize=1)
def traces(result: Result) -> tuple[Trace, ...]:
    """How the chosen percentile of each strategy settled."""
    return tuple(traced(result, strategy) for strategy in result.strategies)


def traced(result: Result, strategy: str) -> Trace:
    """The trace of one strategy, at ever wider steps; one block alone has no standard error."""
    share, total = result.experiment.confidence, result.total(strategy)
    last = result.blocks
    steps = np.unique([*np.geomspace(1, last, 12).round().astype(int), 2 if last > 1 else 1, last])
    by_block = np.quantile(total.reshape(-1, BLOCK_TRIALS), share, axis=1)
    values = np.array([np.quantile(total[: step * BLOCK_TRIALS], share) for step in steps])
    errors = [by_block[:s].std(ddof=1) / np.sqrt(s) if s > 1 else 0.0 for s in steps]
    return Trace(steps.astype(np.float64), values, np.array(errors))
