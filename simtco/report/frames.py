"""Findings and futures as pandas frames, for notebooks and spreadsheets."""

import pandas as pd

from simtco.engine.block import Result
from simtco.metrics.buffer_curve import buffer_curve
from simtco.metrics.information import information
from simtco.metrics.metric import Findings
from simtco.metrics.shares import shares
from simtco.metrics.stress import stress
from simtco.metrics.sweep import Sweep, at
from simtco.report.driven import driven


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
    """One row a point and strategy: mean, P10, P50, P90, P(cheapest) and P(cheaper)."""
    keys = [axis.key for axis in swept.axes]
    rows = []
    for place, values in enumerate(swept.points):
        for name in swept.strategies:
            found = at(swept, place, name)
            cheaper = found.p_cheaper[0] if found.p_cheaper else None
            levels = (level for level, _ in found.levels)
            rows.append((*values, name, found.mean[0], *levels, found.p_cheapest[0], cheaper))
    columns = ["strategy", "mean", "p10", "p50", "p90", "p_cheapest", "p_cheaper"]
    return pd.DataFrame(rows, columns=[*keys, *columns])


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
