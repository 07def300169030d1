"""A sum over many is not a multiple of one draw."""

import numpy as np

from simtco.words.arrays import Floats, World
from simtco.words.family import Family


def pooled_sum(world: World, stream: str, count: Floats, single: Family) -> Floats:
    """Sum (M, N) of `count` values of a family in each month, not below 0.

    n values of mean mu and sd sigma make mean n mu and sd sqrt(n) sigma (central limit).
    """
    total = world.normals(stream, world.months)
    total *= np.sqrt(count) * single.sd
    total += count * single.mean
    return np.maximum(total, 0.0, out=total)
