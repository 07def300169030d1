"""A backtest as one JSON object, or as text for a terminal."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from simtco.metrics.estimate import quantiles
from simtco.report.columns import columns
from simtco.report.phrases import margin
from simtco.usage.backtest import Backtest
from simtco.usage.calibration_test import BAND, HELD, CalibrationTest
from simtco.words.wording import figure, frequency

SCHEMA = 1
_ODD = 0.2
_LEVELS = (BAND[0], 0.5, HELD, BAND[1])
_MEANING = {
    "too narrow": "beliefs are too narrow",
    "too low": "beliefs are too narrow or too low: every miss is dearer than expected",
    "too high": "beliefs are too high: the months cost less than expected",
    "too wide": "beliefs are too wide: actual months lie closer to the middle",
    "too steady": "beliefs are too narrow from month to month: months differ from each other more "
    "than the forecast lets them",
    "sound": "nothing speaks against the beliefs",
}


def as_data(found: Backtest, experiment: str) -> dict[str, Any]:
    """What `simtco backtest --json` prints."""
    test, rest = found.test, found.rest
    return {
        "schema": SCHEMA,
        "experiment": experiment,
        "strategy": found.forecast.strategy,
        "categories": list(found.forecast.categories) or "all",
        "currency": found.forecast.currency,
        "trials": int(found.forecast.monthly.shape[1]),
        "months": [
            {
                "month": found.month(row),
                "actual": float(cost),
                **_levels(found.forecast.monthly[row]),
                "percentile": float(u),
                "held": bool(u <= HELD),
            }
            for row, cost, u in zip(found.rows, found.actual, test.percentiles, strict=True)
        ],
        "calibration": {
            "held": test.held,
            "inside_band": test.inside,
            "above": test.above,
            "below": test.below,
            "of": test.months,
            "coverage": test.inside / test.months,
            "p_held": test.p_held,
            "p_spread": test.p_spread,
            "p_close": test.p_close,
            "p_low": test.p_low,
            "p_high": test.p_high,
            "p_uniform": test.p_uniform,
            "p_jumps": test.p_jumps,
            "verdict": test.verdict,
        },
        "next": [
            {
                "month": found.month(row),
                "before": _levels(found.forecast.monthly[row]),
                "now": _levels(futures),
            }
            for row, futures in zip(rest.rows, rest.futures, strict=True)
        ],
        "remaining": _remaining(found),
        "noise": rest.noise,
        "learned": rest.learned,
        "sentences": list(sentences(found)),
        "notes": list(found.notes),
    }


def as_text(found: Backtest, title: str) -> str:
    """The verdict, the months, and the forecast as it stands now."""
    forecast = found.forecast
    what = ", ".join(forecast.categories) or "all categories"
    head = [
        title,
        (
            f"{forecast.strategy}, {what}, {forecast.monthly.shape[1]:,} futures; "
            f"{found.month(found.rows[0])} to {found.month(found.rows[-1])}"
        ),
    ]
    blocks = [head, list(sentences(found)), _months(found)]
    if found.rest.rows:
        blocks.append(_next(found))
    return "\n\n".join("\n".join(block) for block in blocks)


def sentences(found: Backtest) -> Iterator[str]:
    """What the backtest says, the verdict first."""
    test = found.test
    yield f"Your P80 held in {test.held} of {test.months} months: {_meaning(test)}."
    side = f"{test.above} above it and {test.below} below"
    yield f"{test.inside} of {test.months} lie inside P10 to P90, where 8 in 10 should; {side}."
    yield (
        f"Were the beliefs right, {frequency(test.p_held)} futures would hold P80 in as few "
        f"months, {frequency(test.p_uniform)} would have percentiles as uneven, "
        f"{frequency(test.p_jumps)} would jump as much from month to month. That months of one "
        "future hang together is counted in."
    )
    if test.months < 6:
        yield f"{test.months} months tell little: a verdict needs about a year."
    beyond = int(((test.percentiles == 0.0) | (test.percentiles == 1.0)).sum())
    if beyond:
        yield f"{beyond} lie beyond every future that was drawn."


def _meaning(test: CalibrationTest) -> str:
    """The verdict in words; what looks odd and may be chance is called that."""
    likely = min(test.p_held, test.p_spread, 2.0 * min(test.p_low, test.p_high), test.p_jumps)
    if test.verdict != "sound" or likely > _ODD:
        return _MEANING[test.verdict]
    return f"it may be chance, for {frequency(likely)} of its own futures fare as badly"


def _months(found: Backtest) -> list[str]:
    heading = ("month", "actual", "P10", "P50", "P80", "P90", "percentile", "P80 held")
    rows = []
    for row, cost, u in zip(found.rows, found.actual, found.test.percentiles, strict=True):
        levels = np.quantile(found.forecast.monthly[row], _LEVELS)
        held = "yes" if u <= HELD else "no"
        rows.append(
            (found.month(row), figure(cost), *map(figure, levels), f"{100.0 * u:.1f}", held)
        )
    return [
        *columns(heading, rows, {*heading} - {"month", "P80 held"}),
        "",
        (
            f"Money in {found.forecast.currency} a month. Percentile: share of futures in which "
            "the month costs less."
        ),
    ]


def _next(found: Backtest) -> list[str]:
    heading = ("month", "P10 before", "P50", "P90", "P10 now", "P50 now", "P90 now")
    rows = []
    for row, futures in zip(found.rest.rows, found.rest.futures, strict=True):
        both = found.forecast.monthly[row], futures
        before, now = (np.quantile(each, (0.1, 0.5, 0.9)) for each in both)
        rows.append((found.month(row), *map(figure, before), *map(figure, now)))
    remaining = found.rest.futures.sum(axis=0)
    (middle, error), (high, high_error) = quantiles(remaining, (0.5, HELD))
    lines = [
        "The rest, given the months that are known:",
        *columns(heading, rows, {*heading} - {"month"}),
        "",
        (
            f"What is left costs {figure(middle)} ({margin(error)}) in the middle future; "
            f"{figure(high)} ({margin(high_error)}) covers 8 in 10."
        ),
    ]
    if found.rest.noise > 0.0:
        lines.append(
            "The months differ from each other more than the forecast lets them; that much is "
            f"added to what comes ({figure(found.rest.noise, 2)} in normal scores)."
        )
    return lines


def _remaining(found: Backtest) -> dict[str, Any] | None:
    if not found.rest.rows:
        return None
    return {
        "before": _levels(found.forecast.monthly[list(found.rest.rows)].sum(axis=0)),
        "now": _levels(found.rest.futures.sum(axis=0)),
    }


def _levels(values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> dict[str, Any]:
    found = quantiles(values, _LEVELS)
    names = [f"p{100 * level:g}" for level in _LEVELS]
    return {
        **{name: value for name, (value, _) in zip(names, found, strict=True)},
        "standard_error": {name: error for name, (_, error) in zip(names, found, strict=True)},
    }
