"""Where the path of the decision and the simulation disagree, in words and numbers."""

from collections.abc import Iterator

import numpy as np

from simtco.engine.block import Result
from simtco.metrics.decision_tree import TEAM_STEP, Path
from simtco.metrics.roles import NAMES, cheapest, contenders
from simtco.words.percentiles import percentile_key
from simtco.words.wording import figure, out_of


def conflicts(result: Result, path: Path) -> Iterator[str]:
    """Every disagreement, each as sentences; nothing where path and simulation agree."""
    ours, least = contenders(result).get(path.role), cheapest(result)
    wanted, why = NAMES[path.role], path.deciding.because
    if ours is None:
        yield (
            f'The framework says {wanted}, and no strategy states role = "{path.role}": nothing '
            "here says what that costs."
        )
    elif _mean(result, ours) > _mean(result, least):
        yield (
            f"The framework says {wanted} ({ours}), because {why}. The simulation says {least} "
            f"costs {_money(result, _mean(result, ours) - _mean(result, least))} less on average, "
            f"{figure(_mean(result, least))} against {figure(_mean(result, ours))}, and is the "
            f"cheaper in {out_of(_cheaper(result, least, ours))} futures. "
            f"{_meaning(result, path, least)}"
        )
    else:
        yield from _doubts(result, ours)


def _meaning(result: Result, path: Path, least: str) -> str:
    if path.role == "custom":
        return "That is what the market must bring beyond the other way."
    if not path.deciding.forced and result.experiment.strategies[least].role == "mixed":
        return "The framework does not ask about mixes."
    if path.decided_by == TEAM_STEP:
        return 'Put the wait among its costs, as a cost of kind "delay", to see whether that holds.'
    if path.deciding.forced:
        return "That is the price of the constraint."
    return "No need forces that: the framework goes by volume, the simulation by your own costs."


def _doubts(result: Result, ours: str) -> Iterator[str]:
    """Where the least mean is not the whole story."""
    level = result.experiment.confidence
    at = percentile_key(level).upper()
    budget = {name: float(np.quantile(result.total(name), level)) for name in result.strategies}
    for other in result.strategies:
        if other == ours:
            continue
        if budget[other] < budget[ours]:
            yield (
                f"{ours} costs the least on average, but at {at} {other} needs "
                f"{_money(result, budget[ours] - budget[other])} less."
            )
        often = _cheaper(result, other, ours)
        if often > 0.5:
            yield (
                f"{ours} costs the least on average, but {other} is the cheaper in "
                f"{out_of(often)} futures."
            )


def _mean(result: Result, strategy: str) -> float:
    return float(result.total(strategy).mean())


def _cheaper(result: Result, strategy: str, other: str) -> float:
    return float(np.mean(result.total(strategy) < result.total(other)))


def _money(result: Result, value: float) -> str:
    return f"{figure(value)} {result.experiment.currency}"
