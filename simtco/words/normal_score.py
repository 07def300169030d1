"""Standard normal numbers from uniform ones."""

from functools import lru_cache

import numpy as np
from scipy.special import ndtri

from simtco.words.quick_ppf import QuickPpf


@lru_cache(maxsize=1)
def normal_score() -> QuickPpf:
    """The standard normal number that a share u of all stays at or under, for many draws."""
    return QuickPpf(lambda u: np.asarray(ndtri(u)))
