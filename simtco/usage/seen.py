"""Which lines were seen before."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]


class Seen:
    """Hashes of 64 bits of all lines so far, in sorted runs that are merged as they grow alike.

    8 bytes a line. Of n different lines, two are taken for one with probability n ** 2 / 2 ** 65:
    3 in 10,000 for a hundred million lines.
    """

    def __init__(self) -> None:
        self._runs: list[Hashes] = []

    def new(self, hashes: Hashes) -> NDArray[np.bool]:
        """Which of these (R,) were not there before, nor earlier among themselves; notes them."""
        fresh, first = np.unique(hashes, return_index=True)
        for run in self._runs:
            place = np.minimum(np.searchsorted(run, fresh), run.size - 1)
            kept = run[place] != fresh
            fresh, first = fresh[kept], first[kept]
        if fresh.size:
            self._add(fresh)
        found = np.zeros(len(hashes), dtype=bool)
        found[first] = True
        return found

    def copy(self) -> "Seen":
        """The same lines seen; what is noted in the copy is not noted here."""
        other = Seen()
        other._runs = list(self._runs)
        return other

    def _add(self, run: Hashes) -> None:
        while self._runs and self._runs[-1].size <= 2 * run.size:
            run = np.sort(np.concatenate((self._runs.pop(), run)))
        self._runs.append(run)


def hashes(frame: pd.DataFrame) -> Hashes:
    """One hash a line (R,) over all columns of a frame."""
    found: Any = pd.util.hash_pandas_object(frame, index=False)
    return np.asarray(found, dtype=np.uint64)
