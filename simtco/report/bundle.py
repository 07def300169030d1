"""Everything that a run leaves on disk."""

import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simtco.engine.block import Result
from simtco.files.load import Loaded
from simtco.metrics.metric import Findings, comparisons, findings
from simtco.metrics.scenarios import side_by_side
from simtco.report.contents import Contents, contents
from simtco.report.gallery import gallery
from simtco.report.markdown import markdown
from simtco.report.page import html
from simtco.report.picture import Format
from simtco.report.provenance import provenance, record
from simtco.report.summary import summary


@dataclass(frozen=True, slots=True)
class Bundle:
    """A run's files by name, with the report that they say and the numbers behind it."""

    page: Contents
    result: Result
    findings: Findings
    summary: Mapping[str, Any]
    files: Mapping[str, str | bytes]

    def trials(self) -> dict[str, bytes]:
        """trials.npz: TCO (T,) and break-even month (T,) of each strategy in every future."""
        buffer = io.BytesIO()
        arrays = {f"total_{name}": self.result.total(name) for name in self.result.strategies}
        months = zip(self.result.strategies, self.result.break_even, strict=True)
        arrays |= {f"break_even_{name}": month for name, month in months}
        np.savez_compressed(buffer, allow_pickle=False, **arrays)
        return {"trials.npz": buffer.getvalue()}


def bundle(
    loaded: Loaded,
    result: Result,
    started: dt.datetime,
    seconds: Callable[[], float],
    pictures: tuple[Format, ...] = (),
) -> Bundle:
    """Work out all findings and write every file's text; run.json last, with the time taken.

    pictures names the formats in which every figure is written as a file of its own.
    """
    found, compared = findings(result), comparisons(result)
    beside = side_by_side(result, loaded.scenarios)
    numbers = summary(result, loaded.stem, found, compared, beside)
    origin = provenance(loaded, result)
    page = contents(result, loaded.stem, found, compared, origin, beside)
    files: dict[str, str | bytes] = {
        "report.html": html(page),
        "report.md": markdown(page),
        "summary.json": _text(numbers),
        **gallery(result, pictures),
    }
    files["run.json"] = _text(record(loaded, result, started, seconds()))
    return Bundle(page, result, found, numbers, files)


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
