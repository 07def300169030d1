"""What moves together, and what that does to the budget."""

from collections.abc import Iterator
from dataclasses import dataclass

from simtco.files.cluster import Cluster
from simtco.metrics.achieved_ranks import Achieved, achieved_ranks
from simtco.metrics.estimate import Estimate
from simtco.report.evidence import Evidence
from simtco.report.figures.correlations import correlations as drawn
from simtco.report.phrases import amount, listed, plain
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.wording import figure

_MOST_PAIRS = 12
_WAYS = ("independent", "assumed", "fully_dependent")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers with their rank correlation as asked, used and achieved."""

    name: str
    asked: float
    used: float
    achieved: Estimate


def correlations(evidence: Evidence) -> Section:
    """Ranks asked for, used and achieved; the chosen percentile under three sorts of dependence."""
    found = achieved_ranks(evidence.result)
    pairs = [pair for cluster in found for pair in _pairs(cluster)]
    told = sorted(pairs, key=lambda pair: -abs(pair.asked))[:_MOST_PAIRS]
    widest = max((abs(pair.achieved[0] - pair.used) for pair in pairs), default=0.0)
    sentence = (
        f"The ranks drawn lie within {figure(widest, 2)} of those "
        f"{'used' if any(each.cluster.repaired for each in found) else 'asked for'}."
    )
    return Section(
        "correlations",
        "What moves together",
        (
            *(_repaired(each.cluster) for each in found if each.cluster.repaired),
            _band(evidence, bool(found)),
        ),
        (_illustration(told, sentence),) if told else (),
        tables=(_dependence(evidence), *((_ranks(pairs),) if len(pairs) > len(told) else ())),
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
        f"did all turn out dear or cheap together, {evidence.money(together)}."
    )


def _repaired(cluster: Cluster) -> str:
    change, distance = figure(cluster.largest_change, 2), figure(cluster.distance, 2)
    return (
        f"The correlations asked for between {listed(list(cluster.members), 6)} cannot all hold at "
        f"once. The nearest that can are used instead: the largest change is {change}, the "
        f"Frobenius distance {distance}."
    )


def _pairs(found: Achieved) -> Iterator[Pair]:
    """Pairs of which something was asked or used."""
    cluster = found.cluster
    for i, first in enumerate(cluster.members):
        for j in range(i + 1, len(cluster.members)):
            asked, used = float(cluster.asked[i, j]), float(cluster.used[i, j])
            if asked or abs(used) > 1e-3:
                error = None if found.errors is None else float(found.errors[i, j])
                achieved = float(found.ranks[i, j]), error
                yield Pair(f"{first} with {cluster.members[j]}", asked, used, achieved)


def _illustration(pairs: list[Pair], sentence: str) -> Illustration:
    rows = [(pair.name, pair.asked, pair.achieved[0]) for pair in pairs]
    return Illustration(
        "Asked for and achieved",
        sentence,
        svg(drawn(rows), "correlations", "Rank correlations asked for and achieved", sentence),
        _ranks(pairs),
        "○ asked for   ● achieved",
    )


def _ranks(pairs: list[Pair]) -> Table:
    return Table(
        "Rank correlations",
        (
            Column("Pair", numeric=False),
            Column("Asked for"),
            Column("Used"),
            Column("Achieved"),
        ),
        tuple(
            (pair.name, plain(pair.asked), plain(pair.used), amount(pair.achieved))
            for pair in pairs
        ),
        folded=True,
    )


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
