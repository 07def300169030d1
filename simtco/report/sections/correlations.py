"""What moves together, and what that does to the budget."""

import numpy as np

from simtco.engine.block import Result
from simtco.files.cluster import Cluster
from simtco.metrics.achieved_ranks import Achieved, achieved_ranks
from simtco.report.evidence import Evidence
from simtco.report.figures.correlations import correlations as drawn
from simtco.report.origin import origin
from simtco.report.phrases import amount, listed, plain
from simtco.report.rank_pairs import MOST_PAIRS, RankPair, rank_pair, rank_pairs
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.correlation import Correlation
from simtco.words.wording import figure

_WAYS = ("independent", "assumed", "fully_dependent")


def correlations(evidence: Evidence) -> Section:
    """Ranks asked for, used and achieved; the chosen percentile under three sorts of dependence."""
    result = evidence.result
    found = achieved_ranks(result)
    pairs = rank_pairs(result)
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


def _illustration(
    result: Result, pairs: list[RankPair], found: tuple[Achieved, ...]
) -> Illustration:
    sentence = _accuracy(result, found)
    return Illustration(
        "Asked for and drawn",
        sentence,
        svg(drawn(result), "correlations", "Rank correlations asked for and drawn", sentence),
        _ranks(pairs[:MOST_PAIRS], sum(_count(each.cluster) for each in found)),
        "○ asked for   | used instead   ● drawn"
        if any(each.cluster.repaired for each in found)
        else "○ asked for   ● drawn",
    )


def _accuracy(result: Result, found: tuple[Achieved, ...]) -> str:
    widest = max((rank_pair(each, *each.widest) for each in found), key=lambda pair: pair.gap)
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


def _ranks(pairs: list[RankPair], count: int) -> Table:
    cut = f", {len(pairs)} of {count:,} pairs" if len(pairs) == MOST_PAIRS < count else ""
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
