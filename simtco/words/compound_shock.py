"""The base of every shock whose size is a sum over a random number of events."""

from abc import abstractmethod
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from simtco.words.arrays import Floats, Flow, World
from simtco.words.base import fault
from simtco.words.belief import Pooled, keep_between
from simtco.words.compound_sum import CompoundSum
from simtco.words.drawn_shock import DrawnShock
from simtco.words.frequency import MixedPoisson

_MOST_A_YEAR = 4_000
_TURNS = 8
_LAID = 4_096  # trials that are laid together
_HARDLY_EVER = 1.0 - 1e-10  # chance of a month without events that no draw tells from 1


class CompoundShock(DrawnShock):
    """A shock whose size is a sum over a random number of events, months being alike.

    Examples:
        per_year = "1 to 4"
        dispersion = 2

    """

    per_year: Pooled
    """How many a year; a belief here widens the sum and has no draw of its own."""
    dispersion: float = Field(default=1.0, ge=1.0, le=100.0)
    """Variance of their number over its mean, in any period: 1 where each comes by itself
    (Poisson), above 1 where they come in clusters (negative binomial)."""

    @model_validator(mode="after")
    def _seldom(self) -> Self:
        keep_between(self.per_year, "per_year", 0.0)
        most = _MOST_A_YEAR / self.exposed
        if self.per_year.family.percentile(0.99) > most:
            events = "" if self.exposed == 1.0 else f", which makes {_MOST_A_YEAR:,} events"
            raise fault(
                f"per_year must not exceed {most:,g}{events}; a cost that comes so often is "
                "steady: write it as a line",
                "per_year",
            )
        return self

    @property
    def exposed(self) -> float:
        """How many there are of what `per_year` speaks of."""
        return 1.0

    @abstractmethod
    def event(self, u: Floats) -> Floats:
        """Size of one event that a share u of all events stays at or under."""

    def ppf(self, u: Floats, months: int) -> Floats:
        return _over(self, months).ppf(u)

    def prepare(self, months: int) -> None:
        super().prepare(months)
        _ = _in_a_month(self).draws

    def worst(self, u: Floats, months: int) -> Floats:
        return _over(self, months).worst(u)

    def fallen(self, world: World) -> Floats | Flow:
        """The world's draw of the size, laid on the months in which the events strike.

        One trial in eight draws a pattern: each month from its own distribution, then scaled to 1.
        Seven others take the same pattern, turned: months are alike, so any turn is as likely.
        """
        total = world.draw(self.name, 0.0)
        if _in_a_month(self).p_nothing > _HARDLY_EVER:
            return total / world.months
        return _Turned(self._pattern(world), total)

    def _pattern(self, world: World) -> Floats:
        """What each month draws (M, N / 8); one of them draws something."""
        monthly = _in_a_month(self)
        uniform = world.uniforms(f"{self.name}.months", world.months, every=_TURNS)
        (quiet,) = np.nonzero(uniform.max(axis=0) <= monthly.p_nothing)
        uniform[:, quiet] *= _stir(uniform[:, quiet], monthly.p_nothing)
        return monthly.draws(uniform)

    def by_month(self, world: World) -> Floats:
        """The same as money, or what it is paid for, of each month (M, N)."""
        fallen = self.fallen(world)
        if isinstance(fallen, Flow):
            return fallen.whole()
        return np.repeat(fallen[None, :], world.months, axis=0)


def keep_above_zero(sizes: Pooled, key: str, why: str) -> None:
    """Refuse sizes of single events that may be negative.

    Raises:
        PydanticCustomError: more than one in a million is; the message ends with `why`.

    """
    if sizes.family.percentile(1e-6) < 0:
        raise fault(f"{key} must not be negative: {why}", key)


@lru_cache(maxsize=256)
def _over(shock: CompoundShock, months: int) -> CompoundSum:
    yearly, weights = shock.per_year.family.nodes()
    means = np.maximum(yearly, 0.0) * (shock.exposed * months / 12.0)
    return CompoundSum(MixedPoisson(means, weights, shock.dispersion), shock.event)


@lru_cache(maxsize=256)
def _in_a_month(shock: CompoundShock) -> CompoundSum:
    mean = np.array([shock.per_year.family.mean * shock.exposed / 12.0])
    return CompoundSum(MixedPoisson(mean, np.ones(1), shock.dispersion), shock.event)


class _Turned(Flow):
    """Totals (N,) laid by patterns (M, N / 8), an eighth of each block by each turn of them."""

    scattered = True

    def __init__(self, pattern: Floats, total: Floats) -> None:
        months = len(pattern)
        super().__init__(months, total.size)
        blocks = total.size // _LAID if total.size % _LAID == 0 else 1
        pattern /= pattern.sum(axis=0)
        self._shares = pattern.reshape(months, blocks, -1)
        missing = pattern[0].size * _TURNS - total.size
        padded = np.pad(total, (0, missing)) if missing else total
        self._total = padded.reshape(blocks, _TURNS, -1)
        self._turns = np.arange(_TURNS) * months // _TURNS

    def row(self, month: int, room: Floats) -> Floats:
        shares = self._shares.take(month - self._turns, 0, mode="wrap").transpose(1, 0, 2)
        if room.size < self._total.size:
            room = np.empty(self._total.size)
        np.multiply(shares, self._total, out=room.reshape(self._total.shape))
        return room[: self.trials]

    def of(self, trials: NDArray[np.intp]) -> Flow:
        block, turn, place = np.unravel_index(trials, self._total.shape)
        total = self._total[block, turn, place]
        return _Picked(self._shares[:, block, place], self._turns[turn], total)

    def worth(self, discount: Floats) -> Floats:
        if np.all(discount == 1.0):
            return self._total.reshape(-1)[: self.trials]
        later = (np.arange(self.months) + self._turns[:, None]) % self.months
        shares = np.einsum("tm,mbp->btp", discount[later], self._shares)
        return np.asarray((shares * self._total).reshape(-1)[: self.trials])


class _Picked(Flow):
    """Totals (N,) laid by patterns (M, N) that are turned by so many months (N,)."""

    scattered = True

    def __init__(self, shares: Floats, turns: NDArray[np.intp], total: Floats) -> None:
        super().__init__(len(shares), total.size)
        self._shares, self._turns, self._total = shares, turns, total
        self._all = np.arange(total.size)

    def row(self, month: int, room: Floats) -> Floats:
        # a month before the first counts from the last
        np.multiply(self._shares[month - self._turns, self._all], self._total, out=room)
        return room

    def of(self, trials: NDArray[np.intp]) -> Flow:
        return _Picked(self._shares[:, trials], self._turns[trials], self._total[trials])


def _stir(uniform: Floats, quiet: float) -> Floats:
    """Factors (N,) that make the largest of each trial's uniforms (M, N) exceed `quiet`.

    All lie under it; the largest becomes what the largest of M is, given that it lies above.
    """
    largest = uniform.max(axis=0)
    months = len(uniform)
    none = quiet**months
    wanted = (none + (largest / quiet) ** months * (1.0 - none)) ** (1.0 / months)
    return np.asarray(wanted / largest)
