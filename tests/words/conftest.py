"""A small world for words to stand in, and the arithmetic that the laws share."""

import zlib
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np
from hypothesis import settings
from pydantic import ValidationError
from scipy.special import expit, ndtri

from simtco.files.experiment import assign_names, named_words
from simtco.words.arrays import Cash, Floats
from simtco.words.base import Named, Word
from simtco.words.belief import Belief, Pooled
from simtco.words.drawn_shock import DrawnShock

laws = settings(derandomize=True, max_examples=25, deadline=None, database=None)
"""Hypothesis as the folder uses it: few examples, the same ones every time."""

SIGMAS = 4.5
"""How many standard errors a mean of draws may be off: 7 in a million, and the seeds are fixed."""


class FakeWorld:
    """What a word may ask of the world; numbers that were not handed over stand at their base."""

    def __init__(
        self, months: int = 12, trials: int = 1, drawn: Iterable[Named] = (), seed: int = 33
    ) -> None:
        self._months, self._trials, self._seed = months, trials, seed
        self._ppfs: dict[str, Callable[[Floats], Floats]] = {}
        for word in drawn:
            if isinstance(word, DrawnShock):
                self._ppfs[word.name] = partial(word.ppf, months=months)
            elif isinstance(word, Belief):
                self._ppfs[word.name] = word.family.ppf

    @property
    def months(self) -> int:
        return self._months

    @property
    def trials(self) -> int:
        return self._trials

    def draw(self, name: str, base: float) -> Floats:
        if name not in self._ppfs:
            return np.full(self._trials, base)
        return self._ppfs[name](self.uniforms(name, 1)[0])

    def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:
        return self.generator(stream).random((count, self._trials))[:, ::every]

    def normals(self, stream: str, count: int) -> Floats:
        return np.asarray(ndtri(self.uniforms(stream, count)))

    def generator(self, stream: str) -> np.random.Generator:
        seeds = (self._seed, zlib.crc32(stream.encode()))
        return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seeds)))


def world_of(word: Word, months: int = 12, trials: int = 1, seed: int = 33) -> FakeWorld:
    """A world that draws every uncertain number of a word, as the engine would."""
    assign_names(word, "it")
    drawn = [part for part in (word, *named_words(word)) if isinstance(part, Named)]
    return FakeWorld(months, trials, [p for p in drawn if not isinstance(p, Pooled)], seed)


def no_bill(cost: str) -> Cash:
    """The bill of a strategy that has no costs."""
    raise KeyError(cost)


def complaint(found: ValidationError) -> str:
    """All that a refusal says: messages, the keys that they point at, and where they stand."""
    return "\n".join(
        f"{error['msg']} [{error.get('ctx', {}).get('key')}] {error['loc']}"
        for error in found.errors()
    )


# How an inverse distribution function is integrated: over cells of equal width in the logit of u,
# each with its exact chance and its middle. 2e-15 of all futures lie beyond the last.
_EDGES = np.linspace(-34.0, 34.0, 400_001)
_MIDDLES = expit((_EDGES[1:] + _EDGES[:-1]) / 2.0)
_CHANCES = np.where(
    _EDGES[1:] < 0,
    expit(_EDGES[1:]) - expit(_EDGES[:-1]),
    expit(-_EDGES[:-1]) - expit(-_EDGES[1:]),
)


def moments(ppf: Callable[[Floats], Floats]) -> tuple[float, float]:
    """Mean and standard deviation of an inverse distribution function, by 400,000 cells."""
    values = ppf(_MIDDLES)
    mean = float(_CHANCES @ values)
    return mean, float(np.sqrt(_CHANCES @ (values - mean) ** 2))


def standard_error_of_variance(draws: Floats) -> float:
    """Of the variance of independent draws: sqrt((m4 - m2^2) / n)."""
    centred = draws - draws.mean()
    return float(np.sqrt((np.mean(centred**4) - np.mean(centred**2) ** 2) / draws.size))
