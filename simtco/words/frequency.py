"""How many events a period sees."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from simtco.words.arrays import Floats

FAR = 1e-10
"""Chance of a future that is left out of account."""

Numbers = TypeVar("Numbers", Floats, NDArray[np.complex128])


class Frequency(ABC):
    """The number K of events in a period, by its generating function."""

    @abstractmethod
    def pgf(self, lack: Numbers) -> Numbers:
        """E[(1 - lack)^K], any shape; |1 - lack| is at most 1."""

    @property
    @abstractmethod
    def most(self) -> float:
        """A Poisson number of this mean is more than K in all but `FAR` of the futures."""


@dataclass(frozen=True)
class MixedPoisson(Frequency):
    """Poisson events, their mean one of `means` with its weight, all of them of one dispersion.

    Several means stand for a belief about the rate. With a dispersion d above 1, events come in
    clusters: K is negative binomial with variance d mean, a Poisson whose mean is a gamma of shape
    mean / (d - 1) and scale d - 1; its generating function is (1 + (d - 1) (1 - z)) ^ -shape
    (Johnson, Kemp and Kotz, Univariate Discrete Distributions, 3rd ed. 2005, section 5.1).
    """

    means: Floats
    weights: Floats
    dispersion: float = 1.0

    def pgf(self, lack: Numbers) -> Numbers:
        excess, exponent = self.dispersion - 1.0, lack
        if excess:
            exponent = np.log1p(excess * lack)
            exponent /= excess
        mixed = np.zeros_like(lack)
        for mean, weight in zip(self.means, self.weights, strict=True):
            mixed += weight * np.exp(-mean * exponent)
        return mixed

    @property
    def most(self) -> float:
        excess, mean = self.dispersion - 1.0, float(self.means.max())
        if not excess or not mean:
            return mean
        return float(gammaincinv(mean / excess, 1.0 - FAR)) * excess


@dataclass(frozen=True)
class CountedEvents(Frequency):
    """0, 1, 2 ... events with the chances that are given."""

    chances: Floats

    def pgf(self, lack: Numbers) -> Numbers:
        z = 1.0 - lack
        total = np.zeros_like(z)
        for chance in self.chances[::-1]:
            total *= z
            total += chance
        return total

    @property
    def most(self) -> float:
        return float(len(self.chances) - 1)
