"""Standard normal numbers from uniform ones."""

from functools import lru_cache

import numpy as np
from scipy.special import ndtri

from simtco.words.arrays import Floats
from simtco.words.quick_ppf import QuickPpf


def normal_score(u: Floats) -> Floats:
    """The standard normal number that a share u of all stays at or under; u in (0, 1)."""
    return _table()(u)


@lru_cache(maxsize=1)
def _table() -> QuickPpf:
    return QuickPpf(lambda u: np.asarray(ndtri(u)))
