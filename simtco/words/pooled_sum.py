"""A sum over many is not a multiple of one draw."""

import numpy as np

from simtco.words.arrays import Floats, World
from simtco.words.family import Family
from simtco.words.normal_score import normal_score


def pooled_sum(world: World, stream: str, count: Floats, single: Family) -> Floats:
    """Sum (M, N) of `count` values of a family in each month, not below 0.

    n values of mean mu and sd sigma make mean n mu and sd sqrt(n) sigma (central limit).
    """
    total = normal_score(world.uniforms(stream, world.months))
    total *= np.sqrt(count) * single.sd
    total += count * single.mean
    return np.maximum(total, 0.0, out=total)
