"""What drives the cost."""

from collections.abc import Iterator

import numpy as np

from simtco.metrics.contribution import Contribution, contributions
from simtco.metrics.estimate import Estimate
from simtco.metrics.spider import PERCENTILES, Leg, spider
from simtco.metrics.swings import Pair, Swing, swings
from simtco.metrics.worst_tail import TailMark, worst_tail
from simtco.report.evidence import Evidence
from simtco.report.figures.contribution import contribution
from simtco.report.figures.spider import spider as spider_drawn
from simtco.report.figures.tornado import MOST, tornado
from simtco.report.phrases import NONE, level_name, listed, margin, percent, signed
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.belief import Belief

_MOST_SAID = 3
_FIRST = 6
_COLUMNS = (
    Column("Input", numeric=False),
    Column("Explains of the variance"),
    Column("Plan at its P10 / P90"),
    Column("Mean in its lowest / highest tenth"),
)


def drivers(evidence: Evidence) -> Section | None:
    """Contributions to variance, tornado and worst futures; None where nothing is uncertain."""
    explained = contributions(evidence.result)
    if not any(each.matters for each in explained):
        return None
    swung, marked = swings(evidence.result), worst_tail(evidence.result)
    own = [each for each in explained if each.strategy == evidence.chosen]
    return Section(
        "drivers",
        "What drives the cost",
        tuple(
            filter(
                None,
                [
                    _explained(evidence, own),
                    _worst(evidence, [m for m in marked if m.strategy == evidence.chosen]),
                    _doubtful(evidence, own),
                ],
            )
        ),
        (
            *_contribution(evidence, [each for each in own if each.matters][:MOST]),
            *_tornado(evidence, [s for s in swung if s.strategy == evidence.chosen][:MOST]),
            *_spider(
                evidence, [s for s in spider(evidence.result) if s.strategy == evidence.chosen]
            ),
        ),
        tables=tuple(
            _table(evidence, name, explained, swung, marked)
            for name in evidence.strategies
            if any(each.matters for each in explained if each.strategy == name)
        ),
    )


def _explained(evidence: Evidence, own: list[Contribution]) -> str:
    told = [each for each in own if each.matters]
    label = evidence.label(evidence.chosen)
    if not told:
        return f"No input alone explains the spread of {label}."
    each = [f"{percent(c.shapley[0])} by {c.input}" for c in told[:_MOST_SAID]]
    drawn = [c for c in told if c.input in evidence.result.input_names]
    whole = min(sum(c.shapley[0] for c in drawn), 1.0)
    said = (
        f"Of the variance of {label}, {listed(each)} is explained; by all inputs that stand out "
        f"from the noise together, {percent(whole)}. The rest is inputs that work together, and "
        "chance that no single input shows."
    )
    if len(drawn) == len(told):
        return said
    return f"{said} A shock that stands by its money moves with other inputs and is not added."


def _worst(evidence: Evidence, marks: list[TailMark]) -> str:
    said = [_place(mark) for mark in marks if _stands_out(mark)][:_MOST_SAID]
    if not said:
        return ""
    return (
        f"What the dearest 5 in 100 futures of {evidence.label(evidence.chosen)} have in common, "
        f"each in half of them: {listed(said)}."
    )


def _stands_out(mark: TailMark) -> bool:
    """Whether it lies more than two standard errors from the middle."""
    value, error = mark.percentile
    return abs(value - 0.5) > 2.0 * (error or 0.0)


def _place(mark: TailMark) -> str:
    value, _ = mark.percentile
    return f"{mark.input} at its P{100.0 * value:.0f} or {'above' if value >= 0.5 else 'below'}"


def _doubtful(evidence: Evidence, own: list[Contribution]) -> str:
    beliefs = evidence.result.experiment.variables
    weak = [
        each.input
        for each in own[:_FIRST]
        if each.matters
        and isinstance(belief := beliefs.get(each.input), Belief)
        and belief.confidence == "low"
    ]
    if not weak:
        return ""
    return f"Measure this first, it matters and its confidence is low: {listed(weak)}."


def _contribution(evidence: Evidence, own: list[Contribution]) -> tuple[Illustration, ...]:
    if not own:
        return ()
    label, title = evidence.label(evidence.chosen), "What explains the spread"
    first, floor = own[0], own[0].noise_floor
    sentence = (
        f"{first.input} explains {percent(first.shapley[0])} of the variance of {label}; an input "
        f"that explains nothing would show up to {percent(floor)} by luck."
    )
    return (
        Illustration(
            title,
            sentence,
            svg(contribution(evidence.result), "contribution", f"{title}: {label}", sentence),
            Table(
                f"{label}: share of the variance",
                (
                    Column("Input", numeric=False),
                    Column("Shapley effect"),
                    Column("Alone (first order)"),
                    Column("By luck"),
                ),
                tuple(
                    (each.input, _share(each.shapley), _share(each.first_order), percent(floor))
                    for each in own
                ),
                folded=True,
            ),
            "bar: share of the variance   ⊢⊣ two standard errors to each side   │ by luck alone",
            strategy=evidence.key(evidence.chosen),
        ),
    )


