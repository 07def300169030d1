"""How far a difference between two models is luck of the tasks."""

from dataclasses import dataclass

import numpy as np

from simtco.words.scores import Scores

_RESAMPLES = 10_000
_AT_ONCE = 1_000_000  # numbers in memory


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """Mean change of the score, its 95% interval, and how often the fall stays accepted.

    p_opens: share of resamples in which the mean falls by no more than the accepted fall.
    """

    tasks: int
    mean: float
    low: float
    high: float
    p_opens: float


def score_change(scores: Scores, seed: int) -> ScoreChange:
    """Change on the same tasks, by the percentile bootstrap over tasks.

    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, sections 13.3 and 16.2.
    """
    change = np.array(scores.after) - np.array(scores.before)
    generator = np.random.Generator(np.random.SFC64(seed))
    some = max(_AT_ONCE // change.size, 1)
    means = np.concatenate(
        [
            change[
                generator.integers(0, change.size, (min(some, _RESAMPLES - done), change.size))
            ].mean(axis=1)
            for done in range(0, _RESAMPLES, some)
        ]
    )
    low, high = np.quantile(means, (0.025, 0.975))
    return ScoreChange(
        tasks=change.size,
        mean=float(change.mean()),
        low=float(low),
        high=float(high),
        p_opens=float(np.mean(means >= -scores.accepted_fall)),
    )
