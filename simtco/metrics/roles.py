"""Which strategy of the experiment stands for each way of running an LLM."""

from simtco.engine.block import Result
from simtco.words.strategy import Role

NAMES: dict[Role, str] = {
    "api": "an API",
    "self_hosted": "self-hosting open weights",
    "custom": "a model of your own",
    "mixed": "a mix",
}
"""What the roles are called in a sentence."""


def contenders(result: Result) -> dict[Role, str]:
    """The strategy of least mean TCO in each role that strategies state."""
    found: dict[Role, str] = {}
    for name, strategy in result.experiment.strategies.items():
        role = strategy.role
        if role and (role not in found or _mean(result, name) < _mean(result, found[role])):
            found[role] = name
    return found


def cheapest(result: Result) -> str:
    """The strategy of least mean TCO."""
    return min(result.strategies, key=lambda name: _mean(result, name))


def _mean(result: Result, strategy: str) -> float:
    return float(result.total(strategy).mean())
