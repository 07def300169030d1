"""What was asked of the precision of a run, and what was reached, in sentences."""

from collections.abc import Sequence

from simtco.engine.block import Result
from simtco.metrics.precision import Criterion, criteria
from simtco.report.phrases import rough
from simtco.words.tolerance import is_fraction
from simtco.words.wording import exact, figure

_NAMES = {
    "mean": "mean",
    "cvar95": "CVaR95",
    "expected_regret": "expected regret",
    "p_cheaper": "P(cheaper)",
    "p_cheapest": "P(cheapest)",
    "p_within_budget": "P(within budget)",
    "buffer": "buffer",
}


def reached(result: Result) -> str:
    """Whether the tolerances hold, and where not, by how much; nothing where none is asked."""
    found = criteria(result)
    if not found:
        return ""
    asked = dict.fromkeys((each.key, each.asked) for each in found)
    wanted = ", ".join(f"{name(key)} within {_tolerance(key, within)}" for key, within in asked)
    auto = result.experiment.simulation.trials == "auto"
    missed = [each for each in found if not each.met]
    head = f"{'Drawn until' if auto else 'Asked:'} {wanted}, 95 times in 100"
    if not missed:
        return f"{head}: reached after {result.trials:,} futures."
    where = f"the ceiling of {result.trials:,}" if auto else f"{result.trials:,}"
    return f"{head}: not reached at {where} futures; {_missed(missed)}."


def name(key: str) -> str:
    """What the report calls an estimate."""
    return _NAMES.get(key) or f"P{key[1:].replace('_', '.')}"


def width(criterion: Criterion) -> str:
    """Half the width of the 95% interval as a cell."""
    return _size(criterion.key, criterion.half_width)


def allowance(criterion: Criterion) -> str:
    """What half the width may be, as a cell."""
    return _size(criterion.key, criterion.allowed)


def value(criterion: Criterion) -> str:
    """The estimate as a cell."""
    scale, unit = (100.0, "%") if is_fraction(criterion.key) else (1.0, "")
    return f"{figure(scale * criterion.value)}{unit}"


def _size(key: str, size: float | None) -> str:
    if size is None:
        return "n/a"
    return f"{rough(100.0 * size)} points" if is_fraction(key) else rough(size)


def _missed(missed: Sequence[Criterion]) -> str:
    return ", ".join(
        f"{name(each.key)} of {each.strategy} is known to ± {width(each)} of {allowance(each)}"
        for each in missed
    )


def _tolerance(key: str, within: str | float) -> str:
    if not is_fraction(key):
        return within if isinstance(within, str) else exact(within)
    percent = float(within.rstrip("%")) if isinstance(within, str) else 100.0 * within
    return f"{percent:g} point{'' if percent == 1 else 's'}"
