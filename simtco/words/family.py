"""The base of every family: one uncertain number, by its inverse distribution function."""

from abc import abstractmethod
from functools import cached_property

import numpy as np
from scipy.special import expit, ndtr

from simtco.words.arrays import Floats
from simtco.words.base import Word
from simtco.words.wording import figure

# The logit of u at which integrals over a ppf are summed: the mass beyond is 2e-15.
_LOGITS = np.linspace(-34.0, 34.0, 13_601)
_NODES = expit(_LOGITS)
_WEIGHTS = _NODES * expit(-_LOGITS) * (_LOGITS[1] - _LOGITS[0])

_STRATA = np.linspace(-3.0, 3.0, 8)
_WITHIN = (np.arange(256) + 0.5) / 256.0


class Family(Word):
    """How unsure we are of one number."""

    @abstractmethod
    def ppf(self, u: Floats) -> Floats:
        """The value that a share u of all futures stays at or under; any shape, same shape back."""

    @cached_property
    def _moments(self) -> tuple[float, float]:
        values = self.ppf(_NODES)
        mean = float(_WEIGHTS @ values)
        return mean, float(np.sqrt(_WEIGHTS @ (values - mean) ** 2))

    @property
    def mean(self) -> float:
        """Expected value; by the trapezium rule over the logit of u where no form is closed."""
        return self._moments[0]

    @property
    def sd(self) -> float:
        """Standard deviation, in the same way."""
        return self._moments[1]

    @property
    def base(self) -> float:
        """What a spreadsheet would have said: the median, unless the family has a stated mode."""
        return self.percentile(0.5)

    def nodes(self) -> tuple[Floats, Floats]:
        """A few values and weights with the family's mean and variance, to average over.

        Two for each stratum of the normal score, at its mean plus and less its own sd.
        """
        edges = np.concatenate(([0.0], ndtr(_STRATA), [1.0]))
        chances = np.diff(edges)
        inside = self.ppf(edges[:-1, None] + chances[:, None] * _WITHIN)
        mean, sd = inside.mean(axis=1), inside.std(axis=1)
        return np.concatenate((mean - sd, mean + sd)), np.tile(chances / 2.0, 2)

    def percentile(self, p: float) -> float:
        """The value that a share p of all futures stays at or under."""
        return float(self.ppf(np.array([p]))[0])

    def sentence(self, unit: str = "") -> str:
        """What the family says, for a reader who is no statistician."""
        p10, p50, p90 = (figure(self.percentile(p)) for p in (0.1, 0.5, 0.9))
        tail = f" {unit}" if unit else ""
        return f"8 in 10 futures lie between {p10} and {p90}{tail}, half of all under {p50}{tail}"
