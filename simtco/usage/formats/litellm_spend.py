"""LiteLLM's spend logs: one line a request that passed its proxy."""

from typing import ClassVar

import numpy as np
import pandas as pd

from simtco.usage.format import Format
from simtco.usage.records import records
from simtco.usage.sheet import Sheet
from simtco.words.arrays import Floats


class LitellmSpend(Format):
    """LiteLLM_SpendLogs; `spend` is in USD."""

    label: ClassVar[str] = "LiteLLM spend log"
    needs: ClassVar[frozenset[str]] = frozenset(
        {"request_id", "starttime", "prompt_tokens", "completion_tokens", "spend"}
    )
    uses: ClassVar[frozenset[str]] = frozenset(
        {"model", "custom_llm_provider", "endtime", "completionstarttime", "status"}
    )
    identity: ClassVar[tuple[str, ...]] = ("request_id",)

    def records(self, sheet: Sheet) -> pd.DataFrame:
        start = sheet.times("starttime")
        failed: Floats | float = np.nan
        if sheet.has("status"):
            status = pd.Series(sheet.texts("status"), index=start.index).str.lower()
            failed = np.where(status == "", np.nan, (status == "failure").astype(np.float64))
        numbers = {
            "requests": 1.0,
            "failed": failed,
            "input_tokens": sheet.numbers("prompt_tokens", least=0.0),
            "output_tokens": sheet.numbers("completion_tokens", least=0.0),
            "cost": sheet.numbers("spend"),
            "first_token_seconds": _since(sheet, start, "completionstarttime"),
            "total_seconds": _since(sheet, start, "endtime"),
        }
        texts = {
            "model": sheet.texts("model"),
            "provider": sheet.texts("custom_llm_provider"),
            "currency": "USD",
        }
        return records(start, numbers, texts)


def _since(sheet: Sheet, start: pd.Series, column: str) -> Floats | float:
    """Seconds from the start to a moment; NaN where it is left empty."""
    if not sheet.has(column):
        return np.nan
    there = sheet.frame[column].notna() & (sheet.frame[column] != "")
    if not there.all():
        return np.nan if not there.any() else _partly(sheet, start, column, there)
    seconds = (sheet.times(column) - start).dt.total_seconds()
    return np.asarray(seconds, dtype=np.float64)


def _partly(sheet: Sheet, start: pd.Series, column: str, there: pd.Series) -> Floats | float:
    part = Sheet(sheet.frame[there], sheet.shown, sheet.clock)
    seconds = (part.times(column) - start[there]).dt.total_seconds()
    return np.asarray(seconds.reindex(start.index), dtype=np.float64)
