"""How precise a result is, beside what its experiment asks; and a run that goes on until it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scipy.special import stdtrit

from simtco.engine.block import Result
from simtco.engine.crew import Crew
from simtco.engine.run import Progress, growing
from simtco.engine.sweep import sweeps
from simtco.engine.unfinished import Unfinished
from simtco.files.experiment import Experiment
from simtco.files.load import Along
from simtco.metrics import estimate
from simtco.metrics.buffer import over
from simtco.metrics.cheapest import is_cheapest
from simtco.metrics.estimate import Estimate
from simtco.words.percentiles import percentile_key, probability
from simtco.words.tolerance import Tolerance, is_fraction
from simtco.words.within import Within

CONFIDENCE = 0.95
"""How often an interval holds the truth."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """An estimate of a strategy that was asked to be precise.

    half_width is that of its 95% interval, None where a single block tells nothing; allowed is what
    it may be, in the same unit; asked is the tolerance as the file writes it.
    """

    strategy: str
    key: str
    value: float
    half_width: float | None
    allowed: float
    asked: str | float

    @property
    def met(self) -> bool:
        """Whether the estimate is as precise as was asked."""
        return self.half_width is not None and self.half_width <= self.allowed


def run(
    experiment: Experiment,
    workers: int | Crew | None = None,
    progress: Progress | None = None,
    unfinished: Unfinished | None = None,
    along: Sequence[Along] = (),
) -> Result:
    """Simulate an experiment; the result does not depend on the workers.

    `workers` are so many threads, or a crew. With `trials = "auto"` the run ends at the first
    checkpoint at which every criterion is met, or at the ceiling. `progress` is told how many of
    how many trials are done. `unfinished` keeps what is done, so that it need not be done again.
    `along` are sweeps to cost beside it: `Loaded.sweeps` are those that the file asks for.

    Raises:
        CrewError: the crew cannot do the work.

    """
    for result in growing(experiment, workers, progress, unfinished):
        if all(criterion.met for criterion in criteria(result)):
            break
    return replace(result, sweeps=sweeps(along, workers)) if along else result


def criteria(result: Result) -> tuple[Criterion, ...]:
    """What the experiment asks of the precision of each strategy; nothing where it asks nothing."""
    return tuple(
        _criterion(result, strategy, key, within)
        for key, within in _asked(result.experiment)
        for strategy in result.strategies
        if key != "p_cheaper" or strategy != result.reference
    )


def half_width(error: float, blocks: int) -> float:
    """Half the width of a 95% interval, by Student's t: the error's own error counts too."""
    return float(stdtrit(blocks - 1, (1.0 + CONFIDENCE) / 2.0)) * error


def _asked(experiment: Experiment) -> tuple[tuple[str, Within], ...]:
    simulation = experiment.simulation
    if simulation.tolerance is not None:
        return tuple(simulation.tolerance.each())
    if simulation.trials != "auto":
        return ()
    level = percentile_key(experiment.confidence)
    usual = Tolerance.model_validate({level: "0.5%", "p_cheaper": 0.01})
    return tuple(usual.each())


def _criterion(result: Result, strategy: str, key: str, within: Within) -> Criterion:
    value, error = measured(result, strategy, key)
    scale = abs(value) if within.relative and not is_fraction(key) else 1.0
    return Criterion(
        strategy=strategy,
        key=key,
        value=value,
        half_width=None if error is None else half_width(error, result.blocks),
        allowed=within.size * scale,
        asked=within.written(),
    )


def measured(result: Result, strategy: str, key: str) -> Estimate:
    """An estimate of a strategy by the key that a tolerance knows it by."""
    total = result.total(strategy)
    place = result.strategies.index(strategy)
    named: dict[str, Callable[[], Estimate]] = {
        "mean": lambda: estimate.mean(total),
        "cvar95": lambda: estimate.tail_mean(total, 0.95),
        "expected_regret": lambda: estimate.mean(total - result.totals.min(axis=0)),
        "p_cheaper": lambda: estimate.share_of(total < result.total(result.reference)),
        "p_cheapest": lambda: estimate.share_of(is_cheapest(result.totals)[place]),
        "p_within_budget": lambda: estimate.share_of(total <= (result.experiment.budget or 0.0)),
        "buffer": lambda: _buffer(result, strategy),
    }
    if key in named:
        return named[key]()
    return estimate.quantiles(total, [probability(key)])[0]


def _buffer(result: Result, strategy: str) -> Estimate:
    (level,) = estimate.quantiles(result.total(strategy), [result.experiment.confidence])
    return over(result.plans[strategy].base, level) or (0.0, 0.0)
