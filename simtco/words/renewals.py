"""Things that wear out and are replaced: how often within a horizon."""

from collections.abc import Callable

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from simtco.words.arrays import Floats
from simtco.words.frequency import FAR, CountedEvents
from simtco.words.lattice import Lattice

_PARTS = 128  # points of the lattice a month: a quarter of a day

Ppf = Callable[[Floats], Floats]


def life_left(life: Ppf, age: float, outlived: float) -> Ppf:
    """The ppf of the months that something of some age has left, when it may outlive that age.

    `outlived` is the share of lives that end at or before that age; it must be below 1.
    """
    last = np.nextafter(1.0, 0.0)
    return lambda u: np.maximum(life(np.minimum(outlived + (1.0 - outlived) * u, last)) - age, 0.0)


def renewals(first: Ppf, later: Ppf, months: int) -> CountedEvents:
    """How often something is replaced within so many months, the last one included.

    `first` is the ppf of the months that are left at the start, `later` of those that each
    successor has; the k-th replacement falls at the sum of k of them (Cox, Renewal Theory, 1962,
    section 3.1). Lives are laid on a lattice of a 128th of a month, their means kept.
    """
    points = months * _PARTS + 1
    size = next_fast_len(2 * points, real=True)
    reached = Lattice(first).mass(1.0 / _PARTS, points)
    again = rfft(Lattice(later).mass(1.0 / _PARTS, points), size)
    at_least = [1.0]
    while at_least[-1] > FAR:
        at_least.append(min(float(reached.sum()), at_least[-1]))
        reached = irfft(rfft(reached, size) * again, size)[:points]
    return CountedEvents(-np.diff(np.append(at_least[:-1], 0.0)))
