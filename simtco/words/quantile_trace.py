"""A ppf as a line through points: refined until straight, its jumps and level stretches kept."""

from collections.abc import Callable

import numpy as np
from scipy.special import expit

from simtco.words.arrays import Floats

_REACH = 34.0  # the mass beyond these logits of u is 2e-15
_EVEN = np.linspace(-_REACH, _REACH, (1 << 14) + 1)
_MOST_POINTS = 1 << 20
_TOLERANCE = 1e-7
_CUT = (3.0 - np.sqrt(5.0)) / 2.0  # the golden section: no even spacing of jumps hides from it
_GAUSS = 0.5 / np.sqrt(3.0)


class QuantileTrace:
    """Points (logit of u, value) of a ppf, with straight lines between them.

    A line is off by at most 1e-7 of the scale (p99.9 less p0.1), in a tail beyond it by 1e-7 of the
    distance from the median. A jump is two points at one logit, an atom two of one value, each
    within 1e-14 of its place in u. There are no more than 2 million points: a count of more values
    than these can tell apart is smoothed.
    """

    def __init__(self, ppf: Callable[[Floats], Floats]) -> None:
        self._ppf = ppf
        logits, values = self._refined()
        (jumps,) = np.nonzero((np.diff(values) > 0) & (np.diff(logits) < 4.0 * _grain(logits[1:])))
        logits[jumps] = logits[jumps + 1]
        level = np.diff(values) == 0
        ends = np.append(True, ~(level[1:] & level[:-1]))
        kept = np.append(ends, True)
        self.logits, self.values = logits[kept], values[kept]

    def _refined(self) -> tuple[Floats, Floats]:
        """Cut every cell in which the ppf leaves the straight line, until none does."""
        values = self._ppf(expit(_EVEN))
        low, middle, high = np.interp([np.log(1 / 999), 0.0, np.log(999)], _EVEN, values)
        points = [np.stack((_EVEN, values))]
        starts, ends = points[0][:, :-1], points[0][:, 1:]
        while starts.size and sum(found.shape[1] for found in points) < _MOST_POINTS:
            (width, rise), (logit, value) = ends - starts, starts
            logit = logit + _CUT * width
            reached = self._ppf(expit(logit))
            allowed = 1e-14 * np.abs(reached)
            allowed += _TOLERANCE * (high - low + np.abs(reached - middle))
            miss = np.abs(reached - value - _CUT * rise) - allowed
            rough = miss * width > rise * _grain(logit)
            cuts = np.stack((logit, reached))[:, rough]
            points.append(cuts)
            starts, ends = (
                np.concatenate((starts[:, rough], cuts), axis=1),
                np.concatenate((cuts, ends[:, rough]), axis=1),
            )
        logits, values = np.concatenate(points, axis=1)
        order = np.lexsort((values, logits))
        return logits[order], values[order]

    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation: Gauss and Legendre's two points between any two of ours."""
        edges = np.union1d(self.logits, _EVEN)
        middle, width = (edges[1:] + edges[:-1]) / 2.0, np.diff(edges)
        nodes = np.concatenate((middle - _GAUSS * width, middle + _GAUSS * width))
        weights = expit(nodes) * expit(-nodes) * np.tile(width / 2.0, 2)
        values = self._ppf(expit(nodes))
        mean = float(weights @ values)
        return mean, float(np.sqrt(weights @ (values - mean) ** 2))

    def below(self, values: Floats) -> Floats:
        """The logit of the share of futures below each value."""
        found = -np.interp(-values, -self.values[::-1], -self.logits[::-1])
        found[values <= self.values[0]] = -np.inf
        found[values > self.values[-1]] = np.inf
        return np.asarray(found)

    def up_to(self, values: Floats) -> Floats:
        """The logit of the share of futures at or below each value."""
        found = np.interp(values, self.values, self.logits)
        found[values < self.values[0]] = -np.inf
        found[values >= self.values[-1]] = np.inf
        return np.asarray(found)


def _grain(logits: Floats) -> Floats:
    """How far the numbers u next to each other lie apart, at most, in the logit of u."""
    return np.asarray(2.2e-16 * (2.0 + 2.0 * np.cosh(logits)))
