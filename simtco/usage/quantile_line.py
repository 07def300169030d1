"""Counts as a table of quantiles with the same mean, tails included."""

import numpy as np

from simtco.usage.counts import Counts
from simtco.words.arrays import Floats

_MOST = 161
_FIRST = 9
_ROOM = 0.9  # of the way to the next probability: it must stay above


def quantile_line(counts: Counts, per: float = 1.0) -> dict[str, object]:
    """Keys of an empirical distribution: straight lines with the measured mean, smallest, largest.

    The k-th smallest of n values stands at (k - 1/2) / n (Hazen, Transactions of the American
    Society of Civil Engineers 77, 1914). Of these points those are kept between which the line
    bends most, 161 at most, and one probability is moved until the mean is the measured one.
    """
    p, x = _whole_line(counts)
    if p.size > _MOST:
        p, x = _thinned(p, x)
        p = _with_mean(p, x, counts.mean)
    values = [_plain(value) for value in (x / per).tolist()]
    probabilities = [0, *(float(f"{each:.13g}") for each in p[1:-1].tolist()), 1]
    return {"kind": "empirical", "probabilities": probabilities, "values": values}


def _whole_line(counts: Counts) -> tuple[Floats, Floats]:
    """Where the first and the last of each value's equals stand, and the ends."""
    total, n = counts.total, counts.size
    last = np.cumsum(total)
    first = last - total
    p = np.column_stack(((first + 0.5) / n, (last - 0.5) / n)).ravel()
    x = np.repeat(counts.values.astype(np.float64), 2)
    once = np.repeat(total == 1, 2)
    once[::2] = False
    p, x = p[~once], x[~once]
    return np.concatenate(([0.0], p, [1.0])), np.concatenate((x[:1], x, x[-1:]))


def _thinned(p: Floats, x: Floats) -> tuple[Floats, Floats]:
    reached = np.append(0.0, np.cumsum(np.diff(p) * (x[1:] + x[:-1]) / 2.0))
    even = np.searchsorted(p, np.linspace(0.0, 1.0, _FIRST))
    kept = np.unique(np.concatenate(([0, p.size - 1], even)).astype(np.intp))
    while kept.size < _MOST:
        areas = np.diff(p[kept]) * (x[kept][1:] + x[kept][:-1]) / 2.0
        miss = np.abs(areas - np.diff(reached[kept]))
        gap = _farthest(p, x, kept)
        wide = np.diff(kept) > 1
        score = np.where(wide, miss + np.diff(p[kept]) * np.abs(gap[1]), -1.0)
        worst = np.argsort(score)[-min(max(kept.size // 4, 1), _MOST - kept.size) :]
        worst = worst[score[worst] > 0.0]
        if not worst.size:
            break
        kept = np.union1d(kept, gap[0][worst])
    return p[kept], x[kept]


def _farthest(
    p: Floats, x: Floats, kept: "np.ndarray[tuple[int], np.dtype[np.intp]]"
) -> tuple["np.ndarray[tuple[int], np.dtype[np.intp]]", Floats]:
    """The point of each stretch that lies farthest from its straight line, and how far."""
    off = np.abs(x - np.interp(p, p[kept], x[kept]))
    off[kept] = -1.0
    starts = kept[:-1]
    most = np.maximum.reduceat(off[:-1], starts)
    stretch = np.repeat(np.arange(starts.size), np.diff(kept))
    order = np.flatnonzero(off[:-1] >= most[stretch])
    at = np.full(starts.size, 0, dtype=np.intp)
    at[stretch[order][::-1]] = order[::-1]
    return at, np.maximum(most, 0.0)


def _with_mean(p: Floats, x: Floats, mean: float) -> Floats:
    """Move the probabilities with the most room, one after another, until the mean is this."""
    for _ in range(8):
        off = float(np.diff(p) @ (x[1:] + x[:-1])) / 2.0 - mean
        steps, rise = np.diff(p), (x[2:] - x[:-2]) / 2.0
        room = np.minimum(steps[:-1], steps[1:]) * _ROOM
        most = int(np.argmax(rise * room))
        if rise[most] <= 0.0 or abs(off) <= 1e-12 * abs(mean):
            break
        p = p.copy()
        p[most + 1] += np.clip(off / float(rise[most]), -room[most], room[most])
    return p


def _plain(value: float) -> float | int:
    return int(value) if value.is_integer() else value
