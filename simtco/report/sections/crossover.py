"""Where along a key the strategies cross, and what each loses there."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from simtco.engine.block import Sweep
from simtco.metrics.crossover import Crossover
from simtco.metrics.estimate import Estimate
from simtco.metrics.sweep import frontier, points
from simtco.report.evidence import Evidence
from simtco.report.figures.cheapest_map import cheapest_map
from simtco.report.figures.crossover import crossover as drawn
from simtco.report.figures.expected_loss import expected_loss
from simtco.report.phrases import NONE, amount, chance, margin, percent, plain
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.report.swept import crossovers
from simtco.words.wording import figure, out_of

_SAME = (
    "The experiment at other values of a key, in the same futures: only the key moves. A crossover "
    "is where, in one future, the cheaper of two strategies changes; its percentiles are over the "
    "futures that cross."
)


def crossover(evidence: Evidence) -> Section | None:
    """Every sweep that the experiment asks for; None where it asks for none."""
    if not evidence.result.sweeps:
        return None
    said: list[str] = [_SAME]
    shown: list[Illustration] = []
    tables: list[Table] = []
    for number, swept in enumerate(evidence.result.sweeps, start=1):
        if len(swept.axes) == 1:
            found = crossovers(swept)
            said += _sentences(evidence, swept, found)
            shown += _along(evidence, swept, found, number)
            tables += [_crossings(evidence, swept, found)] if found else []
        else:
            said.append(_of_map(evidence, swept))
            shown.append(_map(evidence, swept, number))
    return Section(
        "crossover", "Where the strategies cross", tuple(said), tuple(shown), tables=tuple(tables)
    )


def _sentences(evidence: Evidence, swept: Sweep, found: Mapping[str, Crossover]) -> Iterator[str]:
    axis, reference = swept.axes[0], evidence.label(swept.reference)
    first, last = (figure(end) for end in (axis.values[0], axis.values[-1]))
    yield f"{axis.key} from {first} to {last}: {_cheapest_by_value(evidence, swept)}."
    for name, each in found.items():
        label = evidence.label(name)
        if not each.levels:
            yield f"{label} and {reference} cross in none of the futures drawn."
            continue
        low, middle, high = (figure(value) for value, _ in each.levels)
        often = out_of(each.none[0]) if each.none[0] else "none of the"
        yield (
            f"{label} and {reference} cross at {middle} in the middle of the futures that cross "
            f"(P50), between {low} and {high} in 8 in 10 of them (P10, P90); they do not cross in "
            f"{often} futures."
        )


def _cheapest_by_value(evidence: Evidence, swept: Sweep) -> str:
    """Which strategy costs least on average from where to where."""
    spans = []
    pairs = zip(frontier(swept), swept.axes[0].values, strict=True)
    for name, group in groupby(pairs, key=lambda pair: pair[0]):
        values = [value for _, value in group]
        spans.append((evidence.label(name), values[0], values[-1]))
    if len(spans) == 1:
        return f"{spans[0][0]} costs least on average at every point"
    parts = [
        f"{label} at {figure(low)}"
        if low == high
        else f"{label} from {figure(low)} to {figure(high)}"
        for label, low, high in spans
    ]
    return f"the least on average costs {', '.join(parts)}"


def _along(
    evidence: Evidence, swept: Sweep, found: Mapping[str, Crossover], number: int
) -> Iterator[Illustration]:
    key = swept.axes[0].key
    title, sentence = f"Cost along {key}", _of_curve(evidence, swept, found)
    yield Illustration(
        title,
        sentence,
        svg(drawn(evidence.result, number), f"crossover-{number}", title, sentence),
        _levels(evidence, swept),
        "line: P50   shaded: P10 to P90   above: P10, P50 and P90 of the crossover",
    )
    if swept.others:
        title, sentence = f"Expected loss along {key}", _of_losses(evidence, swept)
        yield Illustration(
            title,
            sentence,
            svg(expected_loss(evidence.result, number), f"expected-loss-{number}", title, sentence),
            _losses(evidence, swept),
            "broad pale line: the least, what knowing the future is worth (EVPI)",
        )


def _of_curve(evidence: Evidence, swept: Sweep, found: Mapping[str, Crossover]) -> str:
    crossed = [(name, each) for name, each in found.items() if each.levels]
    if not crossed:
        return f"No strategy crosses another along {swept.axes[0].key}."
    name, each = crossed[0]
    return (
        f"{evidence.label(name)} crosses {evidence.label(swept.reference)} at "
        f"{figure(each.levels[1][0])} (P50)."
    )


def _of_losses(evidence: Evidence, swept: Sweep) -> str:
    worths = [
        (found[best].regret[0], value)
        for best, found, value in zip(
            frontier(swept), points(swept), swept.axes[0].values, strict=True
        )
    ]
    most, where = max(worths)
    return (
        f"Even the best choice loses most at {figure(where)}: {evidence.money(most)} on average, "
        "what knowing the future would save there."
    )


def _levels(evidence: Evidence, swept: Sweep) -> Table:
    return Table(
        f"P50, and P10 to P90, {swept.currency}",
        (
            Column(swept.axes[0].key),
            *(Column(evidence.label(name)) for name in swept.strategies),
            *(
                Column(f"{evidence.label(name)} cheaper")
                for name in swept.strategies
                if name != swept.reference
            ),
        ),
        tuple(
            (
                figure(value),
                *(_band(each.levels) for each in found.values()),
                *(chance(each.p_cheaper) for each in found.values() if each.p_cheaper),
            )
            for value, found in zip(swept.axes[0].values, points(swept), strict=True)
        ),
        folded=True,
    )


def _band(levels: tuple[Estimate, ...]) -> str:
    low, middle, high = (plain(value) for value, _ in levels)
    return f"{middle}\n{low} to {high}"


def _losses(evidence: Evidence, swept: Sweep) -> Table:
    return Table(
        f"Expected loss, {swept.currency}",
        (
            Column(swept.axes[0].key),
            *(Column(evidence.label(name)) for name in swept.strategies),
            Column("Least", numeric=False),
        ),
        tuple(
            (figure(value), *(amount(each.regret) for each in found.values()), evidence.label(best))
            for value, best, found in zip(
                swept.axes[0].values, frontier(swept), points(swept), strict=True
            )
        ),
        folded=True,
    )


def _crossings(evidence: Evidence, swept: Sweep, found: Mapping[str, Crossover]) -> Table:
    return Table(
        f"Crossover with {evidence.label(swept.reference)}, {swept.axes[0].key}",
        (
            Column("Strategy", numeric=False),
            *(Column(level) for level in ("P10", "P50", "P90")),
            Column("Becomes cheaper"),
            Column("Becomes dearer"),
            Column("No crossover"),
            Column("More than one"),
        ),
        tuple(
            (
                evidence.label(name),
                *(
                    f"{figure(value)}\n{margin(error)}\n{figure(low)} to {figure(high)}"
                    for (value, error), (low, high) in zip(each.levels, each.within, strict=True)
                ),
                *(() if each.levels else (NONE,) * 3),
                *map(
                    chance,
                    (each.becomes_cheaper, each.becomes_dearer, each.none, each.again),
                ),
            )
            for name, each in found.items()
        ),
        tuple(evidence.key(name) for name in found),
    )


def _of_map(evidence: Evidence, swept: Sweep) -> str:
    best = frontier(swept)
    up, right = swept.axes
    parts = [
        f"{evidence.label(name)} at {best.count(name)}" for name in swept.strategies if name in best
    ]
    return (
        f"Of {len(best)} pairs of {up.key} and {right.key}, the cheapest on average is "
        f"{', '.join(parts)}."
    )


def _map(evidence: Evidence, swept: Sweep, number: int) -> Illustration:
    up, right = swept.axes
    title, sentence = f"The cheapest by {up.key} and {right.key}", _of_map(evidence, swept)
    wide = len(right.values)
    cells = [
        f"{evidence.label(best)}\n{percent(found[best].p_cheapest[0])}"
        for best, found in zip(frontier(swept), points(swept), strict=True)
    ]
    return Illustration(
        title,
        sentence,
        svg(cheapest_map(evidence.result, number), f"map-{number}", title, sentence),
        Table(
            f"Cheapest on average, and in how many futures: {up.key} down, {right.key} across",
            (Column(up.key), *(Column(figure(v), numeric=False) for v in right.values)),
            tuple(
                (figure(value), *cells[row * wide : (row + 1) * wide])
                for row, value in enumerate(up.values)
            ),
            folded=True,
        ),
        "number: in how many of 100 futures it is the cheapest of all",
    )
