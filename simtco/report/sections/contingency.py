"""Contingency and management reserve of the chosen strategy, and what they are for."""

from simtco.metrics.shares import Share, Shares, shares
from simtco.report.evidence import Evidence
from simtco.report.phrases import level_name, margin, plain
from simtco.report.section import Column, Section, Table

_MOST = 8
_FOUND = ("contingency", "management_reserve", "next_point", "p_within_30_percent")
_WHAT = {"contingency": "the contingency", "cvar95": "CVaR95, the dearest 1 in 20 futures"}


def contingency(evidence: Evidence) -> Section:
    """What the contingency is, what one point more costs, and where it falls."""
    chosen = evidence.chosen
    found = [evidence.finding(chosen, key).sentence for key in _FOUND]
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
        tables=tuple(
            table
            for each in shares(evidence.result)
            if each.strategy == chosen
            for table in _tables(evidence, each)
        ),
    )


def strongest(parts: tuple[Share, ...], most: int = _MOST) -> list[Share]:
    """The parts that give most, and one row for the others, so that they still add up."""
    ordered = sorted(parts, key=lambda part: -abs(part.value))
    shown, rest = ordered[:most], ordered[most:]
    if len(rest) < 2:
        return ordered
    return [*shown, Share(f"{len(rest)} others", sum(part.value for part in rest), None)]


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
