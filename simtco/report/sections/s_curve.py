"""How likely a budget is to hold."""

import numpy as np

from simtco.report.evidence import Evidence
from simtco.report.figures import curves
from simtco.report.figures.quantile_dots import DOTS, covered, quantile_dots
from simtco.report.figures.s_curve import s_curve as drawn
from simtco.report.phrases import level_name, listed
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.wording import figure, frequency, out_of

SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95, 0.99)


def s_curve(evidence: Evidence) -> Section:
    """Cumulative curves with base, budget and the chosen level."""
    said = [
        f"The base estimate of {label} is {evidence.money(evidence.number(name, 'base'))} and is "
        f"enough in {out_of(evidence.number(name, 'base_percentile'))} futures."
        for name, label in evidence.each()
        if name in evidence.told
    ]
    budget = evidence.result.experiment.budget
    if budget is not None:
        shares = [
            f"{out_of(evidence.number(name, 'p_within_budget'))} futures of {label}"
            for name, label in evidence.each()
            if name in evidence.told
        ]
        said.append(f"The budget of {evidence.money(budget)} is enough in {listed(shares)}.")
    levels = [
        f"{evidence.money(evidence.budgets[name][0])} ({label})"
        for name, label in evidence.each()
        if name in evidence.told
    ]
    sentence = f"{frequency(evidence.confidence)} futures cost no more than {listed(levels)}."
    return Section(
        "s-curve",
        "How likely a budget is to hold",
        (" ".join(said),),
        (
            Illustration(
                "Share of futures that a budget covers",
                sentence,
                svg(drawn(evidence.result), "s-curve", "S-curve of total cost", sentence),
                _table(evidence),
                f"● {evidence.level}   ○ base estimate, at the share of futures that it covers"
                + ("" if budget is None else f"   ╎ budget of {evidence.money(budget)}"),
            ),
            _dots(evidence),
        ),
    )


def _dots(evidence: Evidence) -> Illustration:
    """Fifty futures a strategy, and how many of them a budget covers."""
    budget = evidence.result.experiment.budget
    shares = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    covers = {
        name: float(np.mean(evidence.result.total(name) <= covered(evidence.result, key)))
        for key, name in enumerate(evidence.strategies)
    }
    chosen, over = evidence.chosen, 1.0 - covers[evidence.chosen]
    what = evidence.level if budget is None else f"the budget of {evidence.money(budget)}"
    sentence = (
        f"Each dot is 1 in {DOTS} futures. Of {evidence.label(chosen)}, about "
        f"{round(DOTS * over)} of the {DOTS} cost more than {what}."
    )
    return Illustration(
        "Fifty futures of each strategy",
        sentence,
        svg(quantile_dots(evidence.result), "quantile-dots", "Quantile dot plot", sentence),
        Table(
            f"The {', '.join(f'{DOTS * s:.0f}th' for s in shares)} dot from the left, "
            f"{evidence.result.experiment.currency}, and futures covered",
            (
                Column("Strategy", numeric=False),
                *(Column(f"{DOTS * share:.0f}th") for share in shares),
                Column("Covered"),
            ),
            tuple(
                (
                    label,
                    *(
                        figure(float(v))
                        for v in curves.at(evidence.result.total(name), shares - 0.5 / DOTS)
                    ),
                    frequency(covers[name]),
                )
                for name, label in evidence.each()
            ),
            evidence.keys,
            folded=True,
        ),
        f"● covered by {what}   ○ not covered",
    )


def _table(evidence: Evidence) -> Table:
    return Table(
        f"Percentiles of total cost, {evidence.result.experiment.currency}",
        (Column("Strategy", numeric=False), *(Column(level_name(share)) for share in SHARES)),
        tuple(
            (label, *map(figure, curves.at(evidence.result.total(name), np.array(SHARES)).tolist()))
            for name, label in evidence.each()
        ),
        evidence.keys,
        folded=True,
    )
