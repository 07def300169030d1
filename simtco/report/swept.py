"""A sweep as one JSON object, or as text for a terminal."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from simtco.engine.block import Sweep
from simtco.metrics.crossover import Crossover, crossover
from simtco.metrics.estimate import Estimate
from simtco.metrics.sweep import At, frontier, points
from simtco.report.columns import columns
from simtco.report.phrases import margin, percent, rough
from simtco.words.wording import figure, out_of

SCHEMA = 1
_LEVELS = ("p10", "p50", "p90")


def as_data(swept: Sweep, experiment: str) -> dict[str, Any]:
    """What `simtco sweep --json` prints."""
    return {
        "schema": SCHEMA,
        "experiment": experiment,
        "currency": swept.currency,
        "reference": swept.reference,
        **along(swept),
    }


def along(swept: Sweep) -> dict[str, Any]:
    """A sweep as summary.json holds it."""
    return {
        "keys": [axis.key for axis in swept.axes],
        "trials": int(swept.totals.shape[2]),
        "points": [
            {
                "values": list(values),
                "least_expected_cost": best,
                "evpi": found[best].regret[0],
                "strategies": {name: _point(each) for name, each in found.items()},
            }
            for values, best, found in zip(
                swept.points, frontier(swept), points(swept), strict=True
            )
        ],
        "crossovers": [{"strategy": name, **found} for name, found in crossed(swept)],
    }


def as_text(swept: Sweep, question: str) -> str:
    """The crossover in sentences, then a table: one row a point, or a map of two keys."""
    keys = " and ".join(axis.key for axis in swept.axes)
    blocks = [
        [question, f"Along {keys}, {swept.totals.shape[2]:,} futures, the same at each point"]
    ]
    if len(swept.axes) == 1:
        blocks += [_sentences(swept, name, found) for name, found in crossovers(swept).items()]
        blocks.append([*_along(swept)])
    else:
        blocks.append([*_map(swept)])
    return "\n\n".join("\n".join(block) for block in blocks)


@lru_cache(maxsize=4)
def crossovers(swept: Sweep) -> Mapping[str, Crossover]:
    """Along one key alone, with the reference by strategy; of two there is no first point."""
    return {
        name: crossover(np.array(swept.axes[0].values), swept.difference(name))
        for name in (swept.others if len(swept.axes) == 1 else ())
    }


def crossed(swept: Sweep) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each crossover with the reference, as summary.json holds it."""
    return ((name, _crossed(found)) for name, found in crossovers(swept).items())


def _point(found: At) -> dict[str, Any]:
    estimates = {
        "mean": found.mean,
        **dict(zip(_LEVELS, found.levels, strict=True)),
        "p_cheapest": found.p_cheapest,
        "expected_regret": found.regret,
        **({"p_cheaper": found.p_cheaper} if found.p_cheaper else {}),
    }
    return _valued(estimates)


def _crossed(found: Crossover) -> dict[str, Any]:
    levels = dict(zip(_LEVELS, found.levels, strict=False))
    within = dict(zip(_LEVELS, found.within, strict=False))
    estimates = {
        "p_no_crossover": found.none,
        "p_becomes_cheaper": found.becomes_cheaper,
        "p_becomes_dearer": found.becomes_dearer,
        "p_cheaper_throughout": found.cheaper_throughout,
        "p_dearer_throughout": found.dearer_throughout,
        "p_more_than_once": found.again,
    }
    none = dict.fromkeys(_LEVELS)
    told = _valued({**levels, **estimates})
    return {**none, **told, "within": {**none, **{k: list(v) for k, v in within.items()}}}


def _valued(estimates: dict[str, Estimate]) -> dict[str, Any]:
    return {
        **{key: value for key, (value, _) in estimates.items()},
        "standard_error": {key: error for key, (_, error) in estimates.items()},
    }


def _sentences(swept: Sweep, name: str, found: Crossover) -> list[str]:
    key, reference = swept.axes[0].key, swept.reference
    first, last = (figure(end) for end in (swept.axes[0].values[0], swept.axes[0].values[-1]))
    parts = (
        ("becomes cheaper than", found.becomes_cheaper),
        ("becomes dearer than", found.becomes_dearer),
        ("is cheaper throughout than", found.cheaper_throughout),
        ("is dearer throughout than", found.dearer_throughout),
    )
    said = [
        f"{name} {verb} {reference} in {_often(share)} futures."
        for verb, share in parts
        if share[0] > 0
    ]
    head = f"{name} and {reference}, {key} from {first} to {last}:"
    if not found.levels:
        return [head, *(f"  {each}" for each in said), "  They cross in none of those drawn."]
    levels = ", ".join(
        f"P{level[1:]} {figure(value)} ({margin(error)})"
        for level, (value, error) in zip(_LEVELS, found.levels, strict=True)
    )
    low, high = found.within[1]
    lines = [
        *said,
        f"They cross at {levels}, where they do; no crossover in {_often(found.none)} futures.",
        f"P50 lies between the points {figure(low)} and {figure(high)} whatever costs do there.",
    ]
    if found.again[0] > 0:
        lines.append(f"They cross more than once in {_often(found.again)} futures.")
    return [head, *(f"  {line}" for line in lines)]


def _often(share: Estimate) -> str:
    return "all" if share[0] == 1 else out_of(share[0])


def _along(swept: Sweep) -> Iterator[str]:
    key = swept.axes[0].key
    heads = (key, "strategy", "mean", "P10", "P50", "P90", "loss", "cheaper", "cheapest")
    rows = [
        (
            figure(value),
            name,
            *(figure(each) for each, _ in (found.mean, *found.levels, found.regret)),
            percent(found.p_cheaper[0]) if found.p_cheaper else "",
            percent(found.p_cheapest[0]),
        )
        for value, each in zip(swept.axes[0].values, points(swept), strict=True)
        for name, found in each.items()
    ]
    yield from columns(heads, rows, {*heads} - {"strategy"})
    errors = [found.mean[1] for each in points(swept) for found in each.values()]
    known = [error for error in errors if error is not None]
    most = f"; standard errors of means reach {rough(max(known))}" if known else ""
    yield ""
    yield (
        f"Money in {swept.currency}. Loss: what it costs more, on average, than the cheapest of "
        f"each future. Cheaper: share of futures in which it costs less than {swept.reference}"
        f"{most}."
    )


def _map(swept: Sweep) -> Iterator[str]:
    """Rows of the first key, columns of the second: the least mean, and how often it is least."""
    down, across = swept.axes
    cells = [
        f"{best} {percent(found[best].p_cheapest[0])}"
        for best, found in zip(frontier(swept), points(swept), strict=True)
    ]
    wide = len(across.values)
    rows = [
        (figure(value), *cells[row * wide : (row + 1) * wide])
        for row, value in enumerate(down.values)
    ]
    heads = (down.key, *(figure(value) for value in across.values))
    yield from columns(heads, rows, heads)
    yield ""
    yield (
        f"Down: {down.key}. Across: {across.key}. The strategy that is the cheapest on average, "
        "and the share of futures in which it is."
    )
