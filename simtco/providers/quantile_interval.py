"""How sure a percentile of a sample is."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from simtco.words.arrays import Floats
from simtco.words.wording import figure


@dataclass(frozen=True, slots=True)
class QuantileInterval:
    """A percentile of a sample, and the two values of it that hold the true one 95 times in 100.

    low or high is None where the sample is too small to say.
    """

    value: float
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """`0.412 (0.391 to 0.438)`."""
        if self.low is None:
            return f"{figure(self.value)} (too few)"
        above = "or more" if self.high is None else f"to {figure(self.high)}"
        return f"{figure(self.value)} ({figure(self.low)} {above})"

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {"value": self.value, "low": self.low, "high": self.high}


def quantile_interval(sample: Floats, share: float) -> QuantileInterval | None:
    """A percentile with its 95% interval between two values of the sample (n,), whatever its law.

    Conover, Practical Nonparametric Statistics, 1999, section 3.2: the number of values below the
    true percentile is binomial. None of an empty sample.
    """
    if not sample.size:
        return None
    from scipy.special import bdtr  # noqa: PLC0415  (0.1 s, and only where something was measured)

    below = bdtr(np.arange(sample.size), sample.size, share)  # P(at most k values lie below it)
    first = int(np.searchsorted(below, 0.025, side="right"))
    last = int(np.searchsorted(below, 0.975, side="left"))
    ordered = np.sort(sample)
    return QuantileInterval(
        float(np.quantile(sample, share)),
        float(ordered[first - 1]) if first > 0 else None,
        float(ordered[last]) if last < sample.size and below[last] < 1.0 else None,
    )
