"""The money of two strategies, cut together at the month in which one takes over."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from simtco.words.arrays import Cash, Floats, World
from simtco.words.cost import NOTHING
from simtco.words.strategy import Item, Scene


@dataclass(frozen=True, slots=True)
class Timeline:
    """Months (N,), from 1, M + 1 or more where beyond the horizon: when what happens in each trial.

    decided: the last month before migration; opened: the other strategy begins to cost; live: it
    serves; back: the first one serves again.
    """

    decided: Floats
    opened: Floats
    live: Floats
    back: Floats


@dataclass(frozen=True, slots=True)
class Outlay:
    """What one strategy costs: start (N,), and by the calendar and from its own start, (M, N)."""

    start: Floats
    calendar: Floats
    own: Floats


def outlay(scene: Scene, items: Iterable[tuple[Item, Cash]], *, launched: bool) -> Outlay:
    """Add up the money of a strategy; `launched` leaves out what waiting for its launch costs."""
    world = scene.world
    start = np.zeros(world.trials)
    months = {clock: np.zeros((world.months, world.trials)) for clock in ("calendar", "own")}
    for item, cash in items:
        start += cash.start
        if item.clock == "own" or not (launched and item.clock == "launch"):
            months["own" if item.clock == "own" else "calendar"] += by_month(cash)
    return Outlay(start, months["calendar"], months["own"])


def joined(first: Outlay, other: Outlay, when: Timeline) -> tuple[Floats, Floats]:
    """Money at the start (N,) and in the months (M, N) when the other takes over from the first."""
    months = np.arange(1, len(first.calendar) + 1)[:, None]
    in_use = (months < when.live) | (months >= when.back)
    opened = (months >= when.opened) & (months < when.back)
    paid = (first.calendar + first.own) * in_use
    paid += (other.calendar + later(other.own, when.opened - 1.0)) * opened
    paid += np.where(months == when.decided + 1.0, other.start, 0.0)
    return first.start, paid


def by_month(cash: Cash) -> Floats:
    """The monthly money (M or 1, N or 1), also where every month is alike."""
    return np.atleast_2d(cash.months)


def once(world: World, month: Floats, money: Floats) -> Cash:
    """Money (N,) paid in a month (N,) of each trial; never where the month lies beyond."""
    months = np.arange(1, world.months + 1)[:, None]
    return Cash(NOTHING, np.where(months == month, money, 0.0))


def later(months: Floats, shift: Floats) -> Floats:
    """Money (M, N) that comes a number of months (N,) later."""
    count = len(months)
    source = np.arange(count)[:, None] - shift
    inside = (source >= 0) & (source < count)
    index = np.where(inside, source, 0).astype(np.intp)
    shown = np.broadcast_to(months, (count, shift.size))
    return np.where(inside, np.take_along_axis(shown, index, axis=0), 0.0)
