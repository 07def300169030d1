"""What is worth finding out before choosing."""

from simtco.metrics.estimate import Estimate
from simtco.metrics.information import OBSERVATIONS, Worth
from simtco.metrics.information import information as found
from simtco.report.evidence import Evidence
from simtco.report.figures.worth import worth as drawn
from simtco.report.phrases import NONE, amount, listed, margin, plain
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg

_MOST_DRAWN = 8


def information(evidence: Evidence) -> Section | None:
    """EVPI, EVPPI and EVSI of the choice; None for a single strategy."""
    worths = found(evidence.result)
    if not worths:
        return None
    telling = [each for each in worths if each.matters]
    return Section(
        "information",
        "What is worth finding out",
        (_whole(evidence), *_parts(evidence, telling)),
        (_illustration(evidence, telling[:_MOST_DRAWN]),) if telling else (),
        tables=(_table(evidence, telling),) if telling else (),
    )


def _whole(evidence: Evidence) -> str:
    value, error = evidence.estimate(evidence.chosen, "expected_regret")
    return (
        f"To know the future before choosing would save {evidence.money(value)} on average "
        f"({margin(error)}): no study, pilot or measurement is worth more to this choice."
    )


def _parts(evidence: Evidence, telling: list[Worth]) -> list[str]:
    if not telling:
        nothing = (
            "No input is worth measuring for this choice: none, known exactly, would change it in "
            f"enough futures to stand out from the noise. {evidence.label(evidence.chosen)} can be "
            "chosen as things stand."
        )
        return [nothing]
    best = telling[0]
    weak = [_called(each) for each in telling if each.confidence == "low"]
    most = (
        f"Most worth knowing is {_called(best)}: to know it exactly saves "
        f"{evidence.money(best.evppi[0])} on average."
    )
    said = [most]
    if weak:
        said.append(f"Measure this first, it matters and its confidence is low: {listed(weak, 3)}.")
    said.append(
        "What observations are worth assumes that one of them spreads as widely as the belief: it "
        "halves the variance of what is believed."
    )
    return said


def _called(worth: Worth) -> str:
    return " with ".join(worth.inputs[:2]) + (
        f" and {len(worth.inputs) - 2} more" if len(worth.inputs) > 2 else ""
    )


def _illustration(evidence: Evidence, worths: list[Worth]) -> Illustration:
    rows = [(_called(each), each.evppi[0], each.noise_floor) for each in worths]
    currency = evidence.result.experiment.currency
    sentence = (
        f"To know {rows[0][0]} before choosing is worth {evidence.money(rows[0][1])}; an input "
        f"that tells nothing would show up to {evidence.money(rows[0][2])} by luck."
    )
    title = "Worth of knowing each input exactly"
    return Illustration(
        title,
        sentence,
        svg(drawn(rows, currency), "worth", title, sentence),
        Table(
            f"Worth and noise, {currency}",
            (Column("Input", numeric=False), Column("Worth"), Column("By luck")),
            tuple((name, plain(value), plain(floor)) for name, value, floor in rows),
            folded=True,
        ),
        "│ what luck alone would show",
    )


def _table(evidence: Evidence, worths: list[Worth]) -> Table:
    return Table(
        f"Worth before choosing, {evidence.result.experiment.currency}",
        (
            Column("Input", numeric=False),
            Column("Known exactly"),
            *(
                Column("1 observation" if count == 1 else f"{count} observations")
                for count in OBSERVATIONS
            ),
        ),
        tuple(
            (
                f"{_called(each)}\nconfidence: {each.confidence or 'not stated'}",
                amount(each.evppi),
                *(_cell(each.evsi.get(count)) for count in OBSERVATIONS),
            )
            for each in worths
        ),
    )


def _cell(estimate: Estimate | None) -> str:
    return NONE if estimate is None else amount(estimate)
