"""The rank correlations that the futures drawn have, beside those asked for."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.files.cluster import Cluster
from simtco.files.experiment import BLOCK_TRIALS
from simtco.metrics.ranks import rank_scores
from simtco.words.arrays import Floats

_MOST_ROWS = 2_048  # blocks times members: ranking them takes a tenth of a second or two


@dataclass(frozen=True)
class Achieved:
    """Spearman's rank correlations (D, D) of a cluster as drawn, and their standard errors.

    errors are None where one block tells nothing about the spread.
    """

    cluster: Cluster
    ranks: Floats
    errors: Floats | None

    @property
    def widest(self) -> tuple[int, int]:
        """The pair whose rank lies farthest from the one used."""
        gaps = np.abs(self.ranks - self.cluster.used)
        row, column = np.unravel_index(np.argmax(gaps), gaps.shape)
        return int(min(row, column)), int(max(row, column))


@lru_cache(maxsize=1)
def achieved_ranks(result: Result) -> tuple[Achieved, ...]:
    """What each cluster has come to, over the first 16 blocks; fewer of more than 128 numbers."""
    return tuple(_achieved(result, cluster) for cluster in result.experiment.clusters)


def _achieved(result: Result, cluster: Cluster) -> Achieved:
    rows = [result.input_names.index(name) for name in cluster.members]
    traced = result.inputs.shape[1] // BLOCK_TRIALS
    blocks = min(traced, 16, max(_MOST_ROWS // len(rows), 2))
    scores = rank_scores(result.inputs[rows, : blocks * BLOCK_TRIALS]).swapaxes(0, 1)
    found = scores @ scores.swapaxes(1, 2) / BLOCK_TRIALS
    spread = found.std(axis=0, ddof=1) / np.sqrt(blocks) if blocks > 1 else None
    return Achieved(cluster, found.mean(axis=0), spread)
