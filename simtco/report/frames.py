"""Findings and futures as pandas frames, for notebooks and spreadsheets."""

from collections.abc import Mapping

import pandas as pd

from simtco.engine.block import Result, Sweep
from simtco.files.experiment import Experiment
from simtco.metrics.buffer_curve import buffer_curve
from simtco.metrics.information import information
from simtco.metrics.metric import Findings
from simtco.metrics.scenarios import side_by_side
from simtco.metrics.shares import shares
from simtco.metrics.spider import PERCENTILES, spider
from simtco.metrics.stress import stress
from simtco.metrics.sweep import points
from simtco.report.driven import driven
from simtco.report.swept import crossed
from simtco.words.percentiles import percentile_key


def findings_frame(findings: Findings) -> pd.DataFrame:
    """One row a finding: strategy, key, value, standard error and sentence."""
    rows = [
        (strategy, key, found.value, found.standard_error, found.sentence)
        for strategy, table in findings.items()
        for key, found in table.items()
    ]
    columns = ["strategy", "finding", "value", "standard_error", "sentence"]
    return pd.DataFrame(rows, columns=columns)


def buffer_frame(result: Result) -> pd.DataFrame:
    """One row a strategy and confidence: budget, buffer as a fraction of base, one more point."""
    rows = [
        (strategy, p.confidence, *p.budget, *(p.buffer or (None, None)), p.next_point.value)
        for strategy in result.strategies
        for p in buffer_curve(result, strategy)
    ]
    errors = ("standard_error", "buffer_standard_error")
    columns = ["strategy", "confidence", "budget", errors[0], "buffer", errors[1], "next_point"]
    return pd.DataFrame(rows, columns=columns)


def allocation_frame(result: Result) -> pd.DataFrame:
    """One row a part: what it gives to the contingency or to CVaR95 of a strategy."""
    rows = [
        (each.strategy, each.of, sort, part.name, part.value, part.standard_error)
        for each in shares(result)
        for sort, parts in (
            ("category", each.categories),
            ("item", each.items),
            ("input", each.inputs),
        )
        for part in parts
    ]
    columns = ["strategy", "of", "sort", "part", "value", "standard_error"]
    return pd.DataFrame(rows, columns=columns)


def trials_frame(result: Result) -> pd.DataFrame:
    """One row a future, one column a strategy: TCO in the experiment's currency."""
    return pd.DataFrame({name: result.total(name) for name in result.strategies})


def sweep_frame(swept: Sweep) -> pd.DataFrame:
    """One row a point and strategy: mean, P10, P50, P90, loss, P(cheapest) and P(cheaper)."""
    keys = [axis.key for axis in swept.axes]
    rows = [
        (
            *values,
            name,
            *(value for value, _ in (each.mean, *each.levels, each.regret, each.p_cheapest)),
            each.p_cheaper[0] if each.p_cheaper else None,
        )
        for values, found in zip(swept.points, points(swept), strict=True)
        for name, each in found.items()
    ]
    columns = ["mean", "p10", "p50", "p90", "expected_regret", "p_cheapest", "p_cheaper"]
    return pd.DataFrame(rows, columns=[*keys, "strategy", *columns])


def crossover_frame(swept: Sweep) -> pd.DataFrame:
    """One row a strategy: where it crosses the reference along the key, and how often it does."""
    rows = [
        {"strategy": name, **{key: value for key, value in found.items() if key != "within"}}
        for name, found in crossed(swept)
    ]
    errors = [row.pop("standard_error") for row in rows]
    named = [{f"{key}_standard_error": e for key, e in each.items()} for each in errors]
    return pd.DataFrame([row | each for row, each in zip(rows, named, strict=True)])


def spider_frame(result: Result) -> pd.DataFrame:
    """One row a strategy, driver and percentile of it: change of the mean with the driver there."""
    rows = [
        (leg.strategy, leg.input, percentile, *change)
        for leg in spider(result)
        for percentile, change in zip(PERCENTILES, leg.changes, strict=True)
    ]
    columns = ["strategy", "input", "percentile", "change", "standard_error"]
    return pd.DataFrame(rows, columns=columns)


def scenarios_frame(result: Result, scenarios: Mapping[str, Experiment]) -> pd.DataFrame:
    """One row a scenario and strategy: mean, its change, the chosen percentile, P(cheapest)."""
    level = percentile_key(result.experiment.confidence)
    rows = [
        (
            scenario.name,
            name,
            *each.mean,
            *(each.change or (None, None)),
            *each.level,
            *each.p_cheapest,
        )
        for scenario in side_by_side(result, scenarios)
        for name, each in scenario.strategies.items()
    ]
    told = [
        heading
        for key in ("mean", "change", level, "p_cheapest")
        for heading in (key, f"{key}_standard_error")
    ]
    return pd.DataFrame(rows, columns=["scenario", "strategy", *told])


def stress_frame(result: Result) -> pd.DataFrame:
    """One row an end of an input and a strategy: mean there, its change, and who is cheapest."""
    rows = [
        (each.input, each.end, each.threshold, each.share, name, mean, change, each.cheapest)
        for each in stress(result)
        for name, (mean, _), (change, _) in zip(
            result.strategies, each.means, each.changes, strict=True
        )
    ]
    columns = ["input", "end", "threshold", "share", "strategy", "mean", "change", "cheapest"]
    return pd.DataFrame(rows, columns=columns)


def drivers_frame(result: Result) -> pd.DataFrame:
    """One row a strategy and input: contribution, swings and place in the worst futures."""
    return pd.DataFrame(driven(result))


def information_frame(result: Result) -> pd.DataFrame:
    """One row an input or correlated set: EVPPI, its error and noise floor, in money."""
    rows = [
        (each.inputs, *each.evppi, each.noise_floor, each.confidence)
        for each in information(result)
    ]
    columns = ["inputs", "evppi", "standard_error", "noise_floor", "confidence"]
    return pd.DataFrame(rows, columns=columns)
