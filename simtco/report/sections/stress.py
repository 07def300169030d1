"""What each strategy costs where one input turns out at its dearer end."""

from simtco.metrics.stress import Stressed, dearest
from simtco.metrics.stress import stress as stressed
from simtco.report.evidence import Evidence
from simtco.report.phrases import amount, chance, margin, signed
from simtco.report.section import Column, Section, Table
from simtco.words.wording import figure

_MOST = 8
_THOSE = (
    "The futures in which one input lies in its dearer tenth, and what a strategy costs on average "
    "in those alone. What is correlated with the input moves along."
)


def stress(evidence: Evidence) -> Section | None:
    """The inputs whose dearest decile costs each strategy most; None where nothing is drawn."""
    found = stressed(evidence.result)
    if not found:
        return None
    return Section(
        "stress",
        "If one input turns out badly",
        (
            _THOSE,
            _flips(evidence, found),
        ),
        tables=tuple(_table(evidence, found, name) for name in evidence.told),
    )


def _flips(evidence: Evidence, found: tuple[Stressed, ...]) -> str:
    if evidence.alone:
        return "There is no other strategy to turn to."
    flips = [each for each in found if each.flips]
    usual = evidence.label(evidence.chosen)
    if not flips:
        return f"{usual} costs least on average at either end of every single input."
    said = "; ".join(
        f"{each.input} at its {each.end} ({_reach(each)}), where {evidence.label(each.cheapest)} "
        f"costs {evidence.money(each.saves[0])} less ({margin(each.saves[1])})"
        for each in flips
    )
    return f"{usual} costs least on average, but not with {said}."


def _reach(each: Stressed) -> str:
    return f"{'under' if each.end == 'lowest' else 'over'} {figure(each.threshold)}"


def _table(evidence: Evidence, found: tuple[Stressed, ...], strategy: str) -> Table:
    place = evidence.key(strategy)
    return Table(
        f"{evidence.label(strategy)}: mean where one input is at its dearer end, "
        f"{evidence.result.experiment.currency}",
        (
            Column("Input", numeric=False),
            Column("End", numeric=False),
            Column("Futures"),
            Column("Mean there"),
            Column("Over the mean"),
        ),
        tuple(
            (
                each.input,
                f"{each.end}: {_reach(each)}",
                chance((each.share, None)).partition("\n")[0],
                amount(each.means[place]),
                f"{signed(each.changes[place][0])}\n{margin(each.changes[place][1])}",
            )
            for each in dearest(found, place)[:_MOST]
        ),
        strategy=place,
    )
