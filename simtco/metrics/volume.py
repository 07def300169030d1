"""How many tokens a month the demand comes to."""

import numpy as np

from simtco.engine.block import Batch, Result
from simtco.engine.sampling import Draws
from simtco.metrics import estimate
from simtco.metrics.estimate import Estimate

_BLOCKS = 8


def tokens_per_month(result: Result, threshold: float) -> tuple[Estimate, Estimate] | None:
    """Mean tokens of a month, in and out, and the share of futures that reach a threshold.

    A future's month is the mean of its months. None without a demand.
    """
    experiment = result.experiment
    if experiment.demand is None:
        return None
    batch = Batch(0, min(_BLOCKS, result.blocks))
    load = experiment.demand.load(Draws(experiment, batch))
    tokens = np.atleast_2d(load.input_tokens + load.output_tokens).mean(axis=0)
    each = np.broadcast_to(tokens, batch.trials)
    return estimate.mean(each), estimate.share_of(each >= threshold)
