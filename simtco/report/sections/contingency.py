"""Contingency and management reserve of the chosen strategy, and what they are for."""

from simtco.metrics.shares import Share, Shares, shares, strongest
from simtco.report.evidence import Evidence
from simtco.report.figures.allocation import allocation
from simtco.report.names import spoken
from simtco.report.phrases import NONE, level_name, margin, percent, plain
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg

_FOUND = ("contingency", "management_reserve", "next_point", "p_within_30_percent")
_WHAT = {"contingency": "the contingency", "cvar95": "CVaR95, the dearest 1 in 20 futures"}


def contingency(evidence: Evidence) -> Section:
    """What the contingency is, what one point more costs, and where it falls."""
    chosen = evidence.chosen
    found = [evidence.finding(chosen, key).sentence for key in _FOUND]
    own = [each for each in shares(evidence.result) if each.strategy == chosen]
    beside = evidence.comparisons.get(chosen) or {}
    needed = [beside[key].sentence for key in beside if key.startswith("needed_saving.")]
    return Section(
        "contingency",
        "Where the buffer goes",
        (
            f"{evidence.label(chosen)}. {' '.join(found)}",
            *((" ".join(needed),) if needed else ()),
            (
                "What a part gives to the contingency is what it costs in the futures near "
                f"{level_name(evidence.confidence)}, less what the plan holds of it; to CVaR95, "
                "what it costs in the dearest 1 in 20. The parts add up. Among the inputs, mean is "
                "what all futures have on average, interaction what no input moves by itself."
            ),
        ),
        (_illustration(evidence, *own),),
        tables=tuple(table for each in own for table in _tables(evidence, each)),
    )


def _illustration(evidence: Evidence, contingency: Shares, tail: Shares) -> Illustration:
    label, currency = evidence.label(evidence.chosen), evidence.result.experiment.currency
    parts = strongest(contingency.items)
    most = parts[0]
    (total, _), title = contingency.total, "What the contingency is for"
    share = f", {percent(most.value / total)} of it" if total > 0 else ""
    sentence = (
        f"Of the {evidence.money(total)} over the base estimate of {label}, most goes to "
        f"{spoken(most.name)}: {evidence.money(most.value)}{share}."
    )
    of_tail = {part.name: part for part in tail.items}
    return Illustration(
        title,
        sentence,
        svg(allocation(evidence.result), "allocation", f"{title}: {label}", sentence),
        Table(
            f"{label}, {currency}",
            (
                Column("Cost or shock", numeric=False),
                Column("To the contingency"),
                Column("To CVaR95"),
            ),
            tuple(
                (
                    spoken(part.name),
                    _cell(part),
                    _cell(of_tail[part.name]) if part.name in of_tail else NONE,
                )
                for part in parts
            ),
            folded=True,
        ),
        "bar: money   ⊢⊣ two standard errors to each side",
        strategy=evidence.key(evidence.chosen),
    )


def _tables(evidence: Evidence, found: Shares) -> list[Table]:
    currency, (total, error) = evidence.result.experiment.currency, found.total
    sorts = (
        ("Category", found.categories),
        ("Cost or shock", found.items),
        ("Input", found.inputs),
    )
    return [
        Table(
            f"{heading}: what it gives to {_WHAT[found.of]}, {currency}",
            (Column(heading, numeric=False), Column(currency)),
            (
                *((part.name, _cell(part)) for part in strongest(parts)),
                ("Total", f"{plain(total)}\n{margin(error)}"),
            ),
            folded=found.of == "cvar95" or heading != "Category",
            total=True,
        )
        for heading, parts in sorts
    ]


def _cell(part: Share) -> str:
    return f"{plain(part.value)}\n{margin(part.standard_error)}"
