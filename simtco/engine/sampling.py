"""Batch -> uniform numbers -> Draws: every number by its inverse distribution function."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np

from simtco.engine import nets
from simtco.engine.block import Batch
from simtco.engine.copula import joined
from simtco.engine.finite import finite
from simtco.files.cluster import Cluster
from simtco.files.experiment import BLOCK_TRIALS, Experiment
from simtco.words.arrays import Bits, Floats
from simtco.words.drawn_shock import DrawnShock
from simtco.words.normal_score import normal_score


class Draws:
    """The uncertain numbers of a batch of trials: what words see of the world.

    Every number has a stream of its own, keyed by seed, name and block: adding, removing or
    editing one leaves the others' draws as they are. A correlation moves those of its members, but
    for the first. `clusters` stand in for the correlations that the experiment states.
    """

    def __init__(
        self, experiment: Experiment, batch: Batch, clusters: Sequence[Cluster] | None = None
    ) -> None:
        self.months = experiment.horizon_months
        self._experiment = experiment
        self._batch = batch
        self._names = tuple(experiment.variables)
        self._rows = {name: row for row, name in enumerate(self._names)}
        self._drawn: dict[str, Floats] = {}
        self._joined: dict[str, Floats] = {}
        for cluster in experiment.clusters if clusters is None else clusters:
            self._join(cluster)

    @property
    def trials(self) -> int:
        """Number of trials, N."""
        return self._batch.trials

    @property
    def shares(self) -> Floats:
        """Share (D, N) of all futures that each draw of each variable stays at or above."""
        return self._stacked([self._share(name) for name in self._names])

    def draw(self, name: str, base: float = 0.0) -> Floats:  # noqa: ARG002
        """Draws (N,) of an uncertain number, or of a shock's size over the horizon."""
        if name not in self._drawn:
            self._drawn[name] = finite(name, self._ppf(name))
        return self._drawn[name]

    def _ppf(self, name: str) -> Floats:
        if name not in self._rows:
            return np.full(self._batch.trials, self._experiment.constants[name])
        word = self._experiment.variables[name]
        quick = word.draws(self.months) if isinstance(word, DrawnShock) else word.family.draws
        if name in self._joined or self._random_sampler:
            return quick(self._share(name))
        return np.asarray(quick.at(*self._net(name))[0])

    def _share(self, name: str) -> Floats:
        """Uniform numbers (N,) of a variable, as correlated."""
        if name in self._joined:
            return self._joined[name]
        if self._random_sampler:
            return np.asarray(self.uniforms(name, 1)[0])
        return np.asarray(nets.points(*self._net(name))[0])

    def _net(self, name: str) -> tuple[Bits, Bits]:
        row = slice(self._rows[name], self._rows[name] + 1)
        return _joint_net(self._names)[1][row], self._shifts[row]

    @property
    def _random_sampler(self) -> bool:
        return self._experiment.simulation.sampler == "random"

    @cached_property
    def _shifts(self) -> Bits:
        return self._shifts_of(_joint_net(self._names)[0])

    def _join(self, cluster: Cluster) -> None:
        mixing = None
        if cluster.freedom is not None:
            mixing = self.uniforms(f"correlations.{cluster.members[0]}", 1)[0]
        own = np.stack([self._share(name) for name in cluster.members])
        self._joined |= zip(cluster.members, joined(cluster, own, mixing), strict=True)

    def inputs(self) -> Floats:
        """Draws (D, N) of every uncertain number, in the order of the experiment's variables."""
        return self._stacked([self.draw(name) for name in self._names])

    def _stacked(self, rows: list[Floats]) -> Floats:
        return np.stack(rows) if rows else np.empty((0, self._batch.trials))

    def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:
        """Uniform numbers (count, N / every) that belong to the stream alone."""
        if self._random_sampler:
            each = [self._random(stream, count, block) for block in self._batch.numbers]
            return np.concatenate(each, axis=1)[:, ::every]
        keys, matrix = _matrices(stream, count)
        return nets.points(nets.net(matrix, every), self._shifts_of(keys))

    def normals(self, stream: str, count: int) -> Floats:
        """Standard normal numbers (count, N) that belong to the stream alone."""
        if self._random_sampler:
            return normal_score()(self.uniforms(stream, count))
        keys, matrix = _matrices(stream, count)
        return normal_score().at(nets.net(matrix), self._shifts_of(keys))

    def _random(self, stream: str, count: int, block: int) -> Floats:
        seeds = (self._experiment.simulation.seed, nets.stream_key(stream), block)
        generator = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seeds)))
        return generator.random((count, BLOCK_TRIALS))

    def _shifts_of(self, keys: nets.Keys) -> Bits:
        return nets.shifts(keys, self._experiment.simulation.seed, self._batch.numbers)


class Bases:
    """The world of the base estimate: one trial, every number at its base."""

    def __init__(self, experiment: Experiment) -> None:
        self.months = experiment.horizon_months
        self.trials = 1

    def draw(self, name: str, base: float) -> Floats:  # noqa: ARG002
        """The base (1,) of an uncertain number."""
        return np.array([base])

    def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:  # noqa: ARG002
        """The middle (count, 1) of every stream."""
        return np.full((count, 1), 0.5)

    def normals(self, stream: str, count: int) -> Floats:  # noqa: ARG002
        """The median (count, 1) of every stream."""
        return np.zeros((count, 1))


@lru_cache(maxsize=1024)
def _matrices(stream: str, count: int) -> tuple[nets.Keys, Bits]:
    keys = nets.coordinate_keys(stream, count)
    return keys, nets.columns(keys)


@lru_cache(maxsize=64)
def _joint_net(names: tuple[str, ...]) -> tuple[nets.Keys, Bits]:
    keys = np.concatenate([_matrices(name, 1)[0] for name in names])
    return keys, nets.net(nets.apart([_matrices(name, 1)[1] for name in names], names))
