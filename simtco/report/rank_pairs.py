"""Pairs of numbers that move together, with their ranks as asked, used and achieved."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Result
from simtco.metrics.achieved_ranks import Achieved, achieved_ranks
from simtco.metrics.estimate import Estimate

MOST_PAIRS = 60
_NOTHING = 1e-3  # ranks beneath it are a repair's rounding, when nothing was asked


@dataclass(frozen=True, slots=True)
class RankPair:
    """Two numbers with their rank correlation as asked, used and achieved."""

    first: str
    second: str
    asked: float
    used: float
    achieved: Estimate

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.first} with {self.second}"

    @property
    def gap(self) -> float:
        """How far the futures drawn are from the rank used."""
        return abs(self.achieved[0] - self.used)


def rank_pairs(result: Result) -> list[RankPair]:
    """Pairs of which something was asked or used, those of which most was asked first."""
    pairs = (pair for found in achieved_ranks(result) for pair in _told(found))
    return sorted(pairs, key=lambda pair: -abs(pair.asked))


def rank_pair(found: Achieved, row: int, column: int) -> RankPair:
    """One pair of a cluster, by the places of its members."""
    cluster = found.cluster
    error = None if found.errors is None else float(found.errors[row, column])
    return RankPair(
        cluster.members[row],
        cluster.members[column],
        float(cluster.asked[row, column]),
        float(cluster.used[row, column]),
        (float(found.ranks[row, column]), error),
    )


def _told(found: Achieved) -> list[RankPair]:
    cluster = found.cluster
    rows, columns = np.triu_indices(len(cluster.members), 1)
    asked, used = cluster.asked[rows, columns], cluster.used[rows, columns]
    told = np.flatnonzero((asked != 0.0) | (np.abs(used) > _NOTHING))
    first = told[np.argsort(-np.abs(asked[told]), kind="stable")[:MOST_PAIRS]]
    return [rank_pair(found, int(rows[k]), int(columns[k])) for k in first]
