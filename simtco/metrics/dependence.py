"""What the correlations between uncertain numbers do to the budget."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from simtco.engine.block import Result
from simtco.engine.plan import first
from simtco.engine.sampling import Draws
from simtco.engine.simulate import alone
from simtco.files.cluster import Cluster
from simtco.metrics import estimate
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Metric
from simtco.metrics.sample import Sample, totals
from simtco.words.arrays import Floats
from simtco.words.wording import figure, frequency

_APART = 16
_TOGETHER = 4


class Dependence(Metric):
    """PXX with all numbers independent, correlated as assumed, and all moving together.

    Together: every uncertain number of the experiment has rank correlation 1 or -1 with every
    other, each in the direction that makes the strategy dearer. Steps of paths and the months in
    which events strike stay independent.
    """

    rank = 75
    brief = True

    def find(self, result: Result, strategy: str) -> Mapping[str, Finding]:
        own, independent = totals(result)[strategy], result.total(strategy)
        apart = own
        if result.experiment.clusters:
            independent = _totals(result, strategy, _APART, ())
            apart = Sample.of(independent)
        together = _totals(result, strategy, _TOGETHER, _perfect(result, independent))
        said = {
            "independent": (apart, "every uncertain number is drawn independently"),
            "assumed": (own, "numbers are correlated as assumed"),
            "fully_dependent": (Sample.of(together), "all of them turn out dear or cheap together"),
        }
        return {
            f"dependence.{key}": _finding(result, sample, when)
            for key, (sample, when) in said.items()
        }


def _finding(result: Result, sample: Sample, when: str) -> Finding:
    experiment = result.experiment
    ((value, error),) = estimate.quantiles(sample, [experiment.confidence])
    often, money = frequency(experiment.confidence), f"{figure(value)} {experiment.currency}"
    return Finding(value, error, f"If {when}, {often} futures cost no more than {money}.")


def _totals(result: Result, strategy: str, blocks: int, clusters: Sequence[Cluster]) -> Floats:
    """TCO (T,) of a strategy in the first blocks, its numbers joined in another way."""
    words = [result.experiment.strategies[strategy]]
    return np.concatenate(
        [
            alone(result.experiment, words, batch, clusters)[0]
            for batch in first(result.experiment, min(blocks, result.blocks))
        ]
    )


def _perfect(result: Result, independent: Floats) -> tuple[Cluster, ...]:
    """All variables as one cluster that moves together, each in the direction that costs more.

    The direction is the sign of its rank correlation with the cost (T,) while all are independent:
    one that is correlated may move against its own effect.
    """
    names = tuple(result.experiment.variables)
    shares = _shares(result)
    ranks = np.empty(shares.shape[1])
    ranks[np.argsort(independent[: len(ranks)])] = np.arange(len(ranks))
    signs = np.where(shares @ (ranks - ranks.mean()) < 0.0, -1.0, 1.0)
    return (Cluster(names, np.outer(signs, signs)),) if len(names) > 1 else ()


@lru_cache(maxsize=1)
def _shares(result: Result) -> Floats:
    """Where each variable (D, T) lies in the first blocks, all of them independent."""
    batches = first(result.experiment, min(_TOGETHER, result.blocks))
    return np.concatenate([Draws(result.experiment, each, ()).shares for each in batches], axis=1)
