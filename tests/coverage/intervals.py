"""How often 95% intervals hold the truth, over many seeds.

500 seeds and each share: `SIMTCO_NIGHTLY=1 pytest -n0 --log-cli-level=INFO tests/coverage`.
"""

import logging
import os
from collections import Counter
from collections.abc import Callable, Mapping

from scipy import stats

from simtco.metrics.estimate import Estimate

SEEDS = 500 if os.environ.get("SIMTCO_NIGHTLY") else 60
_LOW, _HIGH = 0.93, 0.97
_LUCK = 0.01  # 500 seeds may hold 90.2 to 98.8%: at a true 95%, either is 4 sd off

Found = Mapping[str, tuple[Estimate, int]]
"""Estimates by name, each with the number of blocks that its standard error is from."""


def held(found: Callable[[int], Found], exact: Mapping[str, float]) -> dict[str, float]:
    """Share of the seeds in which each t interval, one degree under its blocks, holds the truth."""
    inside: Counter[str] = Counter(dict.fromkeys(exact, 0))
    for seed in range(SEEDS):
        estimates = found(seed)
        for name, truth in exact.items():
            (value, error), blocks = estimates[name]
            assert error is not None, name
            inside[name] += abs(value - truth) <= stats.t.ppf(0.975, blocks - 1) * error
    shares = {name: count / SEEDS for name, count in inside.items()}
    for name, share in shares.items():
        logging.getLogger(__name__).info("%5.1f%%  %s", 100 * share, name)
    return shares


def outside(shares: Mapping[str, float]) -> dict[str, float]:
    """The shares that a coverage of 93 to 97% would not give, but once in 100 times."""
    low = stats.binom.ppf(_LUCK / 2, SEEDS, _LOW) / SEEDS
    high = stats.binom.isf(_LUCK / 2, SEEDS, _HIGH) / SEEDS
    return {name: share for name, share in shares.items() if not low <= share <= high}
