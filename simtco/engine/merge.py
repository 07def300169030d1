"""Summaries -> Result: each in its place, whatever order they come in."""

import numpy as np

from simtco.engine.block import Plan, Result, Summary, Trace
from simtco.engine.simulate import TRACED_BLOCKS, base_estimate, item_keys
from simtco.files.experiment import BLOCK_TRIALS, Experiment
from simtco.words.arrays import Floats, month_type
from simtco.words.strategy import Reading


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
        months, shocks = experiment.horizon_months, sum(key.item.shock for key in self._keys)
        self._break_even = np.empty(self._totals.shape, dtype=month_type(months))
        self._items = np.empty((blocks, len(self._keys)))
        self._traced = min(blocks, TRACED_BLOCKS) * BLOCK_TRIALS
        self._inputs = np.empty((len(experiment.variables), self._traced))
        self._shocks = np.empty((shocks, self._traced))
        self._cumulative = np.empty((strategies, months, self._traced))
        self._readings: dict[tuple[str, Reading], Floats] = {}
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
            self._add_trace(span, summary.trace)
        self.blocks += summary.batch.blocks

    def _add_trace(self, span: slice, trace: Trace) -> None:
        self._inputs[:, span] = trace.inputs
        self._shocks[:, span] = trace.shocks
        self._cumulative[:, :, span] = trace.cumulative
        for key, values in trace.readings.items():
            if key not in self._readings:
                self._readings[key] = np.empty(self._traced)
            self._readings[key][span] = values

    def result(self) -> Result:
        """The result of the blocks so far, which must be the first ones."""
        traced = slice(min(self.trials, self._traced))
        return Result(
            experiment=self._experiment,
            strategies=tuple(self._experiment.strategies),
            totals=self._totals[:, : self.trials],
            break_even=self._break_even[:, : self.trials],
            item_keys=self._keys,
            items=self._items[: self.blocks],
            input_names=tuple(self._experiment.variables),
            inputs=self._inputs[:, traced],
            shocks=self._shocks[:, traced],
            cumulative=self._cumulative[:, :, traced],
            readings={key: values[traced] for key, values in self._readings.items()},
            plans=self._plans,
        )
