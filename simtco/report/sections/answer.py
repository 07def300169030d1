"""The answer in five lines, and the title that says it."""

from dataclasses import dataclass

from simtco.report.evidence import Evidence
from simtco.report.phrases import NONE, margin, percent, signed
from simtco.words.wording import frequency


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer: a number or a name to see first, and what it means."""

    figure: str
    sentence: str


def title(evidence: Evidence) -> str:
    """The answer in one sentence."""
    chosen = evidence.chosen
    budget, _ = evidence.budget_at(chosen, evidence.confidence)
    covers = f"{evidence.money(budget)} covers {frequency(evidence.confidence)}"
    if evidence.alone:
        return f"{covers} futures"
    often = frequency(evidence.number(chosen, "p_cheapest"))
    return f"{evidence.label(chosen)}: cheapest in {often} futures; {covers}"


def answer(evidence: Evidence) -> tuple[Line, ...]:
    """What to choose, what covers it, the buffer, the budget and the tail."""
    lines = [_choice(evidence), _budget(evidence), _buffer(evidence)]
    if evidence.result.experiment.budget is not None:
        lines.append(_within(evidence))
    return (*lines, _tail(evidence))


def _choice(evidence: Evidence) -> Line:
    chosen = evidence.chosen
    label = evidence.label(chosen)
    if evidence.alone:
        return Line(label, f"is the only strategy here, costed over {evidence.months}.")
    share, error = evidence.estimate(chosen, "p_cheapest")
    said = (
        f"costs the least on average over {evidence.months}, so choosing it leaves the least to "
        f"regret. It is the cheapest in {frequency(share)} futures "
        f"({margin(error, 100.0, ' in 100')})."
    )
    often = evidence.oftenest
    if often != chosen:
        said += (
            f" {evidence.label(often)} is the cheapest more often, in "
            f"{frequency(evidence.number(often, 'p_cheapest'))} futures, but where it is not, it "
            "is dearer by more."
        )
    return Line(label, said)


def _budget(evidence: Evidence) -> Line:
    chosen, money = evidence.chosen, evidence.money
    budget, error = evidence.budget_at(chosen, evidence.confidence)
    mean, mean_error = evidence.estimate(chosen, "mean")
    return Line(
        money(budget),
        f"covers {frequency(evidence.confidence)} futures ({evidence.level}, {margin(error)}). "
        f"Half of all cost no more than {money(evidence.number(chosen, 'p50'))} (P50), "
        f"{frequency(0.95)} no more than {money(evidence.number(chosen, 'p95'))} (P95). "
        f"The average is {money(mean)} ({margin(mean_error)}).",
    )


def _buffer(evidence: Evidence) -> Line:
    chosen = evidence.chosen
    base = evidence.number(chosen, "base")
    budget, _ = evidence.budget_at(chosen, evidence.confidence)
    held = frequency(evidence.number(chosen, "base_percentile"))
    share = f" or {signed(100 * (budget / base - 1))}%" if base > 0 else ""
    return Line(
        f"{signed(budget - base)} {evidence.result.experiment.currency}",
        f"{share}{',' if share else ''} is the buffer over the base estimate of "
        f"{evidence.money(base)} that {evidence.level} takes. "
        f"The base estimate alone is enough in {held} futures.".strip(),
    )


def _within(evidence: Evidence) -> Line:
    budget = evidence.result.experiment.budget or 0.0
    share, error = evidence.estimate(evidence.chosen, "p_within_budget")
    said = "futures stay" if error is None else f"futures ({margin(error, 100.0, ' in 100')}) stay"
    return Line(frequency(share), f"{said} within the budget of {evidence.money(budget)}.")


def _tail(evidence: Evidence) -> Line:
    tail, error = evidence.estimate(evidence.chosen, "cvar95")
    base = evidence.number(evidence.chosen, "base")
    times = (
        f", {percent(tail / base)} of the base estimate" if base > 0 else f" ({NONE} of the base)"
    )
    return Line(
        evidence.money(tail),
        f"is what the dearest 1 in 20 futures cost on average (CVaR95, {margin(error)}){times}.",
    )
