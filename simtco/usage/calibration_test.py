"""Whether actual months lie where the forecast said that they would."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from simtco.usage.normal_scores import percentiles
from simtco.words.arrays import Floats

LEVEL = 0.05
HELD = 0.8
BAND = (0.1, 0.9)
_TESTS = 4
_LEAST_VARIANCE = 1e-6  # of normal scores: below it, futures do not differ


@dataclass(frozen=True, slots=True)
class CalibrationTest:
    """The percentile (K,) of each actual month in its forecast, and what they say together.

    held: months at or under P80; inside, above, below: months in, over and under P10 to P90. Of all
    futures of the forecast, p_held is the share in which P80 holds in as few months, p_spread that
    with percentiles as far from the middle, p_close as near to it, p_low and p_high that with
    percentiles as high (the forecast lies too low) or as low on average; p_uniform that as far from
    even, p_jumps that with months as far from following each other as the forecast's do.
    """

    percentiles: Floats
    held: int
    inside: int
    above: int
    below: int
    p_held: float
    p_spread: float
    p_close: float
    p_low: float
    p_high: float
    p_uniform: float
    p_jumps: float

    @property
    def months(self) -> int:
        """Number of actual months, K."""
        return len(self.percentiles)

    @property
    def verdict(self) -> str:
        """What the beliefs are: too narrow, too low, too high, too steady, too wide, or sound.

        Four questions are asked (held, spread, level, jumps), each at a quarter of 5%.
        """
        least = LEVEL / _TESTS
        shifted = 2.0 * min(self.p_low, self.p_high) <= least
        if self.p_held <= least or self.p_spread <= least:
            one_sided = min(self.above, self.below) == 0
            return (
                "too low"
                if shifted and one_sided and self.above
                else ("too high" if shifted and one_sided else "too narrow")
            )
        if shifted:
            return "too low" if self.p_low < self.p_high else "too high"
        if self.p_jumps <= least:
            return "too steady"
        return "too wide" if self.p_close <= least else "sound"


def calibration_test(monthly: Floats, actual: Floats) -> CalibrationTest:
    """Compare actual months (K,) with futures (K, N) of the same months.

    The months of one future hang together, so the percentiles are not independent and no table of
    critical values holds. Each future is taken for the actual one in turn instead: were the
    forecast right, the actual path would be one more of them, and its place among theirs even
    (Barnard, Journal of the Royal Statistical Society B 25, 1963; Besag and Clifford, Biometrika
    76, 1989). Percentiles: Dawid, Journal of the Royal Statistical Society A 147, 1984.
    """
    own, theirs = percentiles(monthly, actual[:, None])[:, 0], percentiles(monthly, monthly)

    def share(stated: float, futures: Floats) -> float:
        """The share of futures, and of the actual one, with as much or more."""
        return float((1 + np.count_nonzero(futures >= stated)) / (1 + futures.size))

    def spread(u: Floats) -> Floats:
        return np.asarray(((u - 0.5) ** 2).mean(axis=0))

    def missed(u: Floats) -> Floats:
        return np.asarray((u > HELD).sum(axis=0), dtype=np.float64)

    return CalibrationTest(
        percentiles=own,
        held=int((own <= HELD).sum()),
        inside=int(((own >= BAND[0]) & (own <= BAND[1])).sum()),
        above=int((own > BAND[1]).sum()),
        below=int((own < BAND[0]).sum()),
        p_held=share(float(missed(own)), missed(theirs)),
        p_spread=share(float(spread(own)), spread(theirs)),
        p_close=share(-float(spread(own)), -spread(theirs)),
        p_low=share(float(own.mean()), theirs.mean(axis=0)),
        p_high=share(-float(own.mean()), -theirs.mean(axis=0)),
        p_uniform=share(float(_unevenness(own)), _unevenness(theirs)),
        p_jumps=share(*_jumps(own, theirs)),
    )


def _unevenness(u: Floats) -> Floats:
    """Cramer and von Mises' distance of percentiles (K, ...) from even ones."""
    count = len(u)
    even = (2.0 * np.arange(1, count + 1) - 1.0) / (2.0 * count)
    gaps = np.sort(u, axis=0) - even.reshape(-1, *[1] * (u.ndim - 1))
    return np.asarray((gaps**2).sum(axis=0) + 1.0 / (12.0 * count))


def _jumps(own: Floats, theirs: Floats) -> tuple[float, Floats]:
    """Mahalanobis' distance of normal scores from the middle, of the actual path and of futures.

    It is the sum of squares of what each month differs from its forecast by all months before it
    (Rosenblatt, Annals of Mathematical Statistics 23, 1952), where scores are jointly normal.
    """
    least = 0.5 / theirs.shape[1]
    scores, observed = (ndtri(np.clip(u, least, 1.0 - least)) for u in (theirs, own))
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(scores)))
    weights = vectors / np.sqrt(np.maximum(values, _LEAST_VARIANCE))
    return float(((observed @ weights) ** 2).sum()), ((weights.T @ scores) ** 2).sum(axis=0)
