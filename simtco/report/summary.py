"""The numbers of a run, exact, as summary.json holds them (docs/summary.md)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from simtco.engine.block import Result
from simtco.metrics.achieved_ranks import Achieved, achieved_ranks
from simtco.metrics.bootstrap import score_change
from simtco.metrics.decision import evpi, least_expected_cost, most_often_cheapest
from simtco.metrics.finding import Finding
from simtco.metrics.information import Worth, information
from simtco.metrics.metric import Findings
from simtco.metrics.precision import CONFIDENCE, criteria
from simtco.metrics.readings import Told, told
from simtco.metrics.requirements import verdicts
from simtco.metrics.scenarios import Scenario
from simtco.metrics.shares import Shares, shares
from simtco.metrics.spider import PERCENTILES, Leg, spider
from simtco.metrics.switching import Switch, switches
from simtco.report.conditions import beside, stressed
from simtco.report.driven import driven
from simtco.report.swept import along

SCHEMA = 1
MOST_CORRELATED = 50
"""A larger set of correlated numbers is told without its matrices: they would fill megabytes."""


def summary(
    result: Result,
    stem: str,
    findings: Findings,
    comparisons: Findings,
    scenarios: tuple[Scenario, ...] = (),
) -> dict[str, Any]:
    """Everything found, by strategy and by comparison; money in the experiment's currency."""
    experiment = result.experiment
    return {
        "schema": SCHEMA,
        "experiment": stem,
        "title": experiment.title,
        "currency": experiment.currency,
        "horizon_months": experiment.horizon_months,
        "discount_rate": experiment.discount_rate,
        "confidence": experiment.confidence,
        "budget": experiment.budget,
        "trials": result.trials,
        "trials_asked": experiment.simulation.trials,
        "seed": experiment.simulation.seed,
        "sampler": experiment.simulation.sampler,
        "precision": _precision(result),
        "strategies": {name: _nested(found) for name, found in findings.items()},
        "comparisons": [
            {"reference": result.reference, "strategy": name, **_nested(found)}
            for name, found in comparisons.items()
        ],
        "sensitivity": driven(result),
        "spider": [_leg(each) for each in spider(result)],
        "correlations": [_correlated(each) for each in achieved_ranks(result)],
        "readings": [_told(each) for each in told(result)],
        "switching": [_switch(each) for each in switches(result)],
        "stress": stressed(result),
        "scenarios": [beside(each, experiment.confidence) for each in scenarios],
        "sweeps": [along(each) for each in result.sweeps],
        "scores": asdict(score_change(experiment.scores, experiment.simulation.seed))
        if experiment.scores
        else None,
        "value_of_information": {
            "evpi": evpi(findings),
            "standard_error": findings[least_expected_cost(findings)][
                "expected_regret"
            ].standard_error,
            "inputs": [_worth(each) for each in information(result)],
        },
        "allocation": [_shared(each) for each in shares(result)],
        "requirements": [asdict(each) for each in verdicts(result, findings, comparisons)],
        "decision": {
            "least_expected_cost": least_expected_cost(findings),
            "most_often_cheapest": most_often_cheapest(findings),
        },
    }


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "strategy": leg.strategy,
        "input": leg.input,
        "percentiles": list(PERCENTILES),
        "change": [value for value, _ in leg.changes],
        "standard_error": [error for _, error in leg.changes],
    }


def _precision(result: Result) -> dict[str, Any] | None:
    """What was asked of the precision and what was reached; None where nothing was asked."""
    found = criteria(result)
    if not found:
        return None
    return {
        "confidence": CONFIDENCE,
        "max_trials": result.experiment.simulation.max_trials,
        "met": all(each.met for each in found),
        "criteria": [asdict(each) | {"met": each.met} for each in found],
    }


def _worth(worth: Worth) -> dict[str, Any]:
    value, error = worth.evppi
    return {
        "inputs": list(worth.inputs),
        "evppi": value,
        "standard_error": error,
        "noise_floor": worth.noise_floor,
        "evsi": [
            {"observations": count, "value": value, "standard_error": error}
            for count, (value, error) in worth.evsi.items()
        ],
        "confidence": worth.confidence,
    }


def _correlated(found: Achieved) -> dict[str, Any]:
    cluster = found.cluster
    matrices = {
        "asked": cluster.asked,
        "used": cluster.used,
        "achieved": found.ranks,
        "standard_error": found.errors,
    }
    told = len(cluster.members) <= MOST_CORRELATED
    return {
        "inputs": list(cluster.members),
        "degrees_of_freedom": cluster.freedom,
        "largest_change": cluster.largest_change,
        "distance": cluster.distance,
        **{k: m.tolist() if told and m is not None else None for k, m in matrices.items()},
    }


def _shared(shares: Shares) -> dict[str, Any]:
    value, error = shares.total
    return asdict(shares) | {"total": value, "standard_error": error}


def _told(told: Told) -> dict[str, Any]:
    keys = ("mean", "p10", "p50", "p90")
    found = [told.mean or (None, None), *(told.levels or ((None, None),) * 3)]
    return {
        "strategy": told.strategy,
        "name": told.reading.name,
        "unit": told.reading.unit,
        "p_applies": told.applies[0],
        **dict(zip(keys, [value for value, _ in found], strict=True)),
        "alarm": told.reading.alarm,
        "p_alarm": told.alarmed[0] if told.alarmed else None,
        "standard_error": {
            "p_applies": told.applies[1],
            **dict(zip(keys, [error for _, error in found], strict=True)),
            "p_alarm": told.alarmed[1] if told.alarmed else None,
        },
    }


def _switch(switch: Switch) -> dict[str, Any]:
    best, error = switch.best_saves or (None, None)
    return {
        "strategy": switch.strategy,
        "saves": switch.saves[0],
        "thresholds": list(switch.thresholds),
        "savings": [mean for mean, _ in switch.savings],
        "best_threshold": switch.best,
        "best_saves": best,
        "standard_error": {
            "saves": switch.saves[1],
            "savings": [each for _, each in switch.savings],
            "best_saves": error,
        },
    }


def _nested(found: Mapping[str, Finding]) -> dict[str, Any]:
    """Findings as nested tables, their standard errors in one table of their own."""
    values: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for key, finding in found.items():
        _put(values, key, finding.value)
        error = finding.standard_errors or finding.standard_error
        if error is not None:
            _put(errors, key, error)
    return values | {"standard_error": errors}


def _put(table: dict[str, Any], key: str, value: Any) -> None:
    *tables, last = key.split(".")
    for name in tables:
        table = table.setdefault(name, {})
    table[last] = value
