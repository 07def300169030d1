"""The numbers of a run, exact, as summary.json holds them (docs/summary.md)."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from simtco.engine.block import Result
from simtco.metrics.decision import evpi, least_expected_cost, most_often_cheapest
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Findings
from simtco.metrics.sensitivity import sensitivity

SCHEMA = 1


def summary(result: Result, stem: str, findings: Findings, comparisons: Findings) -> dict[str, Any]:
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
        "seed": experiment.simulation.seed,
        "sampler": experiment.simulation.sampler,
        "strategies": {name: _nested(found) for name, found in findings.items()},
        "comparisons": [
            {"reference": result.reference, "strategy": name, **_nested(found)}
            for name, found in comparisons.items()
        ],
        "sensitivity": [asdict(driver) for driver in sensitivity(result)],
        "value_of_information": {"evpi": evpi(findings)},
        "decision": {
            "least_expected_cost": least_expected_cost(findings),
            "most_often_cheapest": most_often_cheapest(findings),
        },
    }


def _nested(found: Mapping[str, Finding]) -> dict[str, Any]:
    """Findings as nested tables, their standard errors in one table of their own."""
    values: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for key, finding in found.items():
        _put(values, key, finding.value)
        if finding.standard_error is not None:
            _put(errors, key, finding.standard_error)
    return values | {"standard_error": errors}


def _put(table: dict[str, Any], key: str, value: Any) -> None:
    *tables, last = key.split(".")
    for name in tables:
        table = table.setdefault(name, {})
    table[last] = value
