"""How likely a budget is to hold."""

import numpy as np

from simtco.report.evidence import Evidence
from simtco.report.figures import curves
from simtco.report.figures.s_curve import s_curve as drawn
from simtco.report.phrases import level_name, listed
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.wording import figure, frequency

SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95, 0.99)


def s_curve(evidence: Evidence) -> Section:
    """Cumulative curves with base, budget and the chosen level."""
    said = [
        f"The base estimate of {label} is {evidence.money(evidence.number(name, 'base'))} and is "
        f"enough in {frequency(evidence.number(name, 'base_percentile'))} futures."
        for name, label in evidence.each()
        if name in evidence.told
    ]
    budget = evidence.result.experiment.budget
    if budget is not None:
        shares = [
            f"{frequency(evidence.number(name, 'p_within_budget'))} futures of {label}"
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
                f"● {evidence.level}   ○ base estimate"
                + ("" if budget is None else f"   ╎ budget of {evidence.money(budget)}"),
            ),
        ),
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
