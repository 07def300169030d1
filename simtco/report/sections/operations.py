"""What strategies tell beside their money."""

from simtco.metrics.estimate import Estimate
from simtco.metrics.readings import Told, told
from simtco.report.evidence import Evidence
from simtco.report.names import spoken
from simtco.report.phrases import NONE, chance, margin, percent, plain
from simtco.report.section import Column, Section, Table
from simtco.words.wording import out_of

_OFTEN = 0.01


def operations(evidence: Evidence) -> Section | None:
    """Rates, months and counts that strategies tell; None where none tells any."""
    rows = told(evidence.result)
    if not rows:
        return None
    alarms = [row for row in rows if row.alarmed is not None and row.alarmed[0] >= _OFTEN]
    return Section(
        "operations",
        "How it runs",
        tuple(_alarm(evidence, row) for row in alarms)
        or ("What the strategies do beside what they cost.",),
        tables=(
            Table(
                f"Beside the money, over {evidence.months}",
                (
                    Column("What", numeric=False),
                    Column("Applies in"),
                    Column("Mean"),
                    Column("P10"),
                    Column("P50"),
                    Column("P90"),
                    Column("Beyond the alarm in"),
                ),
                tuple(_row(evidence, row) for row in rows),
            ),
        ),
    )


def _row(evidence: Evidence, row: Told) -> tuple[str, ...]:
    name = f"{spoken(row.reading.name)} ({evidence.label(row.strategy)})"
    alarm = "" if row.reading.alarm is None else f"; alarm at {_said(row, row.reading.alarm)}"
    levels = [_estimated(row, level) for level in row.levels] or [NONE] * 3
    return (
        f"{name}\n{row.reading.unit}: {row.reading.meaning}{alarm}",
        chance(row.applies),
        NONE if row.mean is None else _estimated(row, row.mean),
        *levels,
        NONE if row.alarmed is None else chance(row.alarmed),
    )


def _alarm(evidence: Evidence, row: Told) -> str:
    share = row.alarmed[0] if row.alarmed else 0.0
    return (
        f"Alarm: {spoken(row.reading.name)} of {evidence.label(row.strategy)} exceeds "
        f"{_said(row, row.reading.alarm or 0.0)} in {out_of(share)} futures."
    )


def _estimated(row: Told, estimate: Estimate) -> str:
    value, error = estimate
    spread = margin(error, 100.0, " points") if _is_share(row) else margin(error)
    return f"{_said(row, value)}\n{spread}"


def _said(row: Told, value: float) -> str:
    return percent(value) if _is_share(row) else plain(value)


def _is_share(row: Told) -> bool:
    return row.reading.unit.startswith("share")
