"""simtco's own CSV: what `simtco measure` writes, and what anybody's export is easily put into."""

import re
from typing import ClassVar

import numpy as np
import pandas as pd

from simtco.usage.format import Format
from simtco.usage.records import records
from simtco.usage.sheet import Sheet
from simtco.words.arrays import Floats

_GOOD = re.compile(r"(?:ok|success|succeeded|completed|2\d\d)(?:\.0)?", re.IGNORECASE)


class Canonical(Format):
    """simtco's own CSV; a line is one request, or the sum of as many as `requests` says."""

    label: ClassVar[str] = "simtco usage CSV"
    needs: ClassVar[frozenset[str]] = frozenset(
        {"timestamp", "input_tokens", "output_tokens", "requests"}
    )
    uses: ClassVar[frozenset[str]] = frozenset(
        {
            "model",
            "cached_input_tokens",
            "cost_usd",
            "provider",
            "status",
            "first_token_seconds",
            "total_seconds",
        }
    )

    def records(self, sheet: Sheet) -> pd.DataFrame:
        requests = sheet.numbers("requests", least=0.0)
        inputs = sheet.numbers("input_tokens", least=0.0)
        cached = sheet.numbers("cached_input_tokens", least=0.0, needed=False)
        numbers = {
            "requests": requests,
            "failed": _failed(sheet, requests),
            "input_tokens": inputs,
            "cached_input_tokens": cached,
            "output_tokens": sheet.numbers("output_tokens", least=0.0),
            "cost": sheet.numbers("cost_usd", needed=False),
            "first_token_seconds": sheet.numbers("first_token_seconds", least=0.0, needed=False),
            "total_seconds": sheet.numbers("total_seconds", least=0.0, needed=False),
        }
        texts = {"model": sheet.texts("model"), "provider": sheet.texts("provider")}
        return records(sheet.times("timestamp"), numbers, {**texts, "currency": "USD"})


def _failed(sheet: Sheet, requests: Floats) -> Floats:
    """Requests whose status is no success; an empty status says nothing."""
    if not sheet.has("status"):
        return np.full(len(requests), np.nan)
    status = pd.Series(sheet.texts("status"), index=sheet.frame.index).str.strip()
    bad = ~status.str.fullmatch(_GOOD).to_numpy(dtype=bool)
    return np.where((status == "").to_numpy(dtype=bool), np.nan, np.where(bad, requests, 0.0))
