"""Stress and scenarios as summary.json holds them."""

from typing import Any

from simtco.engine.block import Result
from simtco.metrics.scenarios import Outlook, Scenario
from simtco.metrics.stress import Stressed, dearest, stress
from simtco.words.percentiles import percentile_key


def stressed(result: Result) -> dict[str, Any]:
    """The dearer end of every input for each strategy, and the ends that flip the decision."""
    found = stress(result)
    return {
        "dearest": [
            _dear(each, strategy, place)
            for place, strategy in enumerate(result.strategies)
            for each in dearest(found, place)
        ],
        "flips": [
            {
                **_end(each),
                "cheapest": each.cheapest,
                "saves": each.saves[0],
                "standard_error": {"saves": each.saves[1]},
            }
            for each in found
            if each.flips
        ],
    }


def beside(scenario: Scenario, confidence: float) -> dict[str, Any]:
    """A scenario with every strategy in it."""
    return {
        "scenario": scenario.name,
        "least_expected_cost": scenario.cheapest,
        "flips": scenario.flips,
        "strategies": {
            name: _outlook(each, percentile_key(confidence))
            for name, each in scenario.strategies.items()
        },
    }


def _end(each: Stressed) -> dict[str, Any]:
    return {
        "input": each.input,
        "end": each.end,
        "threshold": each.threshold,
        "share": each.share,
    }


def _dear(each: Stressed, strategy: str, place: int) -> dict[str, Any]:
    (mean, error), (change, change_error) = each.means[place], each.changes[place]
    return {
        "strategy": strategy,
        **_end(each),
        "mean": mean,
        "change": change,
        "standard_error": {"mean": error, "change": change_error},
    }


def _outlook(found: Outlook, level: str) -> dict[str, Any]:
    change, change_error = found.change or (None, None)
    return {
        "mean": found.mean[0],
        level: found.level[0],
        "p_cheapest": found.p_cheapest[0],
        "change": change,
        "standard_error": {
            "mean": found.mean[1],
            level: found.level[1],
            "p_cheapest": found.p_cheapest[1],
            "change": change_error,
        },
    }
