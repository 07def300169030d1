"""Usage -> beliefs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simtco.files.problems import ExperimentError, Place, Problem
from simtco.usage.list_bill import list_bill
from simtco.usage.measured import Measured
from simtco.usage.per_request import per_request
from simtco.usage.period import Period
from simtco.usage.ratios import ratios
from simtco.usage.read import Usage
from simtco.usage.reader import Wishes
from simtco.usage.traffic import traffic

_LONG, _MIDDLING = 28.0, 7.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured, the period that it was measured in, and what the reader must know."""

    usage: Usage
    period: Period
    measured: tuple[Measured, ...]
    notes: tuple[str, ...]

    @property
    def source(self) -> str:
        """Where the beliefs come from: files with their hashes, and the period."""
        files = "; ".join(
            f"{reading.name} ({reading.label}, {reading.rows:,} lines, "
            f"sha256 {reading.sha256[:16]})"
            for reading in self.usage.readings
        )
        span = f"{self.period.start:%Y-%m-%d %H:%M} to {self.period.end:%Y-%m-%d %H:%M}"
        return f"{files}; {span} {self.period.zone.key}"


def calibrate(usage: Usage, wishes: Wishes, models: dict[str, str]) -> Calibration:
    """Every belief that the usage can give; `models` gives names their `provider/model`.

    Raises:
        ExperimentError: there is a bill and no usage, or models without any price.

    """
    if not usage.holds_usage:
        raise ExperimentError([_only_bills(usage)])
    period = Period.of(usage.ledger, wishes.zone)
    found = [
        *traffic(period),
        *per_request(usage.ledger, period),
        *ratios(period, usage.currency, usage.bills(), by_month=usage.billed_by_month),
    ]
    if not any(each.name == "blended_price" for each in found):
        found += list_bill(usage, period.last_day, models, skip_bad=wishes.skip_bad)
    trust = _confidence(period)
    return Calibration(
        usage,
        period,
        tuple(replace(each, confidence=trust) for each in found),
        tuple(_notes(usage, period)),
    )


def _confidence(period: Period) -> str:
    """How far to trust the period: four weeks or more, a week or more, less."""
    if period.length >= _LONG:
        return "high"
    return "medium" if period.length >= _MIDDLING else "low"


def _notes(usage: Usage, period: Period) -> Sequence[str]:
    notes = []
    if usage.duplicates:
        notes.append(
            f"{usage.duplicates:,} lines are the same as one before and were left out; if they are "
            "requests of their own, say --keep-duplicates"
        )
    if usage.bad:
        notes.append(f"{usage.bad:,} lines are wrong and were left out (--skip-bad)")
    if period.gaps:
        notes.append(f"{period.gaps} days hold no record and count as not measured, not as 0")
    if len(period.days) < 2 and period.step == 1:
        notes.append("less than two whole days: no shape of the day, no growth")
    if usage.bills_beside:
        notes.append("the bill gives the price; costs that the usage states itself are not added")
    return notes


def _only_bills(usage: Usage) -> Problem:
    first = usage.readings[0]
    return Problem(
        Place(first.file),
        "",
        f"a bill without usage: {sum(r.rows for r in usage.readings):,} lines of cost, but no "
        "requests and no tokens to calibrate with; give the usage of the same days beside it",
    )
