"""What is worth finding out before choosing."""

from simtco.metrics.estimate import Estimate
from simtco.metrics.information import OBSERVATIONS, Worth
from simtco.metrics.information import information as found
from simtco.report.evidence import Evidence
from simtco.report.figures.worth import MOST
from simtco.report.figures.worth import worth as drawn
from simtco.report.phrases import NONE, amount, listed, margin, plain
from simtco.report.section import Column, Illustration, Section, Table
from simtco.report.svg import svg


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
        (_illustration(evidence, telling[:MOST]),) if telling else (),
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
    weak = [each.called for each in telling if each.confidence == "low"]
    most = (
        f"Most worth knowing is {best.called}: to know it exactly saves "
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


def _illustration(evidence: Evidence, worths: list[Worth]) -> Illustration:
    currency = evidence.result.experiment.currency
    sentence = (
        f"To know {worths[0].called} before choosing is worth "
        f"{evidence.money(worths[0].evppi[0])}; an input that tells nothing would show up to "
        f"{evidence.money(worths[0].noise_floor)} by luck."
    )
    title = "Worth of knowing each input exactly"
    return Illustration(
        title,
        sentence,
        svg(drawn(evidence.result), "worth", title, sentence),
        Table(
            f"Worth and noise, {currency}",
            (Column("Input", numeric=False), Column("Worth"), Column("By luck")),
            tuple((each.called, amount(each.evppi), plain(each.noise_floor)) for each in worths),
            folded=True,
        ),
        "bar: worth   ⊢⊣ two standard errors to each side   │ what luck alone would show",
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
                f"{each.called}\nconfidence: {each.confidence or 'not stated'}",
                amount(each.evppi),
                *(_cell(each.evsi.get(count)) for count in OBSERVATIONS),
            )
            for each in worths
        ),
    )


def _cell(estimate: Estimate | None) -> str:
    return NONE if estimate is None else amount(estimate)
