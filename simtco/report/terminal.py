"""The answer on a terminal: one sentence, one table, and what its columns mean."""

import textwrap
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from simtco.report import names
from simtco.report.bundle import Bundle
from simtco.report.columns import columns
from simtco.report.phrases import NONE, level_name
from simtco.report.reached import reached
from simtco.report.spread import Scale, spread
from simtco.words.percentiles import percentile_key
from simtco.words.wording import figure, frequency

_NARROWEST, _WIDEST = 20, 120
_LONGEST_NAME = 24
_SHORTEST_BAR, _LONGEST_BAR = 12, 40
_GAP = 2
_STRATEGY, _SPREAD = "strategy", "spread"
_NONE_YET = ""
_LEAVE = ("P95", "P50", "buffer", "base")  # first to go where there is no room


def answer(report: Bundle, width: int, *, ascii_only: bool = False) -> tuple[str, str]:
    """The answer in one sentence, and what it rests on, in lines no longer than `width`."""
    room = min(max(width, _NARROWEST), _WIDEST)
    experiment = report.result.experiment
    heading, table = _table(report, room, ascii_only=ascii_only)
    level, scale = level_name(experiment.confidence), _scale(report)
    told = {
        "base": "Base: what a plan would have said.",
        level: f"{level}: {frequency(experiment.confidence)} futures cost no more.",
        "buffer": f"Buffer: {level} over base.",
        "cheapest": "Cheapest: share of futures.",
    }
    parts = (
        f"{experiment.currency} over {_months(experiment.horizon_months)}.",
        *(said for column, said in told.items() if column in heading),
        f"Spread: P5 to P95, P50 marked, from {figure(scale.low)} to {figure(scale.high)}.",
    )
    legend = " ".join(filter(None, (*parts, reached(report.result))))
    rest = (*textwrap.wrap(experiment.title, room), "", *table, "", *textwrap.wrap(legend, room))
    return textwrap.fill(report.page.title, room), "\n".join(rest)


def _table(report: Bundle, room: int, *, ascii_only: bool) -> tuple[list[str], list[str]]:
    """The columns that there is room for, and the lines of the table."""
    rows = [_cells(report, name) for name in report.result.strategies]
    level = level_name(report.result.experiment.confidence)
    heading, left = list(rows[0]), 0
    for column in (_NONE_YET, *_LEAVE):
        heading = [name for name in heading if name != column or name == level]
        left = room - sum(_width(rows, name) + _GAP for name in heading)
        if left >= _SHORTEST_BAR:
            break
    stacked = left < _SHORTEST_BAR
    heading = list(rows[0]) if stacked else heading
    size = min(room - 2 * _GAP if stacked else left, _LONGEST_BAR)
    scale = _scale(report)
    cells = [
        (*(row[name] for name in heading), spread(ends, scale, size, ascii_only=ascii_only))
        for row, ends in zip(rows, _ends(report), strict=True)
    ]
    shown = (*heading, _SPREAD)
    return heading, columns(shown, cells, heading[1:], room if stacked else None)


def _cells(report: Bundle, name: str) -> dict[str, str]:
    found, level = report.findings[name], percentile_key(report.result.experiment.confidence)
    buffer = found[f"buffer.{level}"]
    chosen = level_name(report.result.experiment.confidence)
    keys = {"base": "base", "P50": "p50", chosen: level, "P95": "p95"}
    return {
        _STRATEGY: names.short(names.label(report.result, name), _LONGEST_NAME),
        **{column: figure(found[key].number) for column, key in keys.items()},
        "buffer": NONE if buffer.value is None else f"{100 * buffer.number:+,.0f}%",
        "cheapest": f"{100 * found['p_cheapest'].number:.3g}%",
    }


def _ends(report: Bundle) -> Iterator[tuple[float, float, float]]:
    for name in report.result.strategies:
        low, middle, high = (report.findings[name][key].number for key in ("p5", "p50", "p95"))
        yield low, middle, high


def _scale(report: Bundle) -> Scale:
    ends = list(_ends(report))
    return Scale(min(low for low, _, _ in ends), max(high for _, _, high in ends))


def _width(rows: Sequence[dict[str, str]], name: str) -> int:
    return max(cell_len(text) for text in (name, *(row[name] for row in rows)))


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
