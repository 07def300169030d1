"""What moves together, and what that does to the budget."""

from dataclasses import dataclass

import numpy as np

from simtco.engine.block import Result
from simtco.files.cluster import Cluster
from simtco.metrics.achieved_ranks import Achieved, achieved_ranks
from simtco.metrics.estimate import Estimate
from simtco.report.evidence import Evidence
from simtco.report.figures.correlations import Row
from simtco.report.figures.correlations import correlations as drawn
from simtco.report.origin import origin
from simtco.report.phrases import amount, listed, plain
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.correlation import Correlation
from simtco.words.wording import figure

_MOST_DRAWN = 12
_MOST_PAIRS = 60
_NOTHING = 1e-3  # ranks beneath it are a repair's rounding, when nothing was asked
_WAYS = ("independent", "assumed", "fully_dependent")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers with their rank correlation as asked, used and achieved."""

    first: str
    second: str
    asked: float
    used: float
    achieved: Estimate

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.first} with {self.second}"

    @property
    def gap(self) -> float:
        """How far the futures drawn are from the rank used."""
        return abs(self.achieved[0] - self.used)


def correlations(evidence: Evidence) -> Section:
    """Ranks asked for, used and achieved; the chosen percentile under three sorts of dependence."""
    result = evidence.result
    found = achieved_ranks(result)
    pairs = sorted((p for each in found for p in _pairs(each)), key=lambda pair: -abs(pair.asked))
    return Section(
        "correlations",
        "What moves together",
        (
            *(_repaired(each.cluster) for each in found if each.cluster.repaired),
            _band(evidence, bool(found)),
        ),
        (_illustration(result, pairs, found),) if pairs else (),
        tables=(_dependence(evidence), *((_stated(result),) if found else ())),
    )


def _band(evidence: Evidence, correlated: bool) -> str:
    name = evidence.chosen
    apart, own, together = (evidence.number(name, f"dependence.{way}") for way in _WAYS)
    assumed = (
        f"As assumed it is {evidence.money(own)}; were all numbers independent, "
        f"{evidence.money(apart)}"
        if correlated
        else f"No correlation is assumed: all numbers are drawn independently, and it is "
        f"{evidence.money(own)}"
    )
    return (
        f"{evidence.level} of {evidence.label(name)} depends on what moves together. {assumed}; "
        f"did all turn out dear or cheap together, {evidence.money(together)}. That is a yardstick "
        "for correlations that nobody stated, not a bound. Steps of paths and the months in which "
        "events strike stay independent even there."
    )


def _repaired(cluster: Cluster) -> str:
    change, distance = figure(cluster.largest_change, 2), figure(cluster.distance, 2)
    return (
        f"The correlations asked for between {listed(list(cluster.members), 6)} cannot all hold at "
        f"once. The nearest that can are used instead: the largest change is {change}, the "
        f"Frobenius distance {distance}."
    )


def _pairs(found: Achieved) -> list[Pair]:
    """Pairs of which something was asked or used: those of which most was asked."""
    cluster = found.cluster
    rows, columns = np.triu_indices(len(cluster.members), 1)
    asked, used = cluster.asked[rows, columns], cluster.used[rows, columns]
    told = np.flatnonzero((asked != 0.0) | (np.abs(used) > _NOTHING))
    first = told[np.argsort(-np.abs(asked[told]), kind="stable")[:_MOST_PAIRS]]
    return [_pair(found, int(rows[k]), int(columns[k])) for k in first]


def _pair(found: Achieved, row: int, column: int) -> Pair:
    cluster = found.cluster
    error = None if found.errors is None else float(found.errors[row, column])
    return Pair(
        cluster.members[row],
        cluster.members[column],
        float(cluster.asked[row, column]),
        float(cluster.used[row, column]),
        (float(found.ranks[row, column]), error),
    )


def _illustration(result: Result, pairs: list[Pair], found: tuple[Achieved, ...]) -> Illustration:
    sentence = _accuracy(result, found)
    rows = [
        Row((pair.first, pair.second), pair.asked, pair.used, pair.achieved[0])
        for pair in pairs[:_MOST_DRAWN]
    ]
    return Illustration(
        "Asked for and drawn",
        sentence,
        svg(drawn(rows), "correlations", "Rank correlations asked for and drawn", sentence),
        _ranks(pairs[:_MOST_PAIRS], sum(_count(each.cluster) for each in found)),
        "○ asked for   | used instead   ● drawn"
        if any(each.cluster.repaired for each in found)
        else "○ asked for   ● drawn",
    )


def _accuracy(result: Result, found: tuple[Achieved, ...]) -> str:
    widest = max((_pair(each, *each.widest) for each in found), key=lambda pair: pair.gap)
    used = "used" if any(each.cluster.repaired for each in found) else "asked for"
    said = (
        f"The ranks drawn lie within {figure(widest.gap, 2)} of those {used}, farthest for "
        f"{widest.name}."
    )
    tied = [name for name in (widest.first, widest.second) if _has_ties(result, name)]
    if not tied:
        return said
    return f"{said} Equal values of {listed(tied)} have no order, which takes from the rank."


def _has_ties(result: Result, name: str) -> bool:
    """Whether a number takes fewer values than half of the futures it is drawn in."""
    values = result.inputs[result.input_names.index(name)]
    return bool(2 * np.unique(values).size < values.size)


def _count(cluster: Cluster) -> int:
    return len(cluster.members) * (len(cluster.members) - 1) // 2


def _ranks(pairs: list[Pair], count: int) -> Table:
    cut = f", {len(pairs)} of {count:,} pairs" if len(pairs) == _MOST_PAIRS < count else ""
    return Table(
        f"Rank correlations{cut}",
        (
            Column("Pair", numeric=False),
            Column("Asked for"),
            Column("Used"),
            Column("Drawn"),
        ),
        tuple(
            (pair.name, plain(pair.asked), plain(pair.used), amount(pair.achieved))
            for pair in pairs
        ),
        folded=True,
    )


def _stated(result: Result) -> Table:
    return Table(
        "Correlations stated",
        (Column("Numbers", numeric=False), Column("Rank"), Column("Source", numeric=False)),
        tuple(
            (
                "\n".join(filter(None, [listed(list(word.inputs), 6), word.note])),
                _rank(word),
                origin(word),
            )
            for word in result.experiment.correlations
        ),
    )


def _rank(word: Correlation) -> str:
    said = "by pair" if word.rank is None else plain(word.rank)
    if word.degrees_of_freedom is None:
        return said
    return f"{said}\nt copula, {figure(word.degrees_of_freedom)} degrees of freedom"


def _dependence(evidence: Evidence) -> Table:
    return Table(
        f"{evidence.level} by what moves together, {evidence.result.experiment.currency}",
        (
            Column("Strategy", numeric=False),
            Column("All independent"),
            Column("As assumed"),
            Column("All together"),
        ),
        tuple(
            (
                label,
                *(amount(evidence.estimate(name, f"dependence.{way}")) for way in _WAYS),
            )
            for name, label in evidence.each()
        ),
        evidence.keys,
    )
