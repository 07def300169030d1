"""Summaries -> Result: each in its place, whatever order they come in."""

import numpy as np

from simtco.engine.block import Plan, Result, Summary, Trace
from simtco.engine.simulate import base_estimate, item_keys
from simtco.files.experiment import BLOCK_TRIALS, Experiment


class Merger:
    """The summaries of the first blocks of a run, with room for all of them.

    No number is added to another, so that the order in which summaries come changes no bit.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._keys = item_keys(experiment)
        self._plans: dict[str, Plan] = base_estimate(experiment)
        blocks, strategies = experiment.simulation.blocks, len(experiment.strategies)
        self._totals = np.empty((strategies, blocks * BLOCK_TRIALS))
        self._break_even = np.empty(self._totals.shape, dtype=np.int16)
        self._items = np.empty((blocks, len(self._keys)))
        self._traces: dict[int, Trace] = {}
        self.blocks = 0

    @property
    def trials(self) -> int:
        """Number of futures that are in their places."""
        return self.blocks * BLOCK_TRIALS

    def add(self, summary: Summary) -> None:
        """Put a summary in its place."""
        first, last = summary.batch.numbers.start, summary.batch.numbers.stop
        span = slice(first * BLOCK_TRIALS, last * BLOCK_TRIALS)
        self._totals[:, span] = summary.totals
        self._break_even[:, span] = summary.break_even
        self._items[first:last] = summary.items
        if summary.trace is not None:
            self._traces[first] = summary.trace
        self.blocks += summary.batch.blocks

    def result(self) -> Result:
        """The result of the blocks so far, which must be the first ones."""
        traces = [self._traces[first] for first in sorted(self._traces)]
        return Result(
            experiment=self._experiment,
            strategies=tuple(self._experiment.strategies),
            totals=self._totals[:, : self.trials],
            break_even=self._break_even[:, : self.trials],
            item_keys=self._keys,
            items=self._items[: self.blocks],
            input_names=tuple(self._experiment.variables),
            inputs=np.concatenate([trace.inputs for trace in traces], axis=1),
            shocks=np.concatenate([trace.shocks for trace in traces], axis=1),
            cumulative=np.concatenate([trace.cumulative for trace in traces], axis=2),
            readings={
                key: np.concatenate([trace.readings[key] for trace in traces])
                for key in traces[0].readings
            },
            plans=self._plans,
        )
