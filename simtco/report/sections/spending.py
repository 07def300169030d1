"""Where the money goes, by category and by item."""

from typing import get_args

from simtco.engine.block import ItemKey
from simtco.metrics import estimate
from simtco.report.evidence import Evidence
from simtco.report.figures.categories import categories
from simtco.report.names import spoken
from simtco.report.phrases import NONE, amount, percent, rough
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.cost import Category
from simtco.words.wording import figure

MOST_OPEN = 3


def spending(evidence: Evidence) -> Section:
    """Mean of each category and of each item; both add up to the mean."""
    largest = max(_categories(evidence, evidence.chosen), key=lambda pair: pair[1])
    mean = evidence.number(evidence.chosen, "mean")
    share = f", {percent(largest[1] / mean)} of the mean" if mean else ""
    sentence = (
        f"{evidence.label(evidence.chosen)} spends most on {largest[0]}: "
        f"{evidence.money(largest[1])} on average{share}."
    )
    return Section(
        "spending",
        "Where the money goes",
        (
            (
                "Means over all futures, which add up to the mean of the strategy. A hidden item "
                "is left out of the base estimate, and so is a shock."
            ),
        ),
        (
            Illustration(
                "Mean cost by category",
                sentence,
                svg(categories(evidence.result), "categories", "Mean cost by category", sentence),
                _by_category(evidence),
            ),
        ),
        tables=tuple(_by_item(evidence, name) for name in evidence.strategies),
    )


def _categories(evidence: Evidence, name: str) -> list[tuple[str, float]]:
    return [
        (key.removeprefix("categories."), finding.number)
        for key, finding in evidence.findings[name].items()
        if key.startswith("categories.")
    ]


def _by_category(evidence: Evidence) -> Table:
    used = [
        category
        for category in get_args(Category)
        if any(f"categories.{category}" in evidence.findings[name] for name in evidence.strategies)
    ]
    return Table(
        f"Mean cost by category, {evidence.result.experiment.currency}",
        (
            Column("Category", numeric=False),
            *(Column(label, key=evidence.key(name)) for name, label in evidence.each()),
        ),
        (
            *(
                (
                    category,
                    *(
                        amount(evidence.estimate(name, f"categories.{category}"))
                        if f"categories.{category}" in evidence.findings[name]
                        else "0"
                        for name in evidence.strategies
                    ),
                )
                for category in used
            ),
            ("all", *(amount(evidence.estimate(name, "mean")) for name in evidence.strategies)),
        ),
        folded=True,
        total=True,
    )


def _by_item(evidence: Evidence, name: str) -> Table:
    result = evidence.result
    own = [(place, k) for place, k in enumerate(result.item_keys) if k.strategy == name]
    found = [
        (k, float(by_block.mean()), estimate.standard_error(by_block))
        for place, k in own
        for by_block in [result.items[:, place]]
    ]
    found.sort(key=lambda row: -row[1])
    mean, error = evidence.estimate(name, "mean")
    planned = result.plans[name].items
    return Table(
        f"{evidence.label(name)}: mean by item, {result.experiment.currency}",
        (
            Column("Item", numeric=False),
            Column("Category", numeric=False),
            Column("Kind", numeric=False),
            Column("Base"),
            Column("Mean"),
            Column("±"),
        ),
        (
            *(
                (
                    spoken(key.item.name),
                    key.item.category,
                    _kind(key),
                    _base(key, planned.get(key.item.name)),
                    figure(own_mean),
                    NONE if own_error is None else rough(own_error),
                )
                for key, own_mean, own_error in found
            ),
            (
                "all items",
                "",
                "",
                figure(result.plans[name].base),
                figure(mean),
                NONE if error is None else rough(error),
            ),
        ),
        folded=len(evidence.strategies) > MOST_OPEN,
        total=True,
        strategy=evidence.key(name),
    )


def _kind(key: ItemKey) -> str:
    if key.item.shock:
        return "shock"
    return "hidden" if key.item.hidden else "planned"


def _base(key: ItemKey, planned: float | None) -> str:
    if planned is None:
        return NONE
    return f"left out\n{figure(planned)}" if key.item.hidden else figure(planned)