def _share(estimate: Estimate) -> str:
    value, error = estimate
    return f"{percent(value)}\n{margin(error, 100.0, ' points')}"


def _tornado(evidence: Evidence, drawn: list[Swing]) -> Iterator[Illustration]:
    """What moves the chosen strategy; nothing where nothing does."""
    if not np.ptp(evidence.result.total(evidence.chosen)):
        return
    label, first = evidence.label(evidence.chosen), drawn[0]
    (low, _), (high, _) = first.mean
    sentence = (
        f"{first.input} moves the mean of {label} most: {signed(low)} "
        f"{evidence.result.experiment.currency} in its lowest tenth, {signed(high)} in its highest."
    )
    drawing = tornado(evidence.result)
    yield Illustration(
        f"What moves the mean: {label}",
        sentence,
        svg(drawing, "tornado", f"Tornado of {label}", sentence),
        _changes(evidence, drawn),
        "pale: low end of the input   full: high end",
        strategy=evidence.key(evidence.chosen),
    )


def _spider(evidence: Evidence, legs: list[Leg]) -> list[Illustration]:
    """The first six drivers from low to high; nothing where none stands out."""
    if not legs:
        return []
    label, currency = evidence.label(evidence.chosen), evidence.result.experiment.currency
    steepest = max(legs, key=lambda leg: abs(leg.changes[-1][0] - leg.changes[0][0]))
    first, last = steepest.changes[0][0], steepest.changes[-1][0]
    sentence = (
        f"{steepest.input} takes the mean of {label} farthest, from {signed(first)} {currency} at "
        f"its {level_name(PERCENTILES[0])} to {signed(last)} at its {level_name(PERCENTILES[-1])}."
    )
    title = f"From low to high, one at a time: {label}"
    return [
        Illustration(
            title,
            sentence,
            svg(spider_drawn(evidence.result), "spider", title, sentence),
            Table(
                f"Change of the mean with the input there, {currency}",
                (Column("Input", numeric=False), *(Column(level_name(p)) for p in PERCENTILES)),
                tuple(
                    (
                        leg.input,
                        *(f"{signed(value)}\n{margin(error)}" for value, error in leg.changes),
                    )
                    for leg in legs
                ),
                folded=True,
            ),
            "a steep line: the cost follows the input; a bent one: it does so at one end",
            strategy=evidence.key(evidence.chosen),
        )
    ]


def _changes(evidence: Evidence, swung: list[Swing]) -> Table:
    return Table(
        f"Changes by the lowest and the highest tenth, {evidence.result.experiment.currency}",
        (
            Column("Input", numeric=False),
            Column("Plan at its P10 / P90"),
            Column("Mean"),
            Column(evidence.level),
        ),
        tuple((each.input, _alone(each), _ends(each.mean), _ends(each.level)) for each in swung),
        folded=True,
    )


def _table(
    evidence: Evidence,
    name: str,
    explained: tuple[Contribution, ...],
    swung: tuple[Swing, ...],
    marked: tuple[TailMark, ...],
) -> Table:
    swing_of = {each.input: each for each in swung if each.strategy == name}
    mark_of = {each.input: each.percentile for each in marked if each.strategy == name}
    rows = []
    for each in explained:
        if each.strategy != name or not each.matters:
            continue
        value, off = mark_of[each.input]
        rows.append(
            (
                each.input,
                _share(each.shapley),
                _alone(swing_of[each.input]),
                _ends(swing_of[each.input].mean),
                f"P{100.0 * value:.0f}\n{margin(off, 100.0)}",
            )
        )
    return Table(
        f"{evidence.label(name)}: what drives it, {evidence.result.experiment.currency}",
        (*_COLUMNS, Column("Median place in the dearest 5%")),
        tuple(rows),
        folded=name != evidence.chosen,
        strategy=evidence.key(name),
    )


def _alone(swing: Swing) -> str:
    return NONE if swing.alone is None else " / ".join(map(signed, swing.alone))


def _ends(pair: Pair) -> str:
    (low, below), (high, above) = pair
    return f"{signed(low)} / {signed(high)}\n{margin(below)} / {margin(above)}"
