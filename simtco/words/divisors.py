"""Beliefs that something is divided by: above 0 in every future, or a share below 1."""

import numpy as np

from simtco.words.arrays import Floats, World
from simtco.words.base import fault
from simtco.words.belief import Belief, keep_between

_FARTHEST = 1e-6  # one draw in a million lies beyond; it is taken as the number that stands here


def keep_above_zero(belief: Belief, key: str) -> None:
    """Refuse a belief that reaches 0.

    Raises:
        PydanticCustomError: it does.

    """
    if min(belief.base, belief.family.percentile(_FARTHEST)) <= 0:
        raise fault(f"{key} must be above 0 in every future; state a range above 0", key)


def above_zero(belief: Belief, world: World) -> Floats:
    """Draws (N,) of a belief that `keep_above_zero` let pass, all of them above 0."""
    return np.maximum(belief.draw(world), belief.family.percentile(_FARTHEST))


def keep_below_one(belief: Belief, key: str) -> None:
    """Refuse a share that may be negative or reach 1, the whole.

    Raises:
        PydanticCustomError: it is, or does.

    """
    keep_between(belief, key, 0.0, 1.0)
    if max(belief.base, belief.family.percentile(1.0 - _FARTHEST)) >= 1:
        raise fault(f"{key} must be below 1 in every future; state a range below 1", key)


def rest_of(share: Belief, world: World) -> Floats:
    """What a share that `keep_below_one` let pass leaves (N,): above 0 and at most 1."""
    return 1.0 - np.clip(share.draw(world), 0.0, share.family.percentile(1.0 - _FARTHEST))
