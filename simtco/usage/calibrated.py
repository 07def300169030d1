"""A calibration as one JSON object, or as text for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from simtco.report.columns import columns
from simtco.usage.calibrate import Calibration
from simtco.usage.catalogue_text import uses
from simtco.usage.measured import Measured
from simtco.words.belief import Belief
from simtco.words.wording import figure

SCHEMA = 1
_LEVELS = (0.1, 0.5, 0.9)
_SHAPE = "shape"


def as_data(calibration: Calibration, topic: str) -> dict[str, Any]:
    """What `simtco calibrate --json` prints."""
    period, usage = calibration.period, calibration.usage
    return {
        "schema": SCHEMA,
        "topic": topic,
        "source": calibration.source,
        "period": {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "days": period.length,
            "whole_days": len(period.days),
            "gap_days": period.gaps,
            "zone": period.zone.key,
        },
        "files": [
            {
                "file": reading.file,
                "format": reading.label,
                "rows": reading.rows,
                "skipped": reading.bad,
                "duplicates": reading.duplicates,
                "sha256": reading.sha256,
            }
            for reading in usage.readings
        ],
        "models": dict(sorted(usage.ledger.models.items())),
        "beliefs": {each.name: _belief(each) for each in calibration.measured},
        "uses": uses(calibration, topic),
        "notes": list(calibration.notes),
    }


def as_text(calibration: Calibration, topic: str, width: int | None) -> str:
    """What was read, a table of the beliefs, and a sentence for each."""
    period = calibration.period
    head = [
        *(
            f"{reading.file}: {reading.label}, {reading.rows:,} lines"
            for reading in calibration.usage.readings
        ),
        (
            f"{period.start:%Y-%m-%d %H:%M} to {period.end:%Y-%m-%d %H:%M} {period.zone.key}, "
            f"{figure(period.length)} days, {len(period.days)} whole ones"
        ),
    ]
    names = ("belief", "P10", "P50", "P90", "unit", "rests on")
    rows = [
        (each.name, *_levels(each), each.unit, f"{each.size:,} {each.sized}")
        for each in calibration.measured
    ]
    table = columns(names, rows, {"P10", "P50", "P90"}, width)
    blocks = [
        head,
        table,
        [f"{each.name}: {_said(each)}" for each in calibration.measured],
        [
            f"In an experiment, with --catalogue and the folder of {topic}.toml:",
            *(f"  {use}" for use in uses(calibration, topic)),
        ],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def family_of(measured: Measured) -> Belief | None:
    """The belief that the keys state; None for the shape of a day."""
    if measured.table["kind"] == _SHAPE:
        return None
    return Belief.model_validate(dict(measured.table))


def _levels(measured: Measured) -> Iterator[str]:
    belief = family_of(measured)
    for p in _LEVELS:
        yield "" if belief is None else figure(belief.family.percentile(p))


def _said(measured: Measured) -> str:
    fit = measured.fit
    return f"{measured.sentence}." + ("" if fit is None else f" The curve: {fit.sentence}.")


def _belief(measured: Measured) -> Mapping[str, Any]:
    fit, belief = measured.fit, family_of(measured)
    return {
        "table": measured.table,
        "unit": measured.unit,
        "confidence": measured.confidence,
        "size": measured.size,
        "sized": measured.sized,
        "sentence": measured.sentence,
        "mean": None if belief is None else belief.family.mean,
        "measured_quantiles": measured.quantiles or None,
        "fit": None
        if fit is None
        else {
            "family": fit.label,
            "table": fit.table,
            "log_score": fit.scores,
            "largest_distance": fit.distance,
            "chance_alone": fit.band,
        },
    }
