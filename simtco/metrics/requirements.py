"""Whether the result is what the experiment requires."""

from collections.abc import Iterator
from dataclasses import dataclass

from simtco.engine.block import Result
from simtco.metrics.finding import Finding
from simtco.metrics.metric import Findings
from simtco.words.percentiles import percentile_key
from simtco.words.requirement import Requirement
from simtco.words.wording import exact, figure


@dataclass(frozen=True, slots=True)
class Verdict:
    """A requirement, what was found, and whether it is met; a number that is not there meets none.

    required says the bound in words.
    """

    key: str
    strategy: str
    required: str
    found: float | None
    standard_error: float | None
    met: bool
    sentence: str


def verdicts(result: Result, findings: Findings, comparisons: Findings) -> tuple[Verdict, ...]:
    """Every requirement of the experiment, in the order of the grammar."""
    return tuple(_verdicts(result, findings, comparisons))


def _verdicts(result: Result, findings: Findings, comparisons: Findings) -> Iterator[Verdict]:
    buffer = f"buffer.{percentile_key(result.experiment.confidence)}"
    require = result.experiment.require
    for key, strategy, requirement in require.each() if require else ():
        table = comparisons if key == "p_cheaper" else findings
        found = table[strategy][buffer if key == "buffer" else key]
        yield _verdict(key, strategy, requirement, found)


def _verdict(key: str, strategy: str, requirement: Requirement, found: Finding) -> Verdict:
    value = found.number if isinstance(found.value, float) else None
    met = value is not None and requirement.met(value)
    asked = requirement.sentence()
    if value is None:
        said = f"{key} of {strategy} must be {asked}, and there is none: {found.sentence}"
    else:
        is_met = "and is" if met else "but is"
        error = found.standard_error
        margin = "" if error is None else f" (± {figure(error, 2)})"
        said = f"{key} of {strategy} must be {asked}, {is_met} {exact(round(value, 6))}{margin}."
    return Verdict(key, strategy, asked, value, found.standard_error, met, said)
