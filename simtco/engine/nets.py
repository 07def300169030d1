"""Digital nets by name: evenly spread points whose every coordinate has a matrix of its own.

A net of 2^12 points is laid out by one binary matrix a coordinate, as Sobol's are. Sobol's
matrices belong to numbered dimensions, so that adding an input would renumber the rest; ours come
from the coordinate's name alone. Each is drawn at random among upper triangular matrices with unit
diagonal, rows below the twelfth free, columns in random order: every coordinate by itself is
perfectly stratified, and almost all choices spread well jointly (Goda and L'Ecuyer,
Construction-free median quasi-Monte Carlo rules, SIAM J. Sci. Comput. 44(5), 2022).
A digital shift for each block makes every point uniform (docs/decisions/0001).
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simtco.words.arrays import Bits, Floats, uniform

BITS = 12
_WORD = 32
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)

Keys = NDArray[np.uint64]


def stream_key(name: str) -> int:
    """A 64-bit number that belongs to a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def coordinate_keys(name: str, count: int) -> Keys:
    """Keys (count,) of a stream's coordinates."""
    steps = np.arange(1, count + 1, dtype=np.uint64) * _GOLDEN
    return _mix(np.uint64(stream_key(name)) + steps)


def columns(keys: Keys) -> Bits:
    """The matrices of coordinates: column k (D, 12) is what bit k of a point's number adds."""
    steps = np.arange(1, 2 * BITS + 1, dtype=np.uint64) * _GOLDEN
    noise = _mix(keys[:, None] + steps)
    bits = (noise[:, :BITS] >> np.uint64(_WORD)).astype(np.uint32)
    place = np.arange(BITS)
    above = [(1 << _WORD) - (1 << (_WORD - k)) for k in place.tolist()]
    below = (1 << (_WORD - BITS)) - 1
    free = np.array(above, dtype=np.uint32) | np.uint32(below)
    unit = (1 << (_WORD - 1 - place)).astype(np.uint32)
    order = np.argsort(noise[:, BITS:], axis=1)
    return np.take_along_axis((bits & free) | unit, order, axis=1)


def apart(matrices: Sequence[Bits], names: Sequence[str]) -> Bits:
    """The matrices (D, 12) of names, no two of which move together in the coarsest parts.

    They would where the first row of one is the first or the second of the other, or their sum. The
    later name, in 5 of 4,096 pairs, takes the matrix of its name with an apostrophe.
    """
    firsts: set[int] = set()
    coarse: set[int] = set()
    found = []
    for matrix, name in zip(matrices, names, strict=True):
        mine, tried = matrix, name
        while _row(mine, 0) in coarse or not firsts.isdisjoint(_coarse(mine)):
            tried += "'"
            mine = columns(coordinate_keys(tried, 1))
        firsts.add(_row(mine, 0))
        coarse |= _coarse(mine)
        found.append(mine)
    return np.concatenate(found)


def _coarse(matrix: Bits) -> set[int]:
    first, second = _row(matrix, 0), _row(matrix, 1)
    return {first, second, first ^ second}


def _row(matrix: Bits, number: int) -> int:
    bits = (matrix[0] >> np.uint32(_WORD - 1 - number)) & np.uint32(1)
    return int(bits @ (1 << np.arange(BITS)))


def shifts(keys: Keys, seed: int, blocks: range) -> Bits:
    """The digital shift (D, B) of each coordinate in each block."""
    run = _mix(np.array([seed], dtype=np.uint64) + _GOLDEN)
    turns = np.arange(blocks.start + 1, blocks.stop + 1, dtype=np.uint64) * _GOLDEN
    mixed = _mix(keys[:, None] ^ _mix(run + turns))
    return np.asarray((mixed >> np.uint64(_WORD)).astype(np.uint32))


def net(matrix: Bits, every: int = 1) -> Bits:
    """The 4,096 points (D, 4096) before their shift, or every so-manieth, a power of two."""
    skipped = every.bit_length() - 1
    laid = np.zeros((len(matrix), (1 << BITS) // every), dtype=np.uint32)
    for k in range(BITS - skipped):
        half = 1 << k
        np.bitwise_xor(laid[:, :half], matrix[:, k + skipped, None], out=laid[:, half : 2 * half])
    return laid


def points(laid: Bits, shift: Bits) -> Floats:
    """The points of each block's net in a row (D, N), each coordinate in (0, 1)."""
    return uniform((laid[:, None, :] ^ shift[:, :, None]).reshape(len(laid), -1))


def _mix(x: Keys) -> Keys:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
