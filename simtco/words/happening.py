"""A number that is drawn only if something happens."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simtco.words.arrays import Floats

_HALVINGS = 50


@dataclass(frozen=True)
class Happening:
    """A number that follows `ppf` with a chance, and otherwise stands at one value.

    A mixture with an atom, laid out in order: what lies under the atom, the atom, what lies above.
    """

    chance: float
    ppf_if: Callable[[Floats], Floats]
    otherwise: float = 0.0

    @cached_property
    def _under(self) -> float:
        """The share of `ppf_if` under the atom, by halving: exact also where values jump."""
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            if self.ppf_if(np.array([middle]))[0] < self.otherwise:
                low = middle
            else:
                high = middle
        return low

    def ppf(self, u: Floats) -> Floats:
        """The value that a share u of all futures stays at or under; any shape, same shape back."""
        not_so = 1.0 - self.chance
        chance = 1.0 - not_so  # to the last bit what is left beside the atom
        value = np.full_like(u, self.otherwise)
        under = u < self._under * chance
        over = u > self._under * chance + not_so
        value[under] = self.ppf_if(u[under] / chance)
        value[over] = self.ppf_if((u[over] - not_so) / chance)
        return value
