"""A mean of measurements that hang together, and how far it may be off."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri, stdtrit

from simtco.words.arrays import Floats

_MOST_PERSISTENT = 0.97
_LEAST_CV = 1e-9


@dataclass(frozen=True, slots=True)
class Mean:
    """An estimate of a mean or a ratio, its standard error and that error's degrees of freedom.

    The error counts in that neighbours are alike; it is infinite where one value is all there is.
    """

    value: float
    error: float
    freedom: float

    @property
    def spread(self) -> float:
        """The sd of a normal whose 8 in 10 are as wide as those of Student's t."""
        if not math.isfinite(self.error):
            return math.inf
        return self.error * float(stdtrit(self.freedom, 0.9) / ndtri(0.9))

    def above_zero(self) -> Mapping[str, Any]:
        """The belief about a mean that cannot be negative, as keys of a file: a lognormal."""
        cv = self.spread / self.value if self.value > 0.0 else 0.0
        if not _LEAST_CV < cv < math.inf:
            return {"kind": "constant", "value": self.value}
        return {"kind": "lognormal", "mean": self.value, "cv": cv}

    def share(self, size: float) -> Mapping[str, Any]:
        """The belief about a share of so many, as keys of a file: Jeffreys' beta.

        Brown, Cai and DasGupta, Interval estimation for a binomial proportion, Statistical Science
        16(2) 2001, with the size that independent draws would need for the same error.
        """
        value = min(max(self.value, 0.0), 1.0)
        variance = self.spread**2
        alike = value * (1.0 - value) / variance if 0.0 < variance < math.inf else size
        alike = min(alike, size)
        return {"kind": "beta", "alpha": value * alike + 0.5, "beta": (1.0 - value) * alike + 0.5}


def mean_of(series: Floats) -> Mean:
    """The mean of a series (T,) in the order of time."""
    if series.size < 2:
        return Mean(float(series.mean()), math.inf, 1.0)
    own, long_run = float(series.var(ddof=1)), long_run_variance(series)
    independent = series.size * min(own / long_run, 1.0) if long_run > 0.0 else series.size
    error = math.sqrt(long_run / series.size)
    return Mean(float(series.mean()), error, max(independent - 1.0, 1.0))


def ratio_of(parts: Floats, wholes: Floats) -> Mean:
    """The sum of a series (T,) over the sum of another, such as tokens over requests.

    Cochran, Sampling Techniques, 3rd ed. 1977, chapter 6, with errors that hang together.
    """
    value = float(parts.sum() / wholes.sum())
    around = mean_of((parts - value * wholes) / wholes.mean())
    return Mean(value, around.error, around.freedom)


def long_run_variance(series: Floats) -> float:
    """The variance that the mean of a series of n values has, times n.

    Prewhitened by an autoregression of one step (Andrews and Monahan, Econometrica 60(4) 1992)
    whose coefficient is corrected for its bias (Marriott and Pope, Biometrika 41, 1954); Bartlett
    weights up to lag 4 (n / 100) ** (2 / 9) (Newey and West, Review of Economic Studies 61, 1994).
    """
    n = series.size
    around = series - series.mean()
    power = float(around[:-1] @ around[:-1])
    if n < 2 or power == 0.0:
        return float(around @ around) / max(n - 1, 1)
    kept = float(around[1:] @ around[:-1]) / power
    kept = min(max(kept + (1.0 + 3.0 * kept) / n, -_MOST_PERSISTENT), _MOST_PERSISTENT)
    if n < 4:
        return float(around @ around) / (n - 1)
    steps = around[1:] - kept * around[:-1]
    last = min(int(4.0 * (n / 100.0) ** (2.0 / 9.0)), n - 2)
    lags = [float(steps[lag:] @ steps[: steps.size - lag]) for lag in range(last + 1)]
    weights = 1.0 - np.arange(1, last + 1) / (last + 1.0)
    whole = (lags[0] + 2.0 * float(weights @ np.array(lags[1:]))) / (n - 1)
    return whole / (1.0 - kept) ** 2
