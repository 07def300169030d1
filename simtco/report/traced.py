"""How an estimate settles: what the first 1, 2, 4 ... blocks alone would have said."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.precision import half_width, measured
from simtco.words.arrays import Floats
from simtco.words.percentiles import percentile_key


@dataclass(frozen=True, slots=True)
class Trace:
    """Estimates (K,) from all trials of the first blocks (K,), and half their 95% intervals (K,).

    One block alone has no interval: NaN.
    """

    strategy: str
    blocks: Floats
    values: Floats
    halves: Floats

    @property
    def relative(self) -> tuple[Floats, Floats, Floats]:
        """Lower end of the interval, estimate and upper end, as shares of the last estimate."""
        last = self.values[-1]
        size = abs(last) or 1.0
        off = (self.values - last) / size
        return off - self.halves / size, off, off + self.halves / size


@lru_cache(maxsize=4)
def traces(result: Result, key: str = "") -> tuple[Trace, ...]:
    """How an estimate settled for each strategy; left out: the percentile at the confidence.

    Of `p_cheaper`, for each strategy beside the reference.
    """
    steps = [1 << k for k in range(result.blocks.bit_length()) if 1 << k < result.blocks]
    steps.append(result.blocks)
    parts = [_first(result, blocks) for blocks in steps]
    asked = key or percentile_key(result.experiment.confidence)
    return tuple(
        _traced(strategy, asked, parts)
        for strategy in result.strategies
        if asked != "p_cheaper" or strategy != result.reference
    )


def _traced(strategy: str, key: str, parts: list[Result]) -> Trace:
    found = [measured(part, strategy, key) for part in parts]
    return Trace(
        strategy,
        np.array([part.blocks for part in parts], dtype=np.float64),
        np.array([value for value, _ in found]),
        np.array(
            [
                np.nan if error is None else half_width(error, part.blocks)
                for part, (_, error) in zip(parts, found, strict=True)
            ]
        ),
    )


def _first(result: Result, blocks: int) -> Result:
    trials = blocks * BLOCK_TRIALS
    return replace(
        result,
        totals=result.totals[:, :trials],
        break_even=result.break_even[:, :trials],
        items=result.items[:blocks],
    )
