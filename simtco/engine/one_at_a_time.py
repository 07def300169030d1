"""The plan with one number moved at a time."""

from collections.abc import Mapping

import numpy as np

from simtco.engine.simulate import planned_totals
from simtco.files.experiment import Experiment
from simtco.words.arrays import Floats


class Moved:
    """The world of the base estimate, in as many trials as numbers are moved: one in each."""

    def __init__(self, experiment: Experiment, numbers: Mapping[str, float]) -> None:
        self.months = experiment.horizon_months
        self.trials = len(numbers)
        self._numbers = numbers
        self._places = {name: place for place, name in enumerate(numbers)}

    def draw(self, name: str, base: float) -> Floats:
        """The base (N,) of an uncertain number, but in the trial that moves it."""
        drawn = np.full(self.trials, base)
        if name in self._places:
            drawn[self._places[name]] = self._numbers[name]
        return drawn

    def uniforms(self, stream: str, count: int, every: int = 1) -> Floats:  # noqa: ARG002
        """The middle (count, N / every) of every stream."""
        return np.full((count, self.trials), 0.5)[:, ::every]

    def normals(self, stream: str, count: int) -> Floats:  # noqa: ARG002
        """The median (count, N) of every stream."""
        return np.zeros((count, self.trials))


def one_at_a_time(experiment: Experiment, numbers: Mapping[str, float]) -> Floats:
    """TCO (S, D) of every plan with each number alone at its value and all others at base.

    Hidden costs are counted, shocks are not.
    """
    if not numbers:
        return np.empty((len(experiment.strategies), 0))
    return planned_totals(experiment, Moved(experiment, numbers))
