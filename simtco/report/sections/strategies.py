"""The strategies side by side."""

from collections.abc import Callable

from simtco.metrics.estimate import Estimate
from simtco.report.evidence import Evidence
from simtco.report.figures.forest import forest
from simtco.report.phrases import NONE, amount, chance, level_name
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.wording import figure, frequency

SHARES = (0.10, 0.50, 0.80, 0.95)


def strategies(evidence: Evidence) -> Section:
    """Every number of a decision, one strategy a column."""
    chosen = evidence.chosen
    low, middle, high = (evidence.number(chosen, key) for key in ("p10", "p50", "p90"))
    sentence = (
        f"{evidence.label(chosen)}: 8 in 10 futures lie between {evidence.money(low)} and "
        f"{evidence.money(high)}, half of all under {evidence.money(middle)}."
    )
    drawing = svg(forest(evidence.result), "forest", "P10, P50 and P90", sentence)
    return Section(
        "strategies",
        "The strategies side by side",
        (
            (
                f"Total cost over {evidence.months}, in {evidence.result.experiment.currency}. All "
                "strategies meet the same futures, so they differ by what they are, not by luck. "
                "Expected regret is what a strategy costs more, on average, than the one that "
                "turns out cheapest."
            ),
        ),
        (
            Illustration(
                "Eight in ten futures of each strategy",
                sentence,
                drawing,
                _ends(evidence),
                "● P50   ━ P10 to P90   ○ base estimate",
            ),
        ),
        tables=tuple(_table(evidence, names) for names in evidence.groups),
    )


def _table(evidence: Evidence, names: tuple[str, ...]) -> Table:
    experiment = evidence.result.experiment
    rows: list[tuple[str, Callable[[str], str]]] = [
        (
            "Base estimate\nall inputs at their base, nothing hidden, no shocks",
            lambda name: figure(evidence.number(name, "base")),
        ),
        (
            "Base is enough in\nthe base estimate's own percentile",
            lambda name: chance(evidence.estimate(name, "base_percentile")),
        ),
        ("Mean\nthe average future", lambda name: amount(evidence.estimate(name, "mean"))),
        *(
            (
                f"{level_name(share)}\n{frequency(share)} futures cost no more",
                lambda name, share=share: amount(_at(evidence, name, share)),
            )
            for share in sorted({*SHARES, evidence.confidence})
        ),
        (
            "CVaR95\nmean of the dearest 1 in 20 futures",
            lambda name: amount(evidence.estimate(name, "cvar95")),
        ),
        ("Cheapest in", lambda name: chance(evidence.estimate(name, "p_cheapest"))),
        (
            "Expected regret\nmore than the cheapest, on average",
            lambda name: amount(evidence.estimate(name, "expected_regret")),
        ),
        (
            (
                "Within the budget of "
                f"{NONE if experiment.budget is None else evidence.money(experiment.budget)}"
            ),
            lambda name: chance(evidence.estimate(name, "p_within_budget")),
        ),
    ]
    if experiment.budget is None:
        rows.pop()
    return Table(
        "What a decision needs",
        (
            Column(f"{experiment.currency} or futures", numeric=False),
            *(Column(evidence.label(name), key=evidence.key(name)) for name in names),
        ),
        tuple((said, *(cell(name) for name in names)) for said, cell in rows),
        ordered=True,
    )


def _at(evidence: Evidence, name: str, share: float) -> Estimate:
    if share == evidence.confidence:
        return evidence.budgets[name]
    return evidence.estimate(name, f"p{round(100 * share)}")


def _ends(evidence: Evidence) -> Table:
    return Table(
        "P10, P50 and P90",
        (Column("Strategy", numeric=False), *(Column(h) for h in ("Base", "P10", "P50", "P90"))),
        tuple(
            (label, *(figure(evidence.number(name, k)) for k in ("base", "p10", "p50", "p90")))
            for name, label in evidence.each()
        ),
        evidence.keys,
        folded=True,
    )
