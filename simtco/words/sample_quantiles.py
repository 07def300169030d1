"""Measurements as a table of quantiles with the same mean."""

import numpy as np

from simtco.words.arrays import Floats

_MOST = 2001
_FIRST = 65
_ROOM = 0.9  # of the way to the next probability: it must stay above


def sample_quantiles(sample: Floats) -> tuple[Floats, Floats]:
    """Probabilities and quantiles whose straight lines have the sample's mean; at most 2,001.

    The k-th smallest of n values stands at (k - 1/2) / n (Hazen, Transactions of the American
    Society of Civil Engineers 77, 1914), the smallest at 0 and the largest at 1 too: the mean is
    then that of the sample. Of more than 1,999 values those are kept between which the line bends
    most, and one probability is moved until the mean is again the sample's.
    """
    values = np.sort(sample)
    values = np.concatenate((values[:1], values, values[-1:]))
    probabilities = (np.arange(values.size) - 0.5) / (values.size - 2)
    probabilities[[0, -1]] = 0.0, 1.0
    if values.size <= _MOST:
        return probabilities, values
    reached = np.append(0.0, np.cumsum(_areas(probabilities, values)))
    kept = np.unique(np.linspace(0, values.size - 1, _FIRST).round().astype(np.intp))
    while kept.size < _MOST:
        miss = np.abs(_areas(probabilities[kept], values[kept]) - np.diff(reached[kept]))
        miss[np.diff(kept) == 1] = 0.0
        worst = np.argsort(miss)[-min(kept.size // 4, _MOST - kept.size) :]
        worst = worst[miss[worst] > 0.0]
        if not worst.size:
            break
        kept = np.union1d(kept, (kept[worst] + kept[worst + 1]) // 2)
    return _with_mean(probabilities[kept], values[kept], float(sample.mean()))


def _areas(probabilities: Floats, values: Floats) -> Floats:
    """What each stretch of the table adds to the mean."""
    return np.asarray(np.diff(probabilities) * (values[1:] + values[:-1]) / 2.0)


def _with_mean(probabilities: Floats, values: Floats, mean: float) -> tuple[Floats, Floats]:
    """Move the one probability that has the most room, so that the lines have this mean.

    A probability that moves by d takes d (next - previous value) / 2 from the mean.
    """
    steps, rise = np.diff(probabilities), (values[2:] - values[:-2]) / 2.0
    room = np.minimum(steps[:-1], steps[1:]) * _ROOM
    most = int(np.argmax(rise * room))
    if rise[most] > 0.0:
        move = (float(_areas(probabilities, values).sum()) - mean) / float(rise[most])
        probabilities[most + 1] += np.clip(move, -room[most], room[most])
    return probabilities, values
