"""Each strategy beside the reference: paired difference and break-even."""

import numpy as np

from simtco.metrics.finding import Finding
from simtco.report.evidence import Evidence
from simtco.report.figures.break_even import break_even
from simtco.report.figures.break_even_months import break_even_months
from simtco.report.figures.difference import difference
from simtco.report.phrases import NONE, amount, chance, estimate_of, margin, signed
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg
from simtco.words.wording import out_of

SELDOM = 0.05


def reference(evidence: Evidence) -> Section | None:
    """Difference in the same futures, and the month of break-even; None for one strategy."""
    if evidence.alone:
        return None
    label = evidence.label(evidence.result.reference)
    told = _told(evidence)
    shown = [_difference(evidence)]
    ever = [_found(evidence, name, "break_even.p_ever").number for name in evidence.others]
    if max(ever) >= SELDOM:
        shown += [_break_even(evidence), _months(evidence)]
    return Section(
        "reference",
        f"Compared with {label}",
        (
            " ".join(_cheaper(evidence, name) for name in told),
            (
                f"A strategy has broken even when all it cost so far is at or under what {label} "
                f"cost so far. {' '.join(_breaks_even(evidence, name) for name in told)}"
            ),
        ),
        tuple(shown),
        tables=(_table(evidence),),
    )


def _found(evidence: Evidence, name: str, key: str) -> Finding:
    return evidence.comparisons[name][key]


def _told(evidence: Evidence) -> tuple[str, ...]:
    """The strategies to speak of; the first other one where only the reference would be left."""
    return tuple(n for n in evidence.told if n in evidence.others) or evidence.others[:1]


def _cheaper(evidence: Evidence, name: str) -> str:
    mean = _found(evidence, name, "difference.mean").number
    more = "more" if mean >= 0 else "less"
    share = _found(evidence, name, "p_cheaper").number
    often = f"in {out_of(share)} futures" if share else "in none of the futures drawn"
    return (
        f"{evidence.label(name)} is cheaper {often} and costs {evidence.money(abs(mean))} {more} "
        "on average."
    )


def _breaks_even(evidence: Evidence, name: str) -> str:
    label = evidence.label(name)
    ever = _found(evidence, name, "break_even.p_ever").number
    half = _found(evidence, name, "break_even.p50_month").value
    if ever == 0:
        return (
            f"{label} never breaks even within {evidence.months}: in none of the "
            f"{evidence.result.trials:,} futures drawn."
        )
    if ever < SELDOM:
        often = out_of(ever)
        return f"{label} hardly ever breaks even within {evidence.months}: in {often} futures."
    said = f"{label} breaks even within {evidence.months} in {out_of(ever)} futures"
    return f"{said}, in half of all by month {half:g}." if isinstance(half, float) else f"{said}."


def _difference(evidence: Evidence) -> Illustration:
    currency = evidence.result.experiment.currency
    name = next((n for n in evidence.others if n == evidence.chosen), evidence.others[0])
    low, high = (_found(evidence, name, f"difference.p{p}").number for p in (5, 95))
    sentence = (
        f"{evidence.label(name)} less {evidence.label(evidence.result.reference)}: 9 in 10 futures "
        f"lie between {signed(low)} and {signed(high)} {currency}."
    )
    keys = ("difference.p5", "difference.p50", "difference.p95")
    return Illustration(
        "Difference in the same futures",
        sentence,
        svg(difference(evidence.result), "difference", "Paired difference of total cost", sentence),
        Table(
            f"Strategy less {evidence.label(evidence.result.reference)}, {currency}",
            (Column("Strategy", numeric=False), *(Column(k) for k in ("P5", "P50", "P95"))),
            tuple(
                (
                    evidence.label(name),
                    *(amount(estimate_of(_found(evidence, name, key))) for key in keys),
                )
                for name in evidence.others
            ),
            tuple(evidence.key(name) for name in evidence.others),
            folded=True,
        ),
    )


def _break_even(evidence: Evidence) -> Illustration:
    horizon = evidence.result.experiment.horizon_months
    every = max(-(-horizon // 12), 1)
    months = [*range(every, horizon + 1, every)]
    found = {name: _found(evidence, name, "break_even.p_by_month") for name in evidence.others}
    sentence = " ".join(_breaks_even(evidence, name) for name in _told(evidence))
    return Illustration(
        "Futures that have broken even, by month",
        sentence,
        svg(break_even(evidence.result), "break-even", "Break-even by month", sentence),
        Table(
            "Futures of 100 that have broken even by the month",
            (Column("Strategy", numeric=False), *(Column(str(month)) for month in months)),
            tuple(
                (evidence.label(name), *(_by_month(finding, month) for month in months))
                for name, finding in found.items()
            ),
            tuple(evidence.key(name) for name in evidence.others),
            folded=True,
        ),
    )


def _by_month(finding: Finding, month: int) -> str:
    """A cell: of 100 futures, those that have broken even by a month, and the standard error."""
    if not isinstance(finding.value, tuple):
        return NONE
    errors = finding.standard_errors
    spread = margin(errors[month - 1] if errors else None, 100.0)
    return f"{100 * finding.value[month - 1]:.1f}\n{spread}"


def _months(evidence: Evidence) -> Illustration:
    """The month of break-even as a histogram."""
    result = evidence.result
    shares = {n: _found(evidence, n, "break_even.p_by_month").value for n in evidence.others}
    every = max(-(-result.experiment.horizon_months // 12), 1)
    ends = [*range(every, result.experiment.horizon_months + 1, every)]
    name = max(evidence.others, key=lambda n: _found(evidence, n, "break_even.p_ever").number)
    own = np.diff(np.array(shares[name]), prepend=0.0)
    sentence = (
        f"{evidence.label(name)} breaks even most often in month {int(own.argmax()) + 1}: in "
        f"{out_of(float(own.max()))} futures."
    )
    title = "In which month it breaks even"
    return Illustration(
        title,
        sentence,
        svg(break_even_months(result), "break-even-months", title, sentence),
        Table(
            "Futures of 100 that break even in the months up to and with"
            + ("" if every == 1 else f", {every} months to a column"),
            (Column("Strategy", numeric=False), *(Column(str(end)) for end in ends)),
            tuple(
                (
                    evidence.label(name),
                    *(
                        f"{100 * float(share):.1f}"
                        for share in np.diff(np.array(by)[[e - 1 for e in ends]], prepend=0.0)
                    ),
                )
                for name, by in shares.items()
            ),
            tuple(evidence.key(name) for name in evidence.others),
            folded=True,
        ),
    )


def _table(evidence: Evidence) -> Table:
    def month(finding: Finding) -> str:
        if not isinstance(finding.value, float):
            return "never"
        return f"{finding.value:g}\n{margin(finding.standard_error)}"

    return Table(
        f"Against {evidence.label(evidence.result.reference)}, in the same futures",
        (
            Column("Strategy", numeric=False),
            Column("Cheaper in"),
            Column(f"Mean difference, {evidence.result.experiment.currency}"),
            Column("Breaks even in"),
            *(Column(f"{share} futures by month") for share in ("1 in 10", "5 in 10", "9 in 10")),
        ),
        tuple(
            (
                evidence.label(name),
                chance(estimate_of(_found(evidence, name, "p_cheaper"))),
                amount(estimate_of(_found(evidence, name, "difference.mean"))),
                chance(estimate_of(_found(evidence, name, "break_even.p_ever"))),
                *(month(_found(evidence, name, f"break_even.p{p}_month")) for p in (10, 50, 90)),
            )
            for name in evidence.others
        ),
        tuple(evidence.key(name) for name in evidence.others),
    )
