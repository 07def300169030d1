"""The base of every family: one uncertain number, by its inverse distribution function."""

import math
from abc import abstractmethod
from functools import cached_property

import numpy as np
from scipy.special import expit, ndtr

from simtco.words.arrays import Floats
from simtco.words.base import Word, kind_of
from simtco.words.quick_ppf import QuickPpf
from simtco.words.wording import figure, frequency

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
    def draws(self) -> QuickPpf:
        """The ppf for many draws at once; the table is built when it is first asked for."""
        return QuickPpf(self.ppf)

    @cached_property
    def _moments(self) -> tuple[float, float]:
        values = self.ppf(_NODES)
        mean = float(np.sum(_WEIGHTS * values))
        return mean, float(np.sqrt(np.sum(_WEIGHTS * (values - mean) ** 2)))

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

    def chance_below(self, value: float) -> float:
        """The share of futures at or under a value, read off the ppf."""
        return float(np.interp(value, self.ppf(_NODES), _NODES))

    def sentence(self, unit: str = "") -> str:
        """What the family says, for a reader who is no statistician."""
        p10, p50, p90 = (figure(self.percentile(p)) for p in (0.1, 0.5, 0.9))
        tail = f" {unit}" if unit else ""
        said = f"8 in 10 futures lie between {p10} and {p90}{tail}, half of all under {p50}{tail}"
        return said if math.isfinite(self.sd) else f"{said}; its standard deviation is infinite"

    def feedback(self, unit: str = "") -> str:
        """What follows from what was said, and where it is probably not what was meant."""
        return "; ".join((self._mean_and_tail(unit), *self.remarks(unit)))

    def _mean_and_tail(self, unit: str) -> str:
        p95, p99, last = (self.percentile(p) for p in (0.95, 0.99, 1.0 - 1e-9))
        tail = f" {unit}" if unit else ""
        whole = f"this {self.label}'s mean is "
        if self.mean >= 0.0 and p95 > 0.0:
            whole += f"{figure(100.0 * self.mean / p95)}% of its p95"
        else:
            whole += f"{figure(self.mean)}{tail}, its p95 {figure(p95)}{tail}"
        if p99 == last:
            return f"{whole}; none exceeds {figure(last)}{tail}"
        jumps = p99 == self.percentile(0.99 + 1e-9)
        share = "at most 1 in 100" if jumps else "1 in 100"
        return f"{whole}; {share} exceeds {figure(p99)}{tail}"

    def remarks(self, unit: str) -> tuple[str, ...]:
        """Where what was said is probably not what was meant."""
        if self.mean <= self.percentile(0.8):
            return ()
        under = frequency(self.chance_below(self.mean))
        mean = f"{figure(self.mean)} {unit}".rstrip()
        return (f"a few large values decide the mean of {mean}: {under} futures stay under it",)

    @property
    def label(self) -> str:
        """The family's kind, as words."""
        return kind_of(type(self)).replace("_", " ")
