"""The answer in five lines, and the title that says it."""

from dataclasses import dataclass

from simtco.report.evidence import Evidence
from simtco.report.phrases import aside, margin, percent, signed
from simtco.words.wording import figure, frequency, out_of


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer: a number or a name to see first, and what it means."""

    figure: str
    sentence: str


def title(evidence: Evidence) -> str:
    """The answer in one sentence."""
    chosen = evidence.chosen
    budget, _ = evidence.budgets[chosen]
    covers = f"{evidence.money(budget)} covers {frequency(evidence.confidence)}"
    if evidence.alone:
        return f"{covers} futures"
    if (other := evidence.oftenest) != chosen:
        label, rival = evidence.label(chosen), evidence.label(other)
        return f"{label} costs least on average, {rival} most often; {covers}"
    often = out_of(evidence.number(chosen, "p_cheapest"))
    return f"{evidence.label(chosen)}: cheapest in {often} futures; {covers}"


def answer(evidence: Evidence) -> tuple[Line, ...]:
    """What to choose, what covers it, the buffer, the budget and the tail."""
    lines = [_choice(evidence), _budget(evidence), _buffer(evidence)]
    if evidence.result.experiment.budget is not None:
        lines.append(_within(evidence))
    return (*lines, _tail(evidence))


def terms(evidence: Evidence) -> tuple[str, ...]:
    """What the words of the answer mean, each where it first stands."""
    level, trials = evidence.level, evidence.result.trials
    return (
        (
            f"A future is one draw of every uncertain number and shock; each of the {trials:,} "
            "drawn is the same for all strategies."
        ),
        (
            f"{level} is the amount that {frequency(evidence.confidence)} futures cost no more "
            "than. CVaR95 is the mean of the dearest 1 in 20."
        ),
        (
            "After ± stands the standard error: how far another set of as many futures would move "
            "the number, typically."
        ),
        (
            "The base estimate is what a plan would have said: every input at its base, nothing "
            "hidden, no shocks."
        ),
    )


def _choice(evidence: Evidence) -> Line:
    chosen = evidence.chosen
    label = evidence.label(chosen)
    if evidence.alone:
        return Line(label, f"is the only strategy here, costed over {evidence.months}.")
    often = evidence.estimate(chosen, "p_cheapest")
    said = (
        f"costs the least on average over {evidence.months}, so choosing it leaves the least to "
        f"regret. It is the cheapest in {out_of(often[0])} futures{aside(often)}."
    )
    other = evidence.oftenest
    if other != chosen:
        said += (
            f" {evidence.label(other)} is the cheapest more often, in "
            f"{out_of(evidence.number(other, 'p_cheapest'))} futures, but where it is not, it "
            "is dearer by more."
        )
    return Line(label, said)


def _budget(evidence: Evidence) -> Line:
    chosen, money = evidence.chosen, evidence.money
    budget, error = evidence.budgets[chosen]
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
    budget, _ = evidence.budgets[chosen]
    held = out_of(evidence.number(chosen, "base_percentile"))
    share = f": {percent(budget / base - 1.0)} of it" if base > 0 else ""
    return Line(
        f"{signed(budget - base)} {evidence.result.experiment.currency}",
        f"is the buffer that {evidence.level} takes over the base estimate of "
        f"{evidence.money(base)}{share}. The base estimate alone is enough in {held} futures.",
    )


def _within(evidence: Evidence) -> Line:
    budget = evidence.result.experiment.budget or 0.0
    found = evidence.estimate(evidence.chosen, "p_within_budget")
    said = f"futures stay within the budget of {evidence.money(budget)}{aside(found)}."
    return Line(frequency(found[0]), said)


def _tail(evidence: Evidence) -> Line:
    tail, error = evidence.estimate(evidence.chosen, "cvar95")
    base = evidence.number(evidence.chosen, "base")
    times = f", {figure(tail / base)} times the base estimate" if base > 0 else ""
    return Line(
        evidence.money(tail),
        f"is what the dearest 1 in 20 futures cost on average (CVaR95, {margin(error)}){times}.",
    )
