"""Numbers that lost their meaning are caught where they arise, and named."""

from collections.abc import Mapping

import numpy as np

from simtco.files.problems import ExperimentError, Place, Problem
from simtco.words.arrays import Floats

_FARTHEST = 1e100  # squares of larger sums leave the range of a float


def finite(name: str, draws: Floats) -> Floats:
    """The draws (N,) of an uncertain number, none of which may be infinite or no number.

    Raises:
        FloatingPointError: one is; a distribution was let in that should have been refused.

    """
    if not np.isfinite(draws.sum()):
        raise FloatingPointError(f"{name}: a draw is not finite")
    return draws


def refuse_beyond_reason(items: Mapping[str, Mapping[str, Floats]]) -> None:
    """Refuse money that no currency has; `items` are block means by strategy and item.

    Raises:
        ExperimentError: the mean of an item over a block is beyond 1e100, or no number.

    """
    found = [
        Problem(
            Place(f"strategies.{strategy}"),
            item,
            f"{item} grows beyond {_FARTHEST:g} in some futures; look at its path, or shorten "
            "horizon_months",
        )
        for strategy, means_of in items.items()
        for item, means in means_of.items()
        if not np.abs(means).max() < _FARTHEST
    ]
    if found:
        raise ExperimentError(found)
