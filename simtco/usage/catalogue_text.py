"""Beliefs as a topic of a catalogue."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from simtco.usage.calibrate import Calibration
from simtco.usage.measured import Measured

_WIDTH = 98


def catalogue_text(calibration: Calibration, topic: str) -> str:
    """The TOML of a topic, for a folder that `--catalogue` names; equal inputs give equal text."""
    head = [
        f"# Measured by simtco calibrate. Refer to an entry as @{topic}.NAME, such as",
        *(f"#   {use}" for use in uses(calibration, topic)),
        *(f"# Note: {note}" for note in calibration.notes),
    ]
    entries = [_entry(each, calibration) for each in calibration.measured]
    return "\n".join(head) + "\n\n" + "\n\n".join(entries) + "\n"


def uses(calibration: Calibration, topic: str) -> list[str]:
    """Lines for an experiment that make use of the beliefs."""
    found = [each.use.replace('"@', f'"@{topic}.') for each in calibration.measured]
    return [use for use in found if use]


def _entry(measured: Measured, calibration: Calibration) -> str:
    said: dict[str, Any] = {
        **measured.table,
        "unit": measured.unit,
        "source": calibration.source,
        "as_of": calibration.period.last_day,
        "confidence": measured.confidence,
        "note": f"{measured.sentence}. n = {measured.size:,} {measured.sized}"
        + ("" if measured.fit is None else f"; {measured.fit.sentence}"),
    }
    return f"[{measured.name}]\n" + "\n".join(f"{key} = {_value(v)}" for key, v in said.items())


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(v)}" for key, v in value.items()) + " }"
    if isinstance(value, Sequence):
        return _list([_value(each) for each in value])
    if isinstance(value, float | np.floating):
        return repr(float(value))
    return str(value)


def _list(items: Sequence[str]) -> str:
    whole = f"[{', '.join(items)}]"
    if len(whole) < _WIDTH - 16:
        return whole
    lines, line = [], " "
    for item in items:
        if len(line) + len(item) + 2 > _WIDTH:
            lines.append(line)
            line = " "
        line += f" {item},"
    return "\n".join(("[", *lines, line, "]"))
