"""The results as plain tables, for spreadsheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from simtco.engine.block import Result
from simtco.files.catalogue import Catalogue
from simtco.files.input_rows import COLUMNS, NUMBERS, as_table, input_rows
from simtco.report import names
from simtco.report.bundle import Bundle
from simtco.report.phased import phased
from simtco.report.phrases import level_name
from simtco.words.percentiles import percentile_key

Sort = Literal["text", "money", "share", "number", "whole"]
Value = str | float | None
PERCENTS = tuple(range(1, 100))
_MONEY = ("base", "mean", "sd", "p5", "p10", "p50", "p80", "p90", "p95", "p99", "cvar95")
_SHARES = ("p_cheapest", "base_percentile", "p_within_budget")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under a name: the heading and sort of each column, and its rows."""

    name: str
    columns: tuple[tuple[str, Sort], ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def file(self) -> str:
        """The name of the table's CSV file."""
        return f"{self.name.lower()}.csv"

    def table(self) -> Iterator[Sequence[Value]]:
        """The rows below their heading."""
        yield tuple(heading for heading, _ in self.columns)
        yield from self.rows


def sheets(report: Bundle) -> tuple[Sheet, ...]:
    """The answer, the strategies, and what they are made of."""
    return (
        _answer(report),
        _strategies(report),
        _inputs(report.result),
        _categories(report),
        _months(report.result),
        _percentiles(report.result),
    )


def _answer(report: Bundle) -> Sheet:
    page = report.page
    rows: list[tuple[Value, ...]] = [("answer", page.title), ("question", page.question)]
    rows += [(line.figure, line.sentence) for line in page.answer]
    rows += [("note", note) for note in page.notes]
    rows += page.provenance
    return Sheet("Answer", (("what", "text"), ("says", "text")), tuple(rows))


def _strategies(report: Bundle) -> Sheet:
    confidence = report.result.experiment.confidence
    level = percentile_key(confidence)
    money = [*_MONEY, *(() if level in _MONEY else (level,)), "expected_regret"]
    columns: list[tuple[str, Sort]] = [("strategy", "text"), ("label", "text")]
    columns += [(key, "money") for key in money]
    columns += [(f"buffer_{level_name(confidence).lower()}", "share")]
    columns += [(key, "share") for key in _SHARES]
    columns += [(f"standard_error_{key}", "money") for key in ("mean", level)]
    rows = []
    for name, found in report.summary["strategies"].items():
        error = found["standard_error"]
        rows.append(
            (
                name,
                names.label(report.result, name),
                *(_at(found, key) for key in money),
                _at(found["buffer"], level),
                *(_at(found, key) for key in _SHARES),
                *(_at(error, key) for key in ("mean", level)),
            )
        )
    return Sheet("Strategies", tuple(columns), tuple(rows))


def _inputs(result: Result) -> Sheet:
    rows = input_rows(result.experiment, {}, Catalogue()).values()
    columns = tuple[tuple[str, Sort], ...](
        (name, "number" if name in NUMBERS else "text") for name in COLUMNS
    )
    return Sheet("Inputs", columns, tuple(as_table(rows)[1:]))


def _categories(report: Bundle) -> Sheet:
    rows = tuple(
        (name, category, mean)
        for name, found in report.summary["strategies"].items()
        for category, mean in found["categories"].items()
    )
    return Sheet(
        "Categories", (("strategy", "text"), ("category", "text"), ("mean", "money")), rows
    )


def _months(result: Result) -> Sheet:
    found = phased(result)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (name, int(month), *(float(level) for level in found.levels[index, :, at]))
        for index, name in enumerate(result.strategies)
        for at, month in enumerate(found.months)
    )
    columns: tuple[tuple[str, Sort], ...] = (
        ("strategy", "text"),
        ("month", "whole"),
        *((f"cumulative_{key}", "money") for key in ("p10", "p50", "p90")),
    )
    return Sheet("Months", columns, rows)


def _percentiles(result: Result) -> Sheet:
    levels = [
        np.quantile(result.total(name), np.array(PERCENTS) / 100.0) for name in result.strategies
    ]
    rows = tuple(
        (percent, *(float(values[at]) for values in levels)) for at, percent in enumerate(PERCENTS)
    )
    columns: tuple[tuple[str, Sort], ...] = (
        ("percentile", "whole"),
        *((name, "money") for name in result.strategies),
    )
    return Sheet("Percentiles", columns, rows)


def _at(found: Mapping[str, Any], key: str) -> float | None:
    value = found.get(key)
    return None if value is None else float(value)
