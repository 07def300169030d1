"""What is assumed, by whom, and how sure they are."""

from collections.abc import Mapping

import numpy as np

from simtco.files.experiment import named_words
from simtco.report.evidence import Evidence
from simtco.report.origin import origin
from simtco.report.phrases import listed
from simtco.report.section import Column, Section, Table
from simtco.words.belief import Belief
from simtco.words.token_price import TokenPrice
from simtco.words.wording import figure

_SOURCE = Column("Source", numeric=False)
_NAME = Column("Number", numeric=False)


def assumptions(evidence: Evidence) -> Section:
    """Every belief with source, owner, date, confidence and drawn percentiles."""
    experiment = evidence.result.experiment
    drawn = {n: word for n, word in experiment.variables.items() if isinstance(word, Belief)}
    stated = {
        name: belief
        for name, belief in experiment.beliefs.items()
        if name in experiment.constants and belief.source
    }
    pooled = {n: word for n, word in experiment.pooled.items() if n in experiment.stated}
    tables = (
        _drawn(evidence, drawn),
        _pooled(pooled),
        _constants(stated),
        _prices(evidence),
    )
    return Section(
        "assumptions",
        "What is assumed",
        (
            "The answer is as good as these numbers. " + _weak({**drawn, **pooled}),
            (
                "P10, P50 and P90 are read from the futures drawn: 1, 5 and 9 in 10 of them lie "
                "at or under these values."
            ),
        ),
        tables=tuple(table for table in tables if table.rows),
    )


def _weak(beliefs: Mapping[str, Belief]) -> str:
    unsourced = [name for name, belief in beliefs.items() if not belief.source]
    unsure = [name for name, belief in beliefs.items() if belief.confidence == "low"]
    said = [
        f"No source is given for {len(unsourced)} of {len(beliefs)}: {listed(unsourced, 6)}."
        if unsourced
        else "Each has a source.",
        f"Confidence is low in {len(unsure)}: {listed(unsure, 6)}." if unsure else "",
    ]
    return " ".join(filter(None, said))


def _named(name: str, belief: Belief) -> str:
    told_back = belief.family.feedback(belief.unit)
    return "\n".join(filter(None, [name, belief.sentence(), told_back, belief.note]))


def _base(belief: Belief) -> str:
    return "\n".join(filter(None, [figure(belief.base), belief.unit]))


def _drawn(evidence: Evidence, beliefs: Mapping[str, Belief]) -> Table:
    names = evidence.result.input_names
    rows = []
    for name, belief in beliefs.items():
        levels = np.quantile(evidence.result.inputs[names.index(name)], (0.1, 0.5, 0.9))
        drawn = (figure(float(level)) for level in levels)
        rows.append((_named(name, belief), _base(belief), *drawn, origin(belief)))
    columns = (Column("Base"), Column("P10"), Column("P50"), Column("P90"))
    return Table(
        "Uncertain numbers, as drawn",
        (_NAME, *columns, _SOURCE),
        tuple(rows),
    )


def _pooled(beliefs: Mapping[str, Belief]) -> Table:
    return Table(
        "Distributions behind sums and shocks: their single values are not drawn",
        (_NAME, Column("Median"), Column("Mean"), _SOURCE),
        tuple(
            (
                _named(name, belief),
                "\n".join(filter(None, [figure(belief.family.percentile(0.5)), belief.unit])),
                figure(belief.family.mean),
                origin(belief),
            )
            for name, belief in beliefs.items()
        ),
    )


def _constants(beliefs: Mapping[str, Belief]) -> Table:
    return Table(
        "Numbers taken as known",
        (_NAME, Column("Value"), _SOURCE),
        tuple(
            (
                "\n".join(filter(None, [name, belief.note])),
                _base(belief),
                origin(belief),
            )
            for name, belief in beliefs.items()
        ),
    )


def _prices(evidence: Evidence) -> Table:
    return Table(
        "List prices",
        (Column("Cost", numeric=False), Column("Price", numeric=False)),
        tuple(
            (word.name, word.price_source)
            for word in named_words(evidence.result.experiment)
            if isinstance(word, TokenPrice) and word.price_source
        ),
    )
